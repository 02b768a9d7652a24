import type { Panel } from '@/lib/features/panel';
import { rowsAt } from '../forecaster';

/** Maps every row of a panel up to an origin; rows after it are NaN. `row` counts over the whole panel, `start` is its series' first. */
export function mapHistory(
  panel: Panel,
  origin: number,
  map: (y: number, row: number, start: number, series: number) => number,
): Float64Array {
  const out = new Float64Array(panel.y.length).fill(Number.NaN);
  const anchors = rowsAt(panel, origin);
  for (let series = 0; series < panel.ids.length; series++) {
    const start = panel.indptr[series] as number;
    for (let row = start; row <= (anchors[series] as number); row++) out[row] = map(panel.y[row] as number, row, start, series);
  }
  return out;
}

/** Replaces every forecast, `row` being where it falls in the panel. */
export function mapForecasts(
  panel: Panel,
  origin: number,
  values: Float64Array,
  horizon: number,
  map: (value: number, row: number, series: number) => number,
): void {
  const anchors = rowsAt(panel, origin);
  for (let k = 0; k < values.length; k++) {
    const series = Math.floor(k / horizon);
    values[k] = map(values[k] as number, (anchors[series] as number) + 1 + (k % horizon), series);
  }
}
