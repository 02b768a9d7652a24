import type { HolidayCalendar } from '@/lib/features/calendar';
import { FeatureBuilder, type RowRequest } from '@/lib/features/design-matrix';
import type { Panel } from '@/lib/features/panel';
import type { PanelFeatures } from '@/lib/features/panel-features';
import { type BoostedState, featureSpec, modelFiles, pastOffset, seedsOf, stepBlocks } from './boosted-config';
import type { Booster, BoosterLibrary } from './booster';
import { type FittedForecaster, rowsAt, type SeriesForecasts } from './forecaster';
import { forecastsOf } from './learning-target';

/** Rows that are made and predicted at a time. */
const rowsAtOnce = 2 ** 16;

export class FittedBoosted implements FittedForecaster {
  /** @param boosters block by block of steps, its seeds side by side, as `modelFiles` names them */
  constructor(
    readonly boosters: Booster[],
    readonly state: BoostedState,
    readonly builder: FeatureBuilder,
  ) {}

  /** Brings back a fitted model from its native files, in the order of `modelFiles`, and the state saved beside them. */
  static restore(library: BoosterLibrary, models: Uint8Array | Uint8Array[], state: BoostedState): FittedBoosted {
    const { config, encoding, covariates, holidays } = state;
    const all = Array.isArray(models) ? models : [models];
    const expected = modelFiles(config).length;
    if (all.length !== expected) throw new Error(`The model has ${expected} files; ${all.length} were given.`);
    const calendar: HolidayCalendar = { ds: Int32Array.from(holidays.ds), code: Int32Array.from(holidays.code), names: holidays.names };
    const boosters: Booster[] = [];
    try {
      for (const model of all) boosters.push(library.load(model));
    } catch (error) {
      for (const booster of boosters) booster[Symbol.dispose]();
      throw error;
    }
    return new FittedBoosted(boosters, state, new FeatureBuilder(featureSpec(config), encoding, calendar, state.frequency, covariates));
  }

  /** The first booster, the only one of most models: steps nearest, first seed. */
  get booster(): Booster {
    return this.boosters[0] as Booster;
  }

  get featureNames(): string[] {
    return this.builder.names;
  }

  /** Native files by name, `model.txt` or `model.ubj` first. */
  files(): { name: string; bytes: Uint8Array }[] {
    return modelFiles(this.state.config).map((name, k) => ({ name, bytes: (this.boosters[k] as Booster).serialize() }));
  }

  /** Importance of each feature, summed over the boosters. */
  importance(type: 'gain' | 'split'): Float64Array {
    const sum = new Float64Array(this.builder.names.length);
    for (const booster of this.boosters) {
      booster.importance(type).forEach((value, k) => {
        sum[k] = (sum[k] as number) + value;
      });
    }
    return sum;
  }

  forecast(panel: Panel, origin: number, horizon: number): SeriesForecasts {
    const { config } = this.state;
    if (horizon > config.horizon) throw new Error(`The model was trained for ${config.horizon} steps ahead; ${horizon} were asked for.`);
    const values = config.strategy === 'recursive' ? this.recursive(panel, origin, horizon) : this.direct(panel, origin, horizon);
    return { horizon, values };
  }

  private direct(panel: Panel, origin: number, horizon: number): Float64Array {
    const n = panel.ids.length;
    const anchors = rowsAt(panel, origin);
    const features = this.builder.on(panel, panel.y, pastOffset(this.state.config));
    const values = new Float64Array(n * horizon);
    stepBlocks(this.state.config).forEach(({ from, to }, block) => {
      const steps = Math.min(to, horizon) - from + 1;
      if (steps <= 0) return;
      const count = n * steps;
      const request: RowRequest = { series: new Int32Array(count), row: new Int32Array(count), offset: new Int32Array(count) };
      for (let at = 0; at < count; at++) {
        const series = Math.floor(at / steps);
        const step = from + (at % steps);
        request.series[at] = series;
        request.row[at] = (anchors[series] as number) + step;
        request.offset[at] = step;
      }
      const predicted = this.predict(features, request, block);
      for (let at = 0; at < count; at++) {
        values[Math.floor(at / steps) * horizon + from - 1 + (at % steps)] = predicted[at] as number;
      }
    });
    return values;
  }

  private recursive(panel: Panel, origin: number, horizon: number): Float64Array {
    const n = panel.ids.length;
    const anchors = rowsAt(panel, origin);
    const values = new Float64Array(n * horizon);
    // Only rows up to the origin are kept: what comes after is the model's own prediction or missing.
    const target = panel.y.slice();
    for (let series = 0; series < n; series++) {
      target.fill(Number.NaN, Math.max((anchors[series] as number) + 1, panel.indptr[series] as number), panel.indptr[series + 1]);
    }
    const features = this.builder.on(panel, target, pastOffset(this.state.config));
    const request: RowRequest = {
      series: Int32Array.from({ length: n }, (_, k) => k),
      row: Int32Array.from(anchors),
      offset: new Int32Array(n).fill(1),
    };
    for (let step = 1; step <= horizon; step++) {
      for (let k = 0; k < n; k++) request.row[k] = (request.row[k] as number) + 1;
      const predicted = this.predict(features, request, 0);
      for (let k = 0; k < n; k++) {
        values[k * horizon + step - 1] = predicted[k] as number;
        target[request.row[k] as number] = predicted[k] as number;
      }
    }
    return values;
  }

  /** Forecasts of rows by the boosters of one block of steps, in the target's units. */
  private predict(features: PanelFeatures, request: RowRequest, block: number): Float64Array {
    const rows = request.row.length;
    const seeds = seedsOf(this.state.config).length;
    const boosters = this.boosters.slice(block * seeds, (block + 1) * seeds);
    const { columns } = features;
    const memory = new Float32Array(Math.min(rows, rowsAtOnce) * columns);
    const level = new Float64Array(rows);
    const mean = new Float64Array(rows);
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const to = Math.min(rows, from + rowsAtOnce);
      const values = memory.subarray(0, (to - from) * columns);
      features.fill(request, from, to, values, level.subarray(from, to));
      for (const booster of boosters) {
        const predicted = booster.predict({ values, rows: to - from, columns });
        for (let k = from; k < to; k++) mean[k] = (mean[k] as number) + (predicted[k - from] as number) / seeds;
      }
    }
    return forecastsOf(mean, level, this.state.nonNegative);
  }

  [Symbol.dispose](): void {
    for (const booster of this.boosters) booster[Symbol.dispose]();
  }
}
