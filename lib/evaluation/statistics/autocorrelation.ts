import { chiSquaredTail } from './distributions';

/** Sample autocorrelations at lags 1 to `lags`, about the mean of the whole (Box & Jenkins). Zero where nothing varies. */
export function autocorrelations(values: Float64Array, lags: number): Float64Array {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const covariance = (lag: number) => {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += ((values[t] as number) - mean) * ((values[t - lag] as number) - mean);
    return sum;
  };
  const variance = covariance(0);
  return Float64Array.from({ length: lags }, (_, k) => (variance > 0 ? covariance(k + 1) / variance : 0));
}

/**
 * Test that a sequence is not autocorrelated at any of the lags 1 to `lags` (Ljung & Box 1978), chi-squared.
 * @param values in time order, without gaps, more than `lags` of them
 */
export function ljungBox(values: Float64Array, lags: number): { statistic: number; pValue: number } {
  const n = values.length;
  const statistic = autocorrelations(values, lags).reduce((sum, r, k) => sum + (n * (n + 2) * r * r) / (n - k - 1), 0);
  return { statistic, pValue: chiSquaredTail(statistic, lags) };
}
