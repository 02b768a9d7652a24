import { AutoEts } from './ets';
import { MstlDecomposition, type MstlOptions } from './mstl-decomposition';
import type { UnivariateModel } from './univariate';

/**
 * Takes the seasons out by MSTL, forecasts what is left with another model, and repeats each season's last cycle.
 * Seasons of which the history does not hold two cycles are left out; with none left this is the other model alone.
 * Agrees with `MSTL` of statsforecast where the history holds all seasons twice.
 */
export class Mstl implements UnivariateModel {
  readonly name: string;
  /** Kept for series of the same length, as most of a panel's are: its windows' coefficients depend on nothing else. */
  private decomposition: { length: number; parts: MstlDecomposition } | undefined;

  /**
   * @param seasons periods in each season
   * @param rest forecasts the series without its seasons; default ETS of error and trend chosen by AICc
   */
  constructor(
    private readonly seasons: readonly number[],
    private readonly rest: UnivariateModel = new AutoEts({ season: 1, model: 'ZZN' }),
    private readonly options: MstlOptions = {},
  ) {
    this.name = `mstl+${rest.name}`;
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    const parts = this.partsOf(y);
    const forecast = this.rest.forecast(
      parts.trend.map((value, i) => value + (parts.remainder[i] as number)),
      horizon,
    );
    return forecast.map((value, step) =>
      parts.seasonal.reduce((sum, component, k) => {
        const period = parts.seasons[k] as number;
        return sum + (component[y.length - period + (step % period)] as number);
      }, value),
    );
  }

  private partsOf(y: Float64Array): MstlDecomposition {
    if (this.decomposition?.length !== y.length) {
      this.decomposition = { length: y.length, parts: new MstlDecomposition(y.length, this.seasons, this.options) };
    }
    this.decomposition.parts.run(y);
    return this.decomposition.parts;
  }
}
