import { CesFilter } from './ces-filter';
import type { CesKind } from './ces-initial-state';
import { nelderMead } from './nelder-mead';

/** Starts and bounds of alpha0, alpha1, beta0, beta1: those of `statsforecast`, so that fits agree. */
const starts: Record<CesKind, number[]> = {
  none: [1.3, 1],
  simple: [1.3, 1],
  partial: [1.3, 1, 0.1],
  full: [1.3, 1, 1.3, 1],
};
const lower = [0.01, 0.01, 0.01, 0.01];
const upper = [1.8, 1.9, 1.5, 1.5];
/** States a kind has, which count as parameters. */
const components: Record<CesKind, number> = { none: 2, simple: 2, partial: 3, full: 4 };

/** A fitted complex exponential smoothing. */
export interface CesFit {
  kind: CesKind;
  /** alpha0, alpha1, and beta0 (`partial`), or beta0, beta1 (`full`). */
  parameters: Float64Array;
  /** Corrected Akaike information criterion, less is better; infinite where the series is too short to tell. */
  aicc: number;
  /** Forecasts of the periods after the last. */
  forecast(horizon: number): Float64Array;
}

/**
 * Fits complex exponential smoothing of one kind by maximum likelihood of normal errors, states backcast (Svetunkov, Kourentzes and Ord
 * 2022, "Complex exponential smoothing", Naval Research Logistics 69).
 * @param y without gaps; two seasons or more for a seasonal kind
 */
export function fitCes(y: Float64Array, season: number, kind: CesKind): CesFit {
  const n = y.length;
  const filter = new CesFilter(y, season, kind);
  // The concentrated likelihood; a perfect fit is as good as 1e10.
  const loss = (parameters: Float64Array): number => Math.max(-1e10, n * Math.log(filter.run(parameters)));
  const start = Float64Array.from(starts[kind]);
  const { x: parameters, value } = nelderMead(loss, start, {
    lower: Float64Array.from(lower.slice(0, start.length)),
    upper: Float64Array.from(upper.slice(0, start.length)),
  });
  const k = components[kind] + 1;
  const aicc = n > k + 1 ? value + 2 * k + (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY;
  return {
    kind,
    parameters,
    aicc,
    forecast(horizon) {
      filter.run(parameters);
      return filter.forecast(horizon);
    },
  };
}
