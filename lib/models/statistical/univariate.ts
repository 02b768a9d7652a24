import type { Panel } from '@/lib/features/panel';
import { type FittedForecaster, type Forecaster, rowsAt, type SeriesForecasts } from '../forecaster';
import { denseHistory } from './dense-history';
import { optimisedLevel } from './simple-exponential-smoothing';

/** A method that forecasts a series from its own history and nothing else. */
export interface UnivariateModel {
  readonly name: string;
  /**
   * Forecasts the `horizon` periods after the last of `y` (dense, without NaN, oldest first, at least one value), in its units.
   * Answers NaN where the history is too short, or otherwise unfit, for the method: its caller knows a simpler one.
   */
  forecast(y: Float64Array, horizon: number): Float64Array;
}

/**
 * Applies a univariate model to each series of a panel, fitted afresh on what is known at the origin.
 *
 * - Missing values are filled by `denseHistory`; a series that has none yet at the origin gets NaN.
 * - A constant series (all zero, too) gets its constant, whatever the model.
 * - A step that the model cannot forecast (NaN, infinite, or more than ten times what was ever seen) is taken from the seasonal
 *   naive, or, with less than a season of history, from optimised simple exponential smoothing.
 * - Forecasts of a series that was never negative are not negative.
 */
export class UnivariateForecaster implements Forecaster, FittedForecaster {
  readonly name: string;

  /**
   * @param season rows in a season of the panel, used to fill and to fall back; 1 for none
   * @param longest at most this many of the last values are given to the model: where the far past only costs time
   */
  constructor(
    readonly model: UnivariateModel,
    readonly season: number,
    readonly longest = Number.POSITIVE_INFINITY,
  ) {
    this.name = model.name;
  }

  fit(): FittedForecaster {
    return this;
  }

  forecast(panel: Panel, origin: number, horizon: number): SeriesForecasts {
    const values = new Float64Array(panel.ids.length * horizon).fill(Number.NaN);
    const anchors = rowsAt(panel, origin);
    for (let series = 0; series < panel.ids.length; series++) {
      const end = Math.min((anchors[series] as number) + 1, panel.indptr[series + 1] as number);
      const y = denseHistory(panel.y.subarray(panel.indptr[series] as number, end), this.season);
      const last = y.subarray(Math.max(0, y.length - this.longest));
      if (y.length > 0) values.set(forecastSafely(this.model, last, horizon, this.season), series * horizon);
    }
    return { horizon, values };
  }

  [Symbol.dispose](): void {}
}

/** A forecast so many times as large as the largest value seen is a fit gone wrong (a multiplicative trend, mostly), not a forecast. */
const exploded = 10;

/** Forecasts one dense series with the rules of `UnivariateForecaster`: finite, and non-negative where `y` is. */
export function forecastSafely(model: UnivariateModel, y: Float64Array, horizon: number, season: number): Float64Array {
  const last = y[y.length - 1] as number;
  if (y.every((value) => value === last)) return new Float64Array(horizon).fill(last);
  const floor = y.some((value) => value < 0) ? Number.NEGATIVE_INFINITY : 0;
  const ceiling = exploded * y.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  const forecast = model.forecast(y, horizon);
  let level: number | undefined;
  return forecast.map((value, step) => {
    if (Math.abs(value) <= ceiling) return Math.max(floor, value);
    if (y.length >= season && season > 1) return y[y.length - season + (step % season)] as number;
    level ??= optimisedLevel(y);
    return level;
  });
}
