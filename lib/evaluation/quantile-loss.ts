/**
 * Mean pinball (quantile) loss of forecasts of the `tau` quantile, 0 < tau < 1, in the target's units (Koenker & Bassett 1978):
 * tau (y - q) where the actual lies above, (1 - tau) (q - y) where it lies below. Points without either are left out.
 */
export function pinballLoss(actual: Float64Array, quantile: Float64Array, tau: number): number {
  let sum = 0;
  let count = 0;
  for (let k = 0; k < actual.length; k++) {
    const above = (actual[k] as number) - (quantile[k] as number);
    if (above !== above) continue;
    count++;
    sum += above >= 0 ? tau * above : (tau - 1) * above;
  }
  return sum / count;
}

/**
 * Continuous ranked probability score from forecasts of several quantiles, in the target's units; lower is better.
 * CRPS is twice the integral of the pinball loss over all levels (Laio & Tamea 2007); each given level stands for the levels
 * nearer to it than to any other, so that unevenly spaced ones are weighed fairly.
 * @param quantiles one column a level, as long as `actual`
 * @param taus their levels, ascending
 */
export function crpsFromQuantiles(actual: Float64Array, quantiles: Float64Array[], taus: number[]): number {
  if (quantiles.length !== taus.length) throw new RangeError(`${quantiles.length} columns of quantiles for ${taus.length} levels.`);
  return taus.reduce((sum, tau, k) => {
    const from = k === 0 ? 0 : ((taus[k - 1] as number) + tau) / 2;
    const to = k === taus.length - 1 ? 1 : (tau + (taus[k + 1] as number)) / 2;
    return sum + 2 * (to - from) * pinballLoss(actual, quantiles[k] as Float64Array, tau);
  }, 0);
}
