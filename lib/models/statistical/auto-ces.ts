import { type CesFit, fitCes } from './ces';
import type { CesKind } from './ces-initial-state';
import type { UnivariateModel } from './univariate';

/**
 * Complex exponential smoothing of the kind that the corrected Akaike criterion prefers; without seasonal kinds where the history is
 * shorter than two seasons. Agrees with `AutoCES` of statsforecast, but for forecasts that run away.
 */
export class AutoCes implements UnivariateModel {
  readonly name = 'ces';

  /** @param season periods a season; 1 for none */
  constructor(
    private readonly season: number,
    private readonly kinds: readonly CesKind[] = ['none', 'simple', 'partial', 'full'],
  ) {}

  forecast(y: Float64Array, horizon: number): Float64Array {
    const last = y[y.length - 1] as number;
    if (y.every((value) => value === last)) return new Float64Array(horizon).fill(last);
    const forecast = this.fit(y)?.forecast(horizon) ?? new Float64Array(horizon).fill(Number.NaN);
    const [least, greatest] = plausibleRange(y);
    return forecast.map((value) => Math.min(Math.max(value, least), greatest));
  }

  /** The best fit; undefined where the history is too short for any (five values are enough). */
  fit(y: Float64Array): CesFit | undefined {
    const seasonal = this.season > 1 && y.length >= 2 * this.season;
    let best: CesFit | undefined;
    for (const kind of seasonal ? this.kinds : (['none'] as const)) {
      const fit = fitCes(y, this.season, kind);
      if (fit.aicc < (best?.aicc ?? Number.POSITIVE_INFINITY)) best = fit;
    }
    return best;
  }
}

/**
 * The history's range, widened by itself to either side. Nothing in the method keeps its level from growing exponentially (alpha1 above 1),
 * and over more periods than a short history has that makes thousands of what was ever sold.
 */
function plausibleRange(y: Float64Array): [least: number, greatest: number] {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < y.length; i++) {
    least = Math.min(least, y[i] as number);
    greatest = Math.max(greatest, y[i] as number);
  }
  const width = greatest - least;
  return [least - width, greatest + width];
}
