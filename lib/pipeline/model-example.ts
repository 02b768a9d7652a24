import type { Panel } from '@/lib/features/panel';
import { pastOffset, stepBlocks } from '@/lib/models/boosted-config';
import type { FittedBoosted } from '@/lib/models/fitted-boosted';
import { rowsAt } from '@/lib/models/forecaster';

const mostRows = 5;

/**
 * Rows of features as the model's first booster is asked with them: the step after the origin, of the first series.
 * @returns row-major, at most five rows
 */
export function exampleRows({ builder, state }: FittedBoosted, panel: Panel, origin: number): Float32Array {
  const anchors = rowsAt(panel, origin);
  const { from } = stepBlocks(state.config)[0] as { from: number };
  const known = Array.from(anchors.keys()).filter((series) => (anchors[series] as number) + from < (panel.indptr[series + 1] as number));
  const series = Int32Array.from(known.slice(0, mostRows));
  const request = {
    series,
    row: series.map((k) => (anchors[k] as number) + from),
    offset: new Int32Array(series.length).fill(from),
  };
  return builder.build(panel, request, panel.y, pastOffset(state.config)).values;
}
