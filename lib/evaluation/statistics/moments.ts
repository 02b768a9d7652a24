import { chiSquaredTail } from './distributions';

/** Shape of a sample: mean and deviation in its units, skewness and excess kurtosis as ratios of central moments (0 for a normal). */
export interface Moments {
  count: number;
  mean: number;
  /** Root of the mean squared deviation (over n). */
  deviation: number;
  skewness: number;
  excessKurtosis: number;
}

/** Moments of the values that are there; skewness and kurtosis are 0 where nothing varies. */
export function moments(values: Float64Array): Moments {
  const seen = values.filter((value) => value === value);
  const count = seen.length;
  const mean = seen.reduce((sum, value) => sum + value, 0) / count;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (const value of seen) {
    const off = value - mean;
    second += off * off;
    third += off * off * off;
    fourth += off * off * off * off;
  }
  const variance = second / count;
  const varies = variance > 0;
  return {
    count,
    mean,
    deviation: Math.sqrt(variance),
    skewness: varies ? third / count / variance ** 1.5 : 0,
    excessKurtosis: varies ? fourth / count / variance ** 2 - 3 : 0,
  };
}

/** Test of normality from skewness and kurtosis (Jarque & Bera 1980): chi-squared with two degrees of freedom for large samples. */
export function jarqueBera({ count, skewness, excessKurtosis }: Moments): { statistic: number; pValue: number } {
  const statistic = (count / 6) * (skewness ** 2 + excessKurtosis ** 2 / 4);
  return { statistic, pValue: chiSquaredTail(statistic, 2) };
}
