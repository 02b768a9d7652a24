import { calendarFeatures, calendarNames, type HolidayCalendar, holidayFeatures, holidayNames } from './calendar';
import { encodeKey, type KeyEncoding } from './encoding';
import type { Panel, PanelFrequency } from './panel';
import type { FeatureSpec } from './spec';
import { meanOf, windowStatistics } from './window-statistics';

/** Rows to make: target row `row[k]` of series `series[k]`, seen from `offset[k]` periods before it (1 is the period before). */
export interface RowRequest {
  series: Int32Array;
  row: Int32Array;
  offset: Int32Array;
}

/** Row-major features, and for each row the level by which its target is to be divided (1 without scaling). */
export interface DesignMatrix {
  values: Float32Array;
  level: Float64Array;
  rows: number;
  columns: number;
}

const nearest = 4;
const periodDays: Record<PanelFrequency, number> = { day: 1, week: 7, month: 28 };

/**
 * Makes the features of a panel: the one code path for training and for prediction.
 *
 * A row's anchor is its target row less its offset. Features of the target and of past-only covariates are computed from
 * rows up to the anchor alone; only `known` covariates, the calendar and static keys are read at the target row itself.
 */
export class FeatureBuilder {
  readonly names: string[];
  /** Indices of the columns that are category codes. */
  readonly categorical: number[];
  private readonly known: string[];
  private readonly past: string[];
  /** Calendar and holiday features by day, made once: many series share each day. */
  private readonly days = new Map<number, Float64Array>();
  private readonly dayColumns: number;
  private readonly targetColumns: number;

  constructor(
    private readonly spec: FeatureSpec,
    private readonly encoding: KeyEncoding,
    private readonly holidays: HolidayCalendar,
    private readonly frequency: PanelFrequency,
    covariates: { known: string[]; past: string[] },
  ) {
    this.known = covariates.known;
    this.past = spec.pastWindow > 0 ? covariates.past : [];
    const fromTarget = [
      ...spec.lags.map((lag) => `lag_${lag}`),
      ...spec.windows.flatMap((window) => spec.statistics.map((statistic) => `rolling_${statistic}_${window}`)),
      ...(spec.expandingMean ? ['expanding_mean'] : []),
      ...spec.seasons.flatMap((season) => [`season_last_${season}`, `season_mean_${season}`]),
      ...(spec.year > 0 ? ['last_year_shape'] : []),
    ];
    this.targetColumns = fromTarget.length;
    const names: string[] = [
      ...fromTarget,
      ...this.past.map((name) => `${name}_mean_${spec.pastWindow}`),
      ...(spec.step ? ['step'] : []),
      ...this.known,
    ];
    const day: string[] = [...(spec.calendar ? calendarNames : []), ...(spec.holidays ? holidayNames : [])];
    this.dayColumns = day.length;
    this.names = [...names, ...day, ...encoding.keys];
    this.categorical = this.names.flatMap((name, column) =>
      encoding.keys.includes(name) || (spec.holidays && (name === 'holiday' || name === 'next_holiday')) ? [column] : [],
    );
  }

  /**
   * @param target the target to read lags and windows from: `panel.y`, or a copy into which predictions were fed back
   * @param pastOffset least offset for past-only covariates: where predictions are fed back, there are none to feed back for these
   * @returns one row a request, in the request's order
   */
  build(panel: Panel, request: RowRequest, target: Float64Array = panel.y, pastOffset = 1): DesignMatrix {
    const rows = request.row.length;
    const columns = this.names.length;
    const values = new Float32Array(rows * columns);
    const level = new Float64Array(rows);
    const scratch = new Float64Array(columns);
    const codes = panel.keys.map((keys) => this.encoding.keys.map((key) => encodeKey(this.encoding, key, keys[key])));
    const past = this.past.map((name) => panel.past[name] as Float64Array);
    const known = this.known.map((name) => panel.known[name] as Float64Array);
    const expanding = this.spec.expandingMean ? expandingMeans(panel.indptr, target) : undefined;
    for (let k = 0; k < rows; k++) {
      const series = request.series[k] as number;
      const row = request.row[k] as number;
      const offset = request.offset[k] as number;
      const start = panel.indptr[series] as number;
      level[k] = this.row(scratch, target, expanding, start, row, offset);
      let column = this.targetColumns;
      const pastAnchor = row - Math.max(offset, pastOffset);
      for (const values of past) scratch[column++] = meanOf(values, Math.max(start, pastAnchor - this.spec.pastWindow + 1), pastAnchor);
      if (this.spec.step) scratch[column++] = offset;
      for (const values of known) scratch[column++] = values[row] as number;
      scratch.set(this.day(panel.ds[row] as number), column);
      column += this.dayColumns;
      for (const code of codes[series] as number[]) scratch[column++] = code;
      values.set(scratch, k * columns);
    }
    return { values, level, rows, columns };
  }

