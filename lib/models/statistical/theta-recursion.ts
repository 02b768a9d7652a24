import type { Line } from './line-fit';

/** What a Theta model is made of. */
export interface ThetaParameters {
  /** Smoothed level before the first value. */
  level: number;
  /** Smoothing weight, in (0, 1). */
  alpha: number;
  /** Coefficient of the short-term theta line, at least 1: half of what the long-term line adds comes with 2, more with more. */
  theta: number;
}

/** Errors of the first values tell of the start, not of the model: they do not count. */
const warmUp = 3;

/**
 * Runs a Theta model in state-space form (Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler 2016, section 3) over a series.
 *
 * @param line the series' least-squares line; undefined for a dynamic model, which refits its line with every value
 * @param forecast receives the point forecasts of the periods after `y`, as many as it holds
 * @returns sum of squared one-step errors from the fourth value on
 */
export function runTheta(y: Float64Array, { level: start, alpha, theta }: ThetaParameters, line?: Line, forecast?: Float64Array): number {
  const n = y.length;
  const end = n + (forecast?.length ?? 0);
  const first = y[0] as number;
  const lineWeight = 1 - 1 / theta;
  const rest = 1 - alpha;
  let level = alpha * first + rest * start;
  let mean = first;
  let intercept = line ? line.intercept : first;
  let slope = line ? line.slope : 0;
  let power = 1;
  let squares = 0;
  for (let t = 1; t < end; t++) {
    power *= rest;
    const expected = level + lineWeight * (intercept * power + (slope * (1 - power * rest)) / alpha);
    let value = expected;
    if (t < n) {
      value = y[t] as number;
      const error = value - expected;
      if (t >= warmUp) squares += error * error;
    } else if (forecast) forecast[t - n] = expected;
    level = alpha * value + rest * level;
    if (!line) {
      slope = ((t - 1) * slope + (6 * (value - mean)) / (t + 1)) / (t + 2);
      mean = (t * mean + value) / (t + 1);
      intercept = mean - (slope * (t + 2)) / 2;
    }
  }
  return squares;
}
