import { classicalSeason } from './classical-decomposition';
import type { EtsComponents, EtsWeights } from './ets-components';
import { fitLine, fitLineBesideWave } from './line-fit';

/** Bounds within which weights are sought. */
export interface WeightBounds {
  lower: EtsWeights;
  upper: EtsWeights;
}

/** Bounds of R's `forecast::ets` and of `statsforecast`. */
export function defaultBounds(): WeightBounds {
  return {
    lower: { alpha: 1e-4, beta: 1e-4, gamma: 1e-4, phi: 0.8 },
    upper: { alpha: 0.9999, beta: 0.9999, gamma: 0.9999, phi: 0.98 },
  };
}

/**
 * Weights to begin the search from. Tightens `bounds.upper` so that beta starts below alpha and gamma below 1 - alpha; as in
 * `statsforecast`, a model search that hands the same bounds on keeps them tight for the candidates after.
 */
export function startWeights({ trend, damped, season }: EtsComponents, seasonLength: number, bounds: WeightBounds): EtsWeights {
  const { lower, upper } = bounds;
  const alpha = lower.alpha + (0.2 * (upper.alpha - lower.alpha)) / (season === 'N' ? 1 : seasonLength);
  let beta = 0;
  if (trend !== 'N') {
    upper.beta = Math.min(upper.beta, alpha);
    beta = lower.beta + 0.1 * (upper.beta - lower.beta);
  }
  let gamma = 0;
  if (season !== 'N') {
    upper.gamma = Math.min(upper.gamma, 1 - alpha);
    gamma = lower.gamma + 0.05 * (upper.gamma - lower.gamma);
  }
  return { alpha, beta, gamma, phi: damped ? lower.phi + 0.99 * (upper.phi - lower.phi) : 1 };
}

/**
 * States to begin the search from: level, growth (only with a trend), and the season's places from the last to the second
 * (only with a season; the first follows from the others). Needs more than one season of `y`, and `y` > 0 if that is multiplicative.
 */
export function startStates(y: Float64Array, { trend, season }: EtsComponents, seasonLength: number): number[] {
  if (season === 'N') return levelAndGrowth(y, trend, Math.min(10, y.length));
  const pattern = seasonOf(y, season, seasonLength);
  let places = [...pattern.subarray(1, seasonLength)].reverse();
  let adjusted: Float64Array;
  if (season === 'A') adjusted = y.map((value, t) => value - (pattern[t % pattern.length] as number));
  else {
    places = places.map((place) => Math.max(place, 1e-2));
    if (sum(places) > seasonLength) {
      const total = sum(places) + 1e-2 * places.length;
      places = places.map((place) => place / total);
    }
    adjusted = y.map((value, t) => value / Math.max(pattern[t % pattern.length] as number, 1e-2));
  }
  return [...levelAndGrowth(adjusted, trend, Math.min(Math.max(10, 2 * seasonLength), y.length)), ...places];
}

/** The season's places; with under three seasons, all that a line leaves of each value of `y` beside a wave. */
function seasonOf(y: Float64Array, season: 'A' | 'M', length: number): Float64Array {
  if (y.length >= 3 * length) return classicalSeason(y, length, season === 'A' ? 'additive' : 'multiplicative');
  const { intercept, slope } = fitLineBesideWave(y, length);
  return y.map((value, t) => (season === 'A' ? value - (intercept + slope * (t + 1)) : value / (intercept + slope * (t + 1))));
}

function levelAndGrowth(adjusted: Float64Array, trend: EtsComponents['trend'], count: number): number[] {
  if (trend === 'N') return [adjusted.subarray(0, count).reduce((total, value) => total + value, 0) / count];
  const { intercept, slope } = fitLine(adjusted, count);
  if (trend === 'A') {
    // A level and growth that cancel would start a multiplicative error at a division by zero.
    return Math.abs(intercept + slope) < 1e-8 ? [intercept * (1 + 1e-3), slope * (1 - 1e-3)] : [intercept, slope];
  }
  let level = intercept + slope;
  if (Math.abs(level) < 1e-8) level = 1e-7;
  let growth = (intercept + 2 * slope) / level;
  level /= Math.abs(growth) <= 1e-8 ? 1e-8 : growth;
  growth = Math.max(-1e10, Math.min(1e10, growth));
  if (level >= 1e-8 && growth >= 1e-8) return [level, growth];
  // The line falls below zero: start from the first two values instead.
  const first = adjusted[0] as number;
  return [Math.max(first, 1e-3), Math.max((adjusted[1] as number) / (Math.abs(first) <= 1e-8 ? 1e-8 : first), 1e-3)];
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
