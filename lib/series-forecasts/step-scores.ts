import type { StepScore } from './schema';

/** Pure: errors by steps ahead. Percentages are of the sum of absolute actuals. */

/**
 * Errors at each step ahead over blocks of `horizon` values, one a series and origin. A pair with either side missing counts
 * nothing.
 */
export function scoreSteps(actual: ArrayLike<number>, forecast: ArrayLike<number>, horizon: number): StepScore[] {
  const sums = Array.from({ length: horizon }, () => ({ points: 0, absolute: 0, signed: 0, actual: 0 }));
  for (let k = 0; k < actual.length; k++) {
    const [y, f] = [actual[k] as number, forecast[k] as number];
    if (!Number.isFinite(y) || !Number.isFinite(f)) continue;
    const sum = sums[k % horizon] as (typeof sums)[number];
    sum.points++;
    sum.absolute += Math.abs(f - y);
    sum.signed += f - y;
    sum.actual += Math.abs(y);
  }
  return sums.map(({ points, absolute, signed, actual: size }, k) => ({
    step: k + 1,
    points,
    sold: size,
    mae: points === 0 ? null : absolute / points,
    wape: size === 0 ? null : (100 * absolute) / size,
    bias: size === 0 ? null : (100 * signed) / size,
  }));
}

/** Sums the blocks of some series of each origin into one block an origin; missing where any part is. */
export function sumBlocks(values: Float64Array, parts: readonly number[], series: number, horizon: number): Float64Array {
  const origins = values.length / (series * horizon);
  const out = new Float64Array(origins * horizon);
  for (let origin = 0; origin < origins; origin++)
    for (const part of parts)
      for (let step = 0; step < horizon; step++)
        out[origin * horizon + step] =
          (out[origin * horizon + step] as number) + (values[(origin * series + part) * horizon + step] as number);
  return out;
}
