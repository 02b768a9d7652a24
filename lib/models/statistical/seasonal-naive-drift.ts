import type { UnivariateModel } from './univariate';

/**
 * Seasonal naive with drift: the last season's value moved by the mean change from one season to the next, once for each season
 * ahead (FPP3, 5.2, applied to seasonal differences). Answers NaN for a season of history or less.
 */
export class SeasonalNaiveDrift implements UnivariateModel {
  readonly name = 'seasonal-naive-drift';
  private readonly season: number;

  constructor({ season }: { season: number }) {
    this.season = season;
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    const { season } = this;
    const n = y.length;
    if (n <= season) return new Float64Array(horizon).fill(Number.NaN);
    let change = 0;
    for (let t = season; t < n; t++) change += ((y[t] as number) - (y[t - season] as number)) / (n - season);
    return new Float64Array(horizon).map((_, step) => {
      const seasons = Math.floor(step / season) + 1;
      return (y[n - season + (step % season)] as number) + seasons * change;
    });
  }
}