  /** Writes the target-derived features; returns the row's level. */
  private row(out: Float64Array, y: Float64Array, expanding: Float64Array | undefined, start: number, row: number, offset: number): number {
    const { spec } = this;
    const anchor = row - offset;
    const level = this.level(y, start, anchor);
    let column = 0;
    for (const lag of spec.lags) out[column++] = lag < offset || row - lag < start ? Number.NaN : (y[row - lag] as number) / level;
    for (const window of spec.windows) {
      windowStatistics(y, start, anchor, window, spec.statistics, out, column);
      for (let k = 0; k < spec.statistics.length; k++) out[column + k] = (out[column + k] as number) / level;
      column += spec.statistics.length;
    }
    if (expanding) out[column++] = (anchor < start ? Number.NaN : (expanding[anchor] as number)) / level;
    for (const season of spec.seasons) {
      const first = row - season * Math.ceil(offset / season);
      out[column++] = first < start ? Number.NaN : (y[first] as number) / level;
      out[column++] = seasonMean(y, start, first, season) / level;
    }
    if (spec.year > 0) out[column++] = this.lastYearShape(y, start, row, offset);
    return level;
  }

  /** Recent mean of the target up to the anchor; of all its history where that is zero or missing; else 1. */
  private level(y: Float64Array, start: number, anchor: number): number {
    const { levelWindow } = this.spec;
    if (levelWindow === 0) return 1;
    const recent = meanOf(y, Math.max(start, anchor - levelWindow + 1), anchor);
    if (recent > 0) return recent;
    const ever = meanOf(y, start, anchor);
    return ever > 0 ? ever : 1;
  }

  /** The value at the target's place last year over the level as it stood, last year, at this row's anchor. */
  private lastYearShape(y: Float64Array, start: number, row: number, offset: number): number {
    const then = row - this.spec.year * Math.ceil(offset / this.spec.year);
    if (then < start) return Number.NaN;
    const anchor = then - offset;
    if (anchor < start) return Number.NaN;
    return (y[then] as number) / this.level(y, start, anchor);
  }

  private day(ds: number): Float64Array {
    let features = this.days.get(ds);
    if (!features) {
      features = new Float64Array(this.dayColumns);
      if (this.spec.calendar) calendarFeatures(ds, features, 0);
      if (this.spec.holidays) {
        holidayFeatures(this.holidays, ds, periodDays[this.frequency], features, this.spec.calendar ? calendarNames.length : 0);
      }
      this.days.set(ds, features);
    }
    return features;
  }
}

/** Mean of the nearest four known values at the same place of the season. */
function seasonMean(y: Float64Array, start: number, first: number, season: number): number {
  let count = 0;
  let sum = 0;
  for (let k = 0, at = first; k < nearest && at >= start; k++, at -= season) {
    const value = y[at] as number;
    if (value === value) {
      count++;
      sum += value;
    }
  }
  return count > 0 ? sum / count : Number.NaN;
}

/** For each row, the mean of its series up to and including it. */
function expandingMeans(indptr: Int32Array, y: Float64Array): Float64Array {
  const means = new Float64Array(y.length);
  for (let series = 0; series + 1 < indptr.length; series++) {
    let count = 0;
    let sum = 0;
    for (let row = indptr[series] as number; row < (indptr[series + 1] as number); row++) {
      const value = y[row] as number;
      if (value === value) {
        count++;
        sum += value;
      }
      means[row] = count > 0 ? sum / count : Number.NaN;
    }
  }
  return means;
}
