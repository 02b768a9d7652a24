import type { IntervalBounds, IntervalModel } from '@/lib/evaluation/intervals/interval-model';
import { scalesAt } from '@/lib/pipeline/backtest';
import { boundsAtLevel, certainWhereClosed } from '@/lib/pipeline/level-intervals';
import { layQuantiles } from '@/lib/pipeline/quantile-intervals';
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
 * @param quantiles what quantile models say of the series, where the level's intervals come from them
 */
export function boundsOf(
  loaded: LoadedForecaster,
  level: SeriesLevel,
  series: Int32Array,
  mean: Float64Array,
  closed: Uint8Array | undefined,
  quantiles: IntervalBounds | undefined,
  horizon: number,
): Bounds {
  const model = loaded.state.intervals[level.level] as IntervalModel;
  // Scales and sizes are of the targets alone.
  const { panel } = partOf({ ...level.summed, known: {}, past: {} }, series);
  const split = boundsAtLevel(model, panel, panel.origin, mean, horizon);
  const middle = { forecast: mean, scales: scalesAt(panel, [panel.origin]), horizon };
  const calibration = loaded.state.quantiles?.calibration;
  const laid = calibration && quantiles ? layQuantiles(calibration, quantiles, middle, split) : split;
  const bounds = certainWhereClosed(laid, mean, closed);
  return { lower: three(bounds.lower), upper: three(bounds.upper) };
}

function three(values: Float64Array[]): [Float64Array, Float64Array, Float64Array] {
  const [first, second, third] = values;
  if (!first || !second || !third) throw new Error(`A forecaster has intervals at ${values.length} levels, not at 80, 90 and 95 %.`);
  return [first, second, third];
}
