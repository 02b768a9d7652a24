import type { HolidayCalendar } from '@/lib/features/calendar';
import { FeatureBuilder, type RowRequest } from '@/lib/features/design-matrix';
import { type KeyEncoding, learnEncoding } from '@/lib/features/encoding';
import type { Panel, PanelFrequency } from '@/lib/features/panel';
import type { FeatureSpec } from '@/lib/features/spec';
import type { Booster, BoosterLibrary, BoosterName, BoosterParameters, Iteration, TrainingSet } from './booster';
import { type FittedForecaster, type Forecaster, rowsAt, type SeriesForecasts } from './forecaster';
import { trainingRows } from './training-rows';

/**
 * How steps beyond the first are reached. `recursive` learns one step ahead and feeds predictions back as lags;
 * `direct` learns rows of all steps together, each seeing only what was known that many periods before.
 */
export type Strategy = 'recursive' | 'direct';

/** All that a refit needs. */
export interface BoostedConfig {
  booster: BoosterName;
  strategy: Strategy;
  /** Longest step ahead that is learnt. */
  horizon: number;
  features: FeatureSpec;
  parameters: BoosterParameters;
  /** Direct strategy: rows a target period, each with another step. */
  stepsPerTarget: number;
}

/** What a fitted model needs beside its trees to forecast in another process. */
export interface BoostedState {
  config: BoostedConfig;
  frequency: PanelFrequency;
  encoding: KeyEncoding;
  holidays: { ds: number[]; code: number[]; names: string[] };
  covariates: { known: string[]; past: string[] };
  /** No sale was ever negative, so no forecast is. */
  nonNegative: boolean;
}

export interface FitOptions {
  /** Called between boosting iterations; returning false stops. */
  onIteration?: (at: Iteration) => boolean | undefined;
  /** Rows whose target lies after this `ds` (and up to the origin) stop the training early instead of being learnt. */
  validationFrom?: number;
}

/** Gradient-boosted trees over all series of a panel (a global model). */
export class BoostedForecaster implements Forecaster {
  readonly name: string;

  constructor(
    private readonly library: BoosterLibrary,
    readonly config: BoostedConfig,
    private readonly holidays: HolidayCalendar,
  ) {
    this.name = config.booster;
  }

  /** @throws Error when no row up to the origin can be learnt from. */
  fit(panel: Panel, origin: number, options: FitOptions = {}): FittedBoosted {
    const { config } = this;
    const covariates = { known: Object.keys(panel.known).sort(), past: Object.keys(panel.past).sort() };
    const encoding = learnEncoding(panel);
    const builder = new FeatureBuilder(
      { ...config.features, step: config.strategy === 'direct' },
      encoding,
      this.holidays,
      panel.frequency,
      covariates,
    );
    const all = trainingRows(
      panel,
      origin,
      config.strategy === 'direct' ? config.horizon : 1,
      config.stepsPerTarget,
      config.parameters.seed,
    );
    const border = options.validationFrom ?? Number.POSITIVE_INFINITY;
    const { learnt, held } = splitRows(panel, all, border);
    const booster = this.library.train({
      columns: { names: builder.names, categorical: builder.categorical },
      train: trainingSet(panel, builder, learnt, config),
      validation: held.row.length > 0 ? trainingSet(panel, builder, held, config) : undefined,
      parameters: config.parameters,
      onIteration: options.onIteration,
    });
    const state: BoostedState = {
      config,
      frequency: panel.frequency,
      encoding,
      holidays: { ds: [...this.holidays.ds], code: [...this.holidays.code], names: this.holidays.names },
      covariates,
      nonNegative: neverNegative(panel, all.row),
    };
    return new FittedBoosted(booster, state, builder);
  }
}

export class FittedBoosted implements FittedForecaster {
  constructor(
    readonly booster: Booster,
    readonly state: BoostedState,
    private readonly builder: FeatureBuilder,
  ) {}

  /** Brings back a fitted model from its native file and the state saved beside it. */
  static restore(library: BoosterLibrary, model: Uint8Array, state: BoostedState): FittedBoosted {
    const { config, encoding, covariates, holidays } = state;
    const calendar: HolidayCalendar = { ds: Int32Array.from(holidays.ds), code: Int32Array.from(holidays.code), names: holidays.names };
    const features = { ...config.features, step: config.strategy === 'direct' };
    return new FittedBoosted(library.load(model), state, new FeatureBuilder(features, encoding, calendar, state.frequency, covariates));
  }

