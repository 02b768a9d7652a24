import { metricSums, metricsOf } from './metric-sums';

/** Figures of forecast error. `mape` and `smape` are percentages, `r2` and `mase` ratios, the others in the target's units or percent as said. */
export interface Metrics {
  /** Root of the mean squared error, in the target's units. */
  rmse: number;
  /** Mean absolute error, in the target's units. */
  mae: number;
  /** 100 mean(|y - f| / |y|) over the points where y is not 0; NaN where all are. */
  mape: number;
  /** mean(200 |y - f| / (|y| + |f|)); a point where both are 0 counts as 0. */
  smape: number;
  /** 100 sum|y - f| / sum|y|; NaN where every actual is 0. */
  wape: number;
  /** Mean over series and origins of MAE / in-sample MAE of the seasonal naive (Hyndman & Koehler 2006); NaN without scales. */
  mase: number;
  /** 1 - SSE / SST; NaN where the actuals do not vary. */
  r2: number;
  /** mean(f - y), in the target's units: positive is too high. */
  bias: number;
  /** Points scored. */
  count: number;
}

/** Forecasts beside what came, in rows of equal length: `rows` blocks (a series at an origin) of `horizon` steps. */
export interface Scored {
  horizon: number;
  actual: Float64Array;
  forecast: Float64Array;
}

/**
 * Metrics pooled over all points where both actual and forecast are there.
 * @param scales one in-sample seasonal naive MAE a block, for MASE
 */
export function metrics(scored: Scored, scales?: Float64Array): Metrics {
  return metricsOf(metricSums(scored, 1, () => 0, scales));
}

/** Share of points (0 to 1) whose actual lies within its interval, over the points that have one. */
export function coverage(actual: Float64Array, lower: Float64Array, upper: Float64Array): number {
  let inside = 0;
  let count = 0;
  for (let k = 0; k < actual.length; k++) {
    const y = actual[k] as number;
    if (y !== y || Number.isNaN(lower[k])) continue;
    count++;
    if (y >= (lower[k] as number) && y <= (upper[k] as number)) inside++;
  }
  return inside / count;
}

/**
 * Mean Winkler (interval) score at a level such as 0.95, in the target's units: width, plus 2 / alpha times how far an
 * actual lies outside (Gneiting & Raftery 2007). Lower is better.
 */
export function intervalScore(actual: Float64Array, lower: Float64Array, upper: Float64Array, level: number): number {
  let score = 0;
  let count = 0;
  for (let k = 0; k < actual.length; k++) {
    const y = actual[k] as number;
    const low = lower[k] as number;
    const high = upper[k] as number;
    if (y !== y || low !== low) continue;
    count++;
    score += high - low + (2 / (1 - level)) * (Math.max(0, low - y) + Math.max(0, y - high));
  }
  return score / count;
}
