import type { UnivariateModel } from './univariate';

/**
 * Mean of the last `window` values at the same place of the season (of as many seasons as there are).
 * Answers NaN for less than a season of history.
 */
export class SeasonalWindowAverage implements UnivariateModel {
  readonly name = 'seasonal-window-average';
  private readonly season: number;
  private readonly window: number;

  /** @param options window: seasons that are averaged */
  constructor({ season, window }: { season: number; window: number }) {
    this.season = season;
    this.window = window;
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    const { season } = this;
    const seasons = Math.min(this.window, Math.floor(y.length / season));
    return new Float64Array(horizon).map((_, step) => {
      let sum = 0;
      for (let back = 1; back <= seasons; back++) sum += y[y.length - back * season + (step % season)] as number;
      return sum / seasons;
    });
  }
}
