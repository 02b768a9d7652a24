import type { UnivariateModel } from './univariate';

/** Mean of the last `window` values (of all, where there are fewer), for every step. */
export class WindowAverage implements UnivariateModel {
  readonly name = 'window-average';
  private readonly window: number;

  constructor({ window }: { window: number }) {
    this.window = window;
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    const last = y.subarray(Math.max(0, y.length - this.window));
    return new Float64Array(horizon).fill(last.reduce((sum, value) => sum + value, 0) / last.length);
  }
}
