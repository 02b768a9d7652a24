import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import type { Profile } from '../profile/profile';

/**
 * A reversible change of the target before a model learns from it, by name, as it is kept in a model's configuration.
 * - `log1p`: log(1 + y); for targets that are never negative.
 * - `standardise`: each series less its mean, over its standard deviation (local scaling).
 * - `difference`: y[t] - y[t - lag]; lag 1 is the first difference, a season's length the seasonal one.
 * - `ratio`: y[t] / y[t - lag]; with a year's lag, the ratio to last year.
 * - `holidays`: over the effects of holidays that move within the year.
 * - `deseasonalise`: over seasonal indices and holiday effects, see `lib/models/profile`.
 */
export type TransformSpec =
  | { kind: 'log1p' }
  | { kind: 'standardise' }
  | { kind: 'difference'; lag: number }
  | { kind: 'ratio'; lag: number }
  | { kind: 'holidays' }
  | { kind: 'deseasonalise' };

/** A transform with what it learnt from a panel up to an origin. */
export interface FittedTransform {
  /** The transformed target of every row up to the origin; NaN after it, and where the transform has none. */
  readonly target: Float64Array;
  /** What all series together told of seasons and holidays, where it divides by that. */
  readonly profile?: Profile;
  /** Turns forecasts of the transformed target, `[series * horizon + step - 1]`, into forecasts of the target, in place. */
  invert(values: Float64Array, horizon: number): void;
}

/**
 * Learns a transform from the rows of a panel up to an origin, and nothing after it.
 * @returns undefined where the target does not allow it, such as a logarithm of negative sales
 */
export type FitTransform = (panel: Panel, origin: number, calendar: HolidayCalendar) => FittedTransform | undefined;
