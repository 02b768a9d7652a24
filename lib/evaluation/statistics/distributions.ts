import { incompleteBeta, upperIncompleteGamma } from './special-functions';

/** Chance that a standard normal variable lies below z. */
export function normalCdf(z: number): number {
  const tail = upperIncompleteGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** Chance that a chi-squared variable with `df` degrees of freedom exceeds x: the p-value of a Ljung-Box or Jarque-Bera statistic. */
export function chiSquaredTail(x: number, df: number): number {
  return upperIncompleteGamma(df / 2, x / 2);
}

/** Chance that an F variable with `between` and `within` degrees of freedom exceeds f. */
export function fTail(f: number, between: number, within: number): number {
  if (f <= 0) return 1;
  const share = within / (within + between * f);
  return incompleteBeta(share, within / 2, between / 2, (between * f) / (within + between * f));
}

/** Chance that a Student t variable with `df` degrees of freedom is at least |t| away from zero: the two-sided p-value. */
export function studentTwoSided(t: number, df: number): number {
  const squared = t * t;
  if (squared === Number.POSITIVE_INFINITY) return 0;
  return incompleteBeta(df / (df + squared), df / 2, 0.5, squared / (df + squared));
}

/** How far from zero a Student t variable stays with probability `confidence`: the factor of a two-sided interval. */
export function studentQuantile(confidence: number, df: number): number {
  const tail = 1 - confidence;
  let low = 0;
  let high = 1;
  while (studentTwoSided(high, df) > tail) high *= 2;
  // Bisection to the last bit: this is asked for once an interval.
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (studentTwoSided(middle, df) > tail) low = middle;
    else high = middle;
  }
  return high;
}
