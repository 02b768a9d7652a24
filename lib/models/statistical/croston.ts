import { optimisedLevel, smoothedLevel } from './simple-exponential-smoothing';
import type { UnivariateModel } from './univariate';

export type CrostonKind = 'classic' | 'optimised' | 'sba';

/**
 * Croston's method (1972) for sales that are mostly zero: the smoothed size of a sale over the smoothed time between sales, for
 * every step. `classic` smooths both with weight 0.1, `optimised` with those in [0.1, 0.3] that fit best, and `sba` takes 5 % off
 * the classic forecast, which is too high on average (Syntetos & Boylan 2005). A series without sales gets its last value.
 */
export class Croston implements UnivariateModel {
  readonly name: string;

  constructor(private readonly kind: CrostonKind = 'optimised') {
    this.name = `croston-${kind}`;
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    return new Float64Array(horizon).fill(this.rate(y));
  }

  private rate(y: Float64Array): number {
    const sizes = y.filter((value) => value > 0);
    if (sizes.length === 0) return y[y.length - 1] as number;
    const intervals = new Float64Array(sizes.length);
    let count = 0;
    let since = 0;
    for (const value of y) {
      since++;
      if (value <= 0) continue;
      intervals[count++] = since;
      since = 0;
    }
    const level = (values: Float64Array): number =>
      this.kind === 'optimised' ? optimisedLevel(values, 0.1, 0.3) : smoothedLevel(values, 0.1);
    return (level(sizes) / level(intervals)) * (this.kind === 'sba' ? 0.95 : 1);
  }
}
