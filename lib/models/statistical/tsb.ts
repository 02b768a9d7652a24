import { smoothedLevel } from './simple-exponential-smoothing';
import type { UnivariateModel } from './univariate';

/**
 * The method of Teunter, Syntetos & Babai (2011) for sales that are mostly zero: the smoothed size of a sale times the smoothed
 * probability of one. Unlike Croston's it falls while nothing is sold, so that a product that is given up fades.
 */
export class Tsb implements UnivariateModel {
  readonly name = 'tsb';
  private readonly sizeWeight: number;
  private readonly probabilityWeight: number;

  /** @param options smoothing weights in (0, 1); default 0.1 */
  constructor({ sizeWeight = 0.1, probabilityWeight = 0.1 }: { sizeWeight?: number; probabilityWeight?: number } = {}) {
    this.sizeWeight = sizeWeight;
    this.probabilityWeight = probabilityWeight;
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    const sizes = y.filter((value) => value > 0);
    const sold = y.map((value) => (value === 0 ? 0 : 1));
    const rate = sizes.length === 0 ? 0 : smoothedLevel(sizes, this.sizeWeight) * smoothedLevel(sold, this.probabilityWeight);
    return new Float64Array(horizon).fill(rate);
  }
}
