import type { SeasonKind } from './classical-decomposition';
import { adjustSeason } from './seasonal-adjustment';
import { fitTheta, type ThetaFit, type ThetaKind } from './theta-fit';
import type { UnivariateModel } from './univariate';

export interface ThetaOptions {
  /** Rows in a season; 1 for none. */
  season: number;
  /** Which model; default the one of the four with the least squared one-step errors. */
  kind?: ThetaKind;
  /** How a season is taken out; default multiplicative, where the series allows it. */
  decomposition?: SeasonKind;
}

/**
 * Theta method (Assimakopoulos & Nikolopoulos 2000) in its state-space forms (Fiorucci et al. 2016) on the seasonally adjusted
 * series: simple exponential smoothing with a drift towards the series' own line. `statsforecast`'s AutoTheta and its four models.
 * Answers NaN for fewer than four values.
 */
export class Theta implements UnivariateModel {
  readonly name: string;

  constructor(private readonly options: ThetaOptions) {
    this.name = options.kind ? `theta-${options.kind.toLowerCase()}` : 'theta';
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    const first = y[0] as number;
    if (y.every((value) => value === first)) return new Float64Array(horizon).fill(first);
    if (y.length < 4) return new Float64Array(horizon).fill(Number.NaN);
    const { adjusted, reseason } = adjustSeason(y, this.options.season, this.options.decomposition ?? 'multiplicative');
    return reseason(this.fit(adjusted).forecast(horizon));
  }

  private fit(adjusted: Float64Array): ThetaFit {
    const kinds: ThetaKind[] = this.options.kind ? [this.options.kind] : ['STM', 'OTM', 'DSTM', 'DOTM'];
    return kinds.map((kind) => fitTheta(adjusted, kind)).reduce((best, fit) => (fit.loss < best.loss ? fit : best));
  }
}
