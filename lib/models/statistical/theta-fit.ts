import { fitLine } from './line-fit';
import { nelderMead } from './nelder-mead';
import { runTheta, type ThetaParameters } from './theta-recursion';

/** Standard, optimised, dynamic standard and dynamic optimised Theta model, by the short names of the literature. */
export type ThetaKind = 'STM' | 'OTM' | 'DSTM' | 'DOTM';

/** A Theta model fitted to one series. */
export interface ThetaFit {
  kind: ThetaKind;
  parameters: ThetaParameters;
  /** Sum of squared one-step errors over the mean absolute value of the series: less is better. */
  loss: number;
  /** Point forecasts of the periods after the series. */
  forecast(horizon: number): Float64Array;
}

/**
 * Fits first level and smoothing weight of a Theta model, and theta itself of an optimised one, by least squared one-step errors,
 * as `statsforecast` does. `y` has at least four values and no season.
 */
export function fitTheta(y: Float64Array, kind: ThetaKind): ThetaFit {
  const line = kind === 'STM' || kind === 'OTM' ? fitLine(y) : undefined;
  const optimised = kind === 'OTM' || kind === 'DOTM';
  const size = Math.max(1e-10, y.reduce((sum, value) => sum + Math.abs(value), 0) / y.length);
  const parameters: ThetaParameters = { level: (y[0] as number) / 2, alpha: 0.5, theta: 2 };
  const loss = (x: Float64Array): number => {
    parameters.level = x[0] as number;
    parameters.alpha = x[1] as number;
    if (optimised) parameters.theta = x[2] as number;
    return runTheta(y, parameters, line) / size;
  };
  const count = optimised ? 3 : 2;
  const start = Float64Array.of(parameters.level, parameters.alpha, parameters.theta).subarray(0, count);
  const lower = Float64Array.of(Number.NEGATIVE_INFINITY, 0.1, 1).subarray(0, count);
  const upper = Float64Array.of(Number.POSITIVE_INFINITY, 0.99, 1e10).subarray(0, count);
  // The loss is in the units of the series: where they are small, so is what counts as no difference.
  const tolerance = Math.min(1e-4, 1e-6 * loss(start));
  const { x } = nelderMead(loss, start, { lower, upper, tolerance });
  return {
    kind,
    loss: loss(x),
    parameters,
    forecast(horizon) {
      const forecast = new Float64Array(horizon);
      runTheta(y, parameters, line, forecast);
      return forecast;
    },
  };
}
