import type { UnivariateModel } from './univariate';

/** A season that sold less than half or more than twice the one before says more about its window than about what comes. */
const [leastRatio, greatestRatio] = [0.5, 2];

/**
 * A planner's rule: last season's value times how the last `window` periods compare with the same ones a season before,
 * `sum(last) / sum(same a season before)`, kept between 0.5 and 2.
 *
 * With less than a season and a window of history the window is what there is; with a season or less, the answer is NaN.
 */
export class SeasonalNaiveRatio implements UnivariateModel {
  readonly name = 'seasonal-naive-ratio';
  private readonly season: number;
  private readonly window: number;

  /** @param options window: periods that are compared, e.g. 8 weeks of a season of 52 */
  constructor({ season, window }: { season: number; window: number }) {
    this.season = season;
    this.window = window;
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    const { season } = this;
    const n = y.length;
    if (n <= season) return new Float64Array(horizon).fill(Number.NaN);
    const ratio = ratioToSeasonBefore(y, season, Math.min(this.window, n - season));
    return new Float64Array(horizon).map((_, step) => (y[n - season + (step % season)] as number) * ratio);
  }
}

function ratioToSeasonBefore(y: Float64Array, season: number, window: number): number {
  let [last, before] = [0, 0];
  for (let t = y.length - window; t < y.length; t++) {
    last += y[t] as number;
    before += y[t - season] as number;
  }
  return before > 0 ? Math.max(leastRatio, Math.min(greatestRatio, last / before)) : 1;
}
