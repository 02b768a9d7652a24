import { calibrateQuantiles, type QuantileCalibration, quantileBounds } from '@/lib/evaluation/intervals/conformal-quantiles';
import type { IntervalBounds } from '@/lib/evaluation/intervals/interval-model';
import { horizonBlocks } from '@/lib/evaluation/weights';
import type { PanelFrequency } from '@/lib/features/panel';
import { aggregateBlocks, type Grouping } from './aggregates';
import { type LevelScores, uncertain } from './level-intervals';
import type { QuantileTail } from './quantile-files';

/** Intervals of the modelled level from quantile models: the fitted part, beside a forecaster. */
export interface QuantileState {
  /** Folder of the models' files. */
  uri: string;
  /** Lower and upper quantile of each level in turn. */
  tails: QuantileTail[];
  calibration: QuantileCalibration;
}

/** What bounds are laid around: forecasts of the modelled level and the scale of each block of them. */
export interface Middle {
  forecast: Float64Array;
  scales: Float64Array;
  horizon: number;
}

/**
 * How far to move the models' quantiles, by how far actuals lay outside of them at the calibration origins.
 * @param quantiles laid out as the scores
 */
export function calibrateModels(
  scores: LevelScores,
  quantiles: IntervalBounds,
  levels: number[],
  frequency: PanelFrequency,
): QuantileCalibration {
  const { actual, series, horizon, scales, forecast } = uncertain(scores);
  const calibration = calibrateQuantiles(
    { actual, series, horizon, scales, ...holding(quantiles, forecast) },
    levels,
    horizonBlocks(frequency, horizon),
  );
  return { ...calibration, method: `LightGBM quantile models, widened to hold the forecast; ${calibration.method}` };
}

/**
 * The models' quantiles, moved: in order, never negative where no sale was, and holding the forecast (raised to zero there).
 * @param instead split intervals, where the models have no forecast but others do
 */
export function layQuantiles(
  calibration: QuantileCalibration,
  quantiles: IntervalBounds,
  { forecast, scales, horizon }: Middle,
  instead: IntervalBounds,
): IntervalBounds {
  const raised = calibration.nonNegative ? forecast.map((value) => Math.max(0, value)) : forecast;
  const moved = holding(quantileBounds(calibration, holding(quantiles, raised), scales, horizon), raised);
  const columns = [...moved.lower, ...moved.upper];
  const missing = Uint8Array.from(forecast, (_, k) => (columns.some((column) => Number.isNaN(column[k])) ? 1 : 0));
  const whole = (side: 'lower' | 'upper') =>
    moved[side].map((bound, level) => bound.map((value, k) => (missing[k] ? (instead[side][level]?.[k] as number) : value)));
  return { lower: whole('lower'), upper: whole('upper') };
}

/** Quantiles of the modelled series in the order of their level. */
export function quantilesAtLevel({ lower, upper }: IntervalBounds, group: Grouping, horizon: number): IntervalBounds {
  const ordered = (column: Float64Array) => aggregateBlocks(column, group, horizon);
  return { lower: lower.map(ordered), upper: upper.map(ordered) };
}

/** Bounds widened where they leave the forecast out, so that the forecast lies in the intervals of all levels. */
function holding({ lower, upper }: IntervalBounds, forecast: Float64Array): IntervalBounds {
  return {
    lower: lower.map((column) => column.map((bound, k) => Math.min(bound, forecast[k] as number))),
    upper: upper.map((column) => column.map((bound, k) => Math.max(bound, forecast[k] as number))),
  };
}