  get featureNames(): string[] {
    return this.builder.names;
  }

  forecast(panel: Panel, origin: number, horizon: number): SeriesForecasts {
    const { config } = this.state;
    if (horizon > config.horizon) throw new Error(`The model was trained for ${config.horizon} steps ahead; ${horizon} were asked for.`);
    return config.strategy === 'direct' ? this.direct(panel, origin, horizon) : this.recursive(panel, origin, horizon);
  }

  private direct(panel: Panel, origin: number, horizon: number): SeriesForecasts {
    const anchors = rowsAt(panel, origin);
    const count = panel.ids.length * horizon;
    const request: RowRequest = { series: new Int32Array(count), row: new Int32Array(count), offset: new Int32Array(count) };
    for (let at = 0; at < count; at++) {
      const series = Math.floor(at / horizon);
      const step = 1 + (at % horizon);
      request.series[at] = series;
      request.row[at] = (anchors[series] as number) + step;
      request.offset[at] = step;
    }
    return { horizon, values: this.predict(panel, request, panel.y) };
  }

  private recursive(panel: Panel, origin: number, horizon: number): SeriesForecasts {
    const n = panel.ids.length;
    const anchors = rowsAt(panel, origin);
    const values = new Float64Array(n * horizon);
    // Only rows up to the origin are kept: what comes after is the model's own prediction or missing.
    const target = panel.y.slice();
    for (let series = 0; series < n; series++) {
      target.fill(Number.NaN, Math.max((anchors[series] as number) + 1, panel.indptr[series] as number), panel.indptr[series + 1]);
    }
    const series = Int32Array.from({ length: n }, (_, k) => k);
    const offset = new Int32Array(n).fill(1);
    for (let step = 1; step <= horizon; step++) {
      const row = anchors.map((anchor) => anchor + step);
      const predicted = this.predict(panel, { series, row, offset }, target);
      for (let k = 0; k < n; k++) {
        values[k * horizon + step - 1] = predicted[k] as number;
        target[row[k] as number] = predicted[k] as number;
      }
    }
    return { horizon, values };
  }

  private predict(panel: Panel, request: RowRequest, target: Float64Array): Float64Array {
    const matrix = this.builder.build(panel, request, target, pastOffset(this.state.config));
    const predicted = this.booster.predict(matrix);
    for (let k = 0; k < predicted.length; k++) {
      const value = (predicted[k] as number) * (matrix.level[k] as number);
      predicted[k] = this.state.nonNegative ? Math.max(0, value) : value;
    }
    return predicted;
  }

  [Symbol.dispose](): void {
    this.booster[Symbol.dispose]();
  }
}

/** Fed-back predictions reach past the origin, past-only covariates cannot: there they are read a whole horizon back. */
function pastOffset(config: BoostedConfig): number {
  return config.strategy === 'recursive' ? config.horizon : 1;
}

function trainingSet(panel: Panel, builder: FeatureBuilder, rows: RowRequest, config: BoostedConfig): TrainingSet {
  const matrix = builder.build(panel, rows, panel.y, pastOffset(config));
  const label = new Float32Array(matrix.rows);
  const weight = new Float32Array(matrix.rows);
  let sum = 0;
  for (let k = 0; k < matrix.rows; k++) sum += matrix.level[k] as number;
  for (let k = 0; k < matrix.rows; k++) {
    const level = matrix.level[k] as number;
    label[k] = (panel.y[rows.row[k] as number] as number) / level;
    // Dividing by the level makes small series as loud as large ones; the weight gives back part of their size.
    weight[k] = (level * matrix.rows) / sum;
  }
  return { ...matrix, label, weight };
}

function splitRows(panel: Panel, rows: RowRequest, border: number): { learnt: RowRequest; held: RowRequest } {
  const learnt: number[] = [];
  const held: number[] = [];
  for (let k = 0; k < rows.row.length; k++) {
    const ds = panel.ds[rows.row[k] as number] as number;
    (ds > border ? held : learnt).push(k);
  }
  const pick = (indices: number[]): RowRequest => ({
    series: Int32Array.from(indices, (k) => rows.series[k] as number),
    row: Int32Array.from(indices, (k) => rows.row[k] as number),
    offset: Int32Array.from(indices, (k) => rows.offset[k] as number),
  });
  return { learnt: pick(learnt), held: pick(held) };
}

function neverNegative(panel: Panel, rows: Int32Array): boolean {
  return rows.every((row) => !((panel.y[row] as number) < 0));
}
