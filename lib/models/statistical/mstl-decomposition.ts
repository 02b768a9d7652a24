import { Stl } from './stl';

/** A series taken apart: `y = trend + the sum of seasonal + remainder`, each of the series' length and in its units. */
export interface MstlComponents {
  /** Points a season, ascending: those asked for of which the series holds two. */
  seasons: number[];
  /** One component a season. */
  seasonal: Float64Array[];
  trend: Float64Array;
  remainder: Float64Array;
}

export interface MstlOptions {
  /** Points over which each season's phases are smoothed, odd, one a season; default 11, 15, 19 and on, as in R's `forecast::mstl`. */
  seasonalLengths?: number[];
  /** Rounds over the seasons where there are several; default 2. */
  iterations?: number;
  /** Robust loops of each STL; default 0. */
  robustIterations?: number;
}

/**
 * MSTL: several seasons by STL in turn, each on what the others left (Bandara, Hyndman and Bergmeir 2021), with locally constant seasonal
 * smoothing. Made once for a length, then run on any number of series without allocating. Results are overwritten by each run.
 *
 * A season longer than half of the series is left out. With none left, the series is its own trend.
 */
export class MstlDecomposition implements MstlComponents {
  readonly seasons: number[];
  readonly seasonal: Float64Array[];
  readonly trend: Float64Array;
  readonly remainder: Float64Array;
  private readonly stls: Stl[];
  private readonly rounds: number;

  /** @throws AlmanacError where a season or a window is out of its range */
  constructor(n: number, seasons: readonly number[], options: MstlOptions = {}) {
    this.seasons = [...new Set(seasons)].sort((a, b) => a - b).filter((period) => period > 1 && n >= 2 * period);
    this.stls = this.seasons.map((period, k) => {
      const seasonal = { length: options.seasonalLengths?.[k] ?? 11 + 4 * k, degree: 0 } as const;
      return new Stl(n, { period, seasonal, robustIterations: options.robustIterations });
    });
    this.rounds = this.seasons.length > 1 ? (options.iterations ?? 2) : 1;
    this.seasonal = this.seasons.map(() => new Float64Array(n));
    this.trend = new Float64Array(n);
    this.remainder = new Float64Array(n);
  }

  /** Decomposes `n` values without gaps. */
  run(y: Float64Array): void {
    const { trend, remainder } = this;
    // While seasons are taken out, `remainder` holds the deseasonalised series.
    remainder.set(y);
    for (const component of this.seasonal) component.fill(0);
    for (let round = 0; round < this.rounds; round++) {
      for (let k = 0; k < this.stls.length; k++) {
        const [stl, component] = [this.stls[k] as Stl, this.seasonal[k] as Float64Array];
        for (let i = 0; i < y.length; i++) remainder[i] = (remainder[i] as number) + (component[i] as number);
        stl.run(remainder);
        component.set(stl.seasonal);
        for (let i = 0; i < y.length; i++) remainder[i] = (remainder[i] as number) - (component[i] as number);
      }
    }
    trend.set(this.stls.at(-1)?.trend ?? y);
    for (let i = 0; i < y.length; i++) remainder[i] = (remainder[i] as number) - (trend[i] as number);
  }
}
