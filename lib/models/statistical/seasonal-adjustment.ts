import { classicalSeason, type SeasonKind } from './classical-decomposition';

/** A series without its season, and the way back. */
export interface SeasonalAdjustment {
  adjusted: Float64Array;
  /** Gives forecasts of the periods after the series their season again, in place. */
  reseason(forecast: Float64Array): Float64Array;
}

/**
 * Takes the season out of a series if a test says that it has one (Fiorucci et al. 2016, as in `statsforecast`'s AutoTheta):
 * classical decomposition, multiplicative unless asked otherwise, or unless a value is not positive or a place falls below 0.01.
 */
export function adjustSeason(y: Float64Array, season: number, preferred: SeasonKind): SeasonalAdjustment {
  if (!isSeasonal(y, season)) return { adjusted: y, reseason: (forecast) => forecast };
  let kind = preferred;
  if (kind === 'multiplicative' && !y.every((value) => value > 0)) kind = 'additive';
  let places = classicalSeason(y, season, kind);
  if (kind === 'multiplicative' && places.some((place) => place < 0.01)) {
    kind = 'additive';
    places = classicalSeason(y, season, kind);
  }
  const at = (t: number): number => places[t % season] as number;
  return {
    adjusted: y.map((value, t) => (kind === 'additive' ? value - at(t) : value / at(t))),
    reseason(forecast) {
      for (let step = 0; step < forecast.length; step++) {
        const place = at(y.length + step);
        forecast[step] = kind === 'additive' ? (forecast[step] as number) + place : (forecast[step] as number) * place;
      }
      return forecast;
    },
  };
}

/**
 * Whether the autocorrelation at one season exceeds what chance gives in one of ten series (two-sided; Bartlett's variance with the
 * correlations at shorter lags). False for seasons below 4 and for less than two seasons of `y`.
 */
export function isSeasonal(y: Float64Array, season: number): boolean {
  const n = y.length;
  if (season < 4 || n < 2 * season) return false;
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const centred = y.map((value) => value - mean);
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (centred[t] as number) * (centred[t - lag] as number);
    return sum;
  };
  const variance = correlation(0);
  let squares = 0;
  for (let lag = 1; lag < season; lag++) squares += (correlation(lag) / variance) ** 2;
  return Math.abs(correlation(season) / variance) / Math.sqrt((1 + 2 * squares) / n) > 1.6448536269514722;
}
