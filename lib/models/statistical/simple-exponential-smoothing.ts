import type { UnivariateModel } from './univariate';

/** Half the square root of five less a half: what a golden section leaves of an interval. */
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Simple exponential smoothing that starts at the first value, its smoothing weight chosen in [0.01, 0.99] by the least sum of
 * squared one-step errors (FPP3, 8.1). Flat: every step gets the last level. For series without trend or season.
 */
export class SimpleExponentialSmoothing implements UnivariateModel {
  readonly name = 'simple-exponential-smoothing';

  forecast(y: Float64Array, horizon: number): Float64Array {
    return new Float64Array(horizon).fill(optimisedLevel(y));
  }
}

/** Level after the last of `y`, smoothed with the weight within the bounds that forecasts `y` best one step ahead. */
export function optimisedLevel(y: Float64Array, lower = 0.01, upper = 0.99): number {
  return smoothedLevel(y, optimalWeight(y, lower, upper));
}

/** Level after the last of `y`: each value moves it by `weight` times its error. */
export function smoothedLevel(y: Float64Array, weight: number): number {
  let level = y[0] as number;
  for (let t = 1; t < y.length; t++) level += weight * ((y[t] as number) - level);
  return level;
}

function squaredErrors(y: Float64Array, weight: number): number {
  let level = y[0] as number;
  let sum = 0;
  for (let t = 1; t < y.length; t++) {
    const error = (y[t] as number) - level;
    level += weight * error;
    sum += error * error;
  }
  return sum;
}

/** Golden section search, to 1e-6 of the weight. */
function optimalWeight(y: Float64Array, lower: number, upper: number): number {
  let [a, d] = [lower, upper];
  let b = d - golden * (d - a);
  let c = a + golden * (d - a);
  let atB = squaredErrors(y, b);
  let atC = squaredErrors(y, c);
  while (d - a > 1e-6) {
    if (atB < atC) {
      [d, c, atC] = [c, b, atB];
      b = d - golden * (d - a);
      atB = squaredErrors(y, b);
    } else {
      [a, b, atB] = [b, c, atC];
      c = a + golden * (d - a);
      atC = squaredErrors(y, c);
    }
  }
  return (a + d) / 2;
}
