import { metricSums, metricsOf } from './metric-sums';
import type { Metrics } from './metrics';
import { type OriginBlocks, originsOf } from './origin-blocks';
import type { Segmentation } from './segmentations';

/** Metrics of the points of one segment. */
export interface SegmentMetrics {
  /** Name of the segmentation, such as `weekday`. */
  by: string;
  /** The segment's label, such as `Monday`. */
  segment: string;
  metrics: Metrics;
}

/**
 * Metrics by segment, in the order of its labels; segments without a scored point are left out. MASE of a part of the horizon
 * measures the errors there in the same scales as MASE of the whole.
 * @param scales one in-sample seasonal naive MAE a block, for MASE
 * @throws RangeError where the segmentation is of another shape than the forecasts
 */
export function metricsBySegment(blocks: OriginBlocks, segmentation: Segmentation, scales?: Float64Array): SegmentMetrics[] {
  const { labels } = segmentation;
  const sums = metricSums(blocks, labels.length, segmentOf(blocks, segmentation), scales);
  return labels
    .map((segment, group) => ({ by: segmentation.name, segment, metrics: metricsOf(sums, group) }))
    .filter(({ metrics }) => metrics.count > 0);
}

/**
 * Which segment a block's step (both from 0) belongs to; negative for none.
 * @throws RangeError where the segmentation is of another shape than the forecasts
 */
export function segmentOf(blocks: OriginBlocks, { name, axis, of }: Segmentation): (block: number, step: number) => number {
  const { series, horizon } = blocks;
  const origins = originsOf(blocks);
  const expected = { series, step: horizon, origin: origins, target: origins * horizon }[axis];
  if (of.length !== expected) throw new RangeError(`Segmentation ${name} has ${of.length} ${axis} entries, not ${expected}.`);
  return {
    series: (block: number) => of[block % series] as number,
    step: (_: number, step: number) => of[step] as number,
    origin: (block: number) => of[Math.floor(block / series)] as number,
    target: (block: number, step: number) => of[Math.floor(block / series) * horizon + step] as number,
  }[axis];
}

/** Forecasts of several models at one level of the hierarchy, beside what came. */
export interface ModelBlocks extends Omit<OriginBlocks, 'forecast'> {
  level: string;
  /** Forecasts by model. */
  forecasts: Record<string, Float64Array>;
  scales?: Float64Array;
}

export interface SegmentRow extends SegmentMetrics {
  model: string;
  level: string;
}

/** The table of metrics by model, level and segment, overall (`by` is `all`) first. Levels above are summed by the caller. */
export function segmentTable(blocks: ModelBlocks, segmentations: Segmentation[]): SegmentRow[] {
  const { level, forecasts, scales, ...scored } = blocks;
  const all: Segmentation = { name: 'all', axis: 'series', labels: ['all'], of: new Int32Array(blocks.series) };
  return Object.entries(forecasts).flatMap(([model, forecast]) =>
    [all, ...segmentations].flatMap((segmentation) =>
      metricsBySegment({ ...scored, forecast }, segmentation, scales).map((row) => ({ model, level, ...row })),
    ),
  );
}
