import { invalid } from '@/lib/errors';
import type { EtsComponents } from './ets-components';
import { type EtsFit, fitEts } from './ets-fit';
import { defaultBounds } from './ets-start';
import type { UnivariateModel } from './univariate';

/** Error, trend and season of an ETS model, Z where the series decides: `ZZZ`, `ZZN`, `AAA`. */
export type EtsModel = `${'A' | 'M' | 'Z'}${'N' | 'A' | 'M' | 'Z'}${'N' | 'A' | 'M' | 'Z'}`;

export interface EtsOptions {
  /** Rows in a season; 1 for none. */
  season: number;
  /** Default `ZZZ`. */
  model?: EtsModel;
  /** Whether a trend is damped; default as the series has it. */
  damped?: boolean;
}

/** Seasons longer than this would need too many states: the model is fitted without one, as R's `forecast::ets` does. */
const longestSeason = 24;

/**
 * Exponential smoothing in state-space form, its components chosen by AICc (Hyndman, Koehler, Ord & Snyder 2008), candidates,
 * starts, bounds and restrictions being those of `statsforecast`'s AutoETS: multiplicative components for positive series
 * only, no multiplicative trend unless asked for, no additive error beside a multiplicative component.
 * `statsforecast` fits seasons above 24, too; here they are left out. Answers NaN for six values or fewer, or where the model
 * asked for does not suit the series.
 */
export class AutoEts implements UnivariateModel {
  readonly name: string;
  private readonly model: EtsModel;

  constructor(private readonly options: EtsOptions) {
    this.model = options.model ?? 'ZZZ';
    const damping = options.damped === undefined ? '' : options.damped ? '-damped' : '-undamped';
    this.name = (this.model === 'ZZZ' ? 'ets' : `ets-${this.model.toLowerCase()}`) + damping;
    const [error, trend, season] = this.model;
    if (!/^[AMZ][NAMZ][NAMZ]$/.test(this.model)) {
      throw invalid('model', `${this.model} is no ETS model: error A, M or Z, then trend and season N, A, M or Z`);
    }
    if ((error === 'A' && (trend === 'M' || season === 'M')) || (trend === 'M' && season === 'A')) {
      throw invalid('model', `${this.model} is numerically unstable: multiplicative components need a multiplicative error and each other`);
    }
    if (options.damped && trend === 'N') throw invalid('damped', `${this.model} has no trend to damp`);
  }

  forecast(y: Float64Array, horizon: number): Float64Array {
    const first = y[0] as number;
    if (y.every((value) => value === first)) return new Float64Array(horizon).fill(first);
    return this.fit(y)?.forecast(horizon) ?? new Float64Array(horizon).fill(Number.NaN);
  }

  /** The best candidate, or undefined where there is none. */
  fit(y: Float64Array): EtsFit | undefined {
    if (y.length <= this.parameters() + 4) return undefined;
    const bounds = defaultBounds();
    let best: EtsFit | undefined;
    for (const components of this.candidates(y)) {
      const fit = fitEts(y, components, this.options.season, bounds);
      if (fit && fit.aicc < (best?.aicc ?? Number.POSITIVE_INFINITY)) best = fit;
    }
    return best;
  }

  /** Least number of parameters, by which `statsforecast` tells tiny series. */
  private parameters(): number {
    const [, trend, season] = this.model;
    return 2 + (trend === 'A' || trend === 'M' ? 2 : 0) + (season === 'A' || season === 'M' ? 2 : 0) + (this.options.damped ? 1 : 0);
  }

  /** In the order of `statsforecast`: of equal candidates the first is taken, and bounds tighten from one to the next. */
  private *candidates(y: Float64Array): Generator<EtsComponents> {
    const [error, trend, season] = this.model;
    const positive = y.every((value) => value > 0);
    const seasonal = this.options.season > 1 && this.options.season <= longestSeason && y.length > this.options.season;
    for (const e of choices<'A' | 'M'>(error, ['A', 'M'])) {
      for (const t of choices<'N' | 'A' | 'M'>(trend, ['N', 'A'])) {
        for (const s of seasonal ? choices<'N' | 'A' | 'M'>(season, ['N', 'A', 'M']) : (['N'] as const)) {
          if (e === 'A' && (t === 'M' || s === 'M')) continue;
          if (t === 'M' && s === 'A') continue;
          if (!positive && (e === 'M' || s === 'M')) continue;
          for (const damped of t === 'N' ? [false] : this.options.damped === undefined ? [true, false] : [this.options.damped]) {
            yield { error: e, trend: t, damped, season: s };
          }
        }
      }
    }
  }
}

function choices<T extends string>(letter: string | undefined, all: T[]): T[] {
  return letter === 'Z' ? all : [letter as T];
}
