import type { IntervalModel } from '@/lib/evaluation/intervals/interval-model';
import { boundsAtLevel } from '@/lib/pipeline/level-intervals';
import type { LoadedForecaster } from './loaded-forecaster';
import { partOf } from './panel-part';
import type { SeriesLevel } from './series-levels';

export interface Bounds {
  lower: [Float64Array, Float64Array, Float64Array];
  upper: [Float64Array, Float64Array, Float64Array];
}

/**
 * Intervals around forecasts of some series of one level, laid as when they were published.
 * @param closed 1 where a series is wholly closed, which is certain
 */
export function boundsOf(
  loaded: LoadedForecaster,
  level: SeriesLevel,
  series: Int32Array,
  mean: Float64Array,
  closed: Uint8Array | undefined,
  horizon: number,
): Bounds {
  const model = loaded.state.intervals[level.level] as IntervalModel;
  // Scales and sizes are of the targets alone.
  const { panel } = partOf({ ...level.summed, known: {}, past: {} }, series);
  const bounds = boundsAtLevel(model, panel, panel.origin, mean, horizon);
  const certain = (values: Float64Array) => (closed ? values.map((value, k) => (closed[k] ? (mean[k] as number) : value)) : values);
  return { lower: three(bounds.lower.map(certain)), upper: three(bounds.upper.map(certain)) };
}

function three(values: Float64Array[]): [Float64Array, Float64Array, Float64Array] {
  const [first, second, third] = values;
  if (!first || !second || !third) throw new Error(`A forecaster has intervals at ${values.length} levels, not at 80, 90 and 95 %.`);
  return [first, second, third];
}
