import type { ColumnGroup } from './columns';
import type { DayTable } from './day-table';
import { ExpandingMeans } from './expanding-means';
import { gather, type RowBuffer } from './gather';
import { lagged, laggedWithGaps } from './lagged';
import { type Panel, weekLabelOf } from './panel';
import { recentLevels } from './recent-level';
import { rollingExtremes } from './rolling-extremes';
import { rollingMean } from './rolling-mean';
import { rollingMedian } from './rolling-median';
import { rollingMoments } from './rolling-moments';
import { RowPlaces, type RowRequest } from './row-places';
import { seasonMean } from './season-mean';

export interface FeatureLayout {
  groups: ColumnGroup[];
  columns: number;
  levelWindow: number;
  days: DayTable;
  /** Code or number of a static key; NaN where it is unknown. */
  key(group: ColumnGroup & { kind: 'key' }, keys: Record<string, string>): number;
}

/**
 * Makes the features of one panel: the one code path for training and for prediction.
 *
 * A row's anchor is its target row less its offset. Features of the target and of past-only covariates are computed from
 * rows up to the anchor alone; only `known` covariates, the calendar and static keys are read at the target row itself.
 *
 * Rows of one series that follow each other in a request are made together: each feature is first computed over the range
 * of their anchors by a sliding kernel, then gathered into the rows. The kernels give the same bits over any range.
 */
export class PanelFeatures {
  private readonly ever: ExpandingMeans;
  private readonly keys: Float64Array[];
  private readonly covariates: (Float64Array | undefined)[];
  private readonly places = new RowPlaces();
  private readonly yearPlaces = new RowPlaces();
  private placedFrom = 0;
  /** By group of columns: what `gather` takes, to be filled each time. */
  private readonly made: Float64Array[][];
  private levels = new Float64Array(64);
  private computed = computedColumns(64);
  private levelColumns: [Float64Array, Float64Array] = [new Float64Array(64), new Float64Array(64)];

  /**
   * @param target what lags and windows are read from: `panel.y`, or a copy into which predictions are fed back. A value may
   * change while no row whose anchor lies behind it has been made
   * @param pastOffset least offset for past-only covariates: where predictions are fed back, there are none to feed back for these
   */
  constructor(
    private readonly layout: FeatureLayout,
    private readonly panel: Panel,
    private readonly target: Float64Array,
    private readonly pastOffset: number,
  ) {
    this.ever = new ExpandingMeans(target, panel.indptr);
    this.keys = layout.groups.map((group) =>
      group.kind === 'key' ? Float64Array.from(panel.keys, (keys) => layout.key(group, keys)) : new Float64Array(0),
    );
    this.made = layout.groups.map((group) => (group.kind === 'window' ? group.columns.map(() => this.computed[0]) : []));
    this.covariates = layout.groups.map((group) =>
      group.kind === 'known' ? panel.known[group.name] : group.kind === 'past' ? panel.past[group.name] : undefined,
    );
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let series = 0; series + 1 < panel.indptr.length; series++) {
      first = Math.min(first, panel.ds[panel.indptr[series] as number] as number);
      last = Math.max(last, panel.ds[(panel.indptr[series + 1] as number) - 1] as number);
    }
    if (last >= first) layout.days.reserve(first, last, weekLabelOf(panel));
  }

  get columns(): number {
    return this.layout.columns;
  }

  /** The level by which each row's target is to be divided, in the target's units; 1 without scaling. */
  levelsOf(request: RowRequest): Float64Array {
    const out = new Float64Array(request.row.length).fill(1);
    if (this.layout.levelWindow === 0) return out;
    eachSeries(request, 0, out.length, (from, to) => {
      this.place(request, from, to);
      out.set(this.levels.subarray(0, to - from), from);
    });
    return out;
  }

  /**
   * Makes the rows `from` to `to` (exclusive) of a request, row-major from the beginning of `out`.
   * @param levels receives each row's level, where given
   */
  fill(request: RowRequest, from: number, to: number, out: RowBuffer, levels?: Float64Array): void {
    eachSeries(request, from, to, (begin, end) => {
      this.place(request, begin, end);
      levels?.set(this.levels.subarray(0, end - begin), begin - from);
      let at = (begin - from) * this.layout.columns;
      for (let group = 0; group < this.layout.groups.length; group++) {
        this.group(group, request, begin, end, out, at);
        at += (this.layout.groups[group] as ColumnGroup).names.length;
      }
    });
  }

  /** Finds the rows' anchors and levels. */
  private place(request: RowRequest, from: number, to: number): void {
    const series = request.series[from] as number;
    const start = this.panel.indptr[series] as number;
    const count = to - from;
    if (this.levels.length < count) this.levels = new Float64Array(2 * count);
    this.placedFrom = 1;
    this.places.set(request, from, to, start, 1);
    if (this.layout.levelWindow === 0) {
      this.levels.fill(1, 0, count);
      return;
    }
    gather(this.levels, 0, 1, count, [this.levelColumn(this.places, series, start)], this.places.slots, undefined);
  }

  /** Levels over a range of anchors; before the series' start it is 1. */
  private levelColumn(places: RowPlaces, series: number, start: number): Float64Array {
    const { length } = places;
    if (this.levelColumns[0].length < length) this.levelColumns = [new Float64Array(2 * length), new Float64Array(2 * length)];
    const [out, scratch] = this.levelColumns;
    recentLevels(this.target, start, series, places.low, places.high, this.layout.levelWindow, this.ever, out, scratch);
    return out;
  }

  private reserve(places: RowPlaces): ComputedColumns {
    if (this.computed[0].length < places.length) this.computed = computedColumns(2 * places.length);
    return this.computed;
  }

  /** Anchors at least `least` periods before the target. */
  private placesFrom(least: number, request: RowRequest, from: number, to: number, start: number): RowPlaces {
    if (this.placedFrom !== least) this.places.set(request, from, to, start, least);
    this.placedFrom = least;
    return this.places;
  }

  /** Writes one group's columns; `at` is the place of the first row's first. */
  private group(index: number, request: RowRequest, from: number, to: number, out: RowBuffer, at: number): void {
    const { panel, target, levels } = this;
    const { columns, days, levelWindow } = this.layout;
    const group = this.layout.groups[index] as ColumnGroup;
    const series = request.series[from] as number;
    const start = panel.indptr[series] as number;
    const count = to - from;
    const divided = levelWindow > 0 ? levels : undefined;
    const { row, offset } = request;
    switch (group.kind) {
      case 'lag': {
        const whole = group.lag >= this.places.greatestOffset && this.places.leastRow - group.lag >= start;
        if (whole) lagged(out, at, columns, row, from, to, group.lag, target, divided);
        else laggedWithGaps(out, at, columns, request, from, to, group.lag, start, target, levels);
        return;
      }
      case 'window': {
        const places = this.placesFrom(group.lag, request, from, to, start);
        gather(
          out,
          at,
          columns,
          count,
          this.windowColumns(places, start, group, this.made[index] as Float64Array[]),
          places.slots,
          divided,
        );
        return;
      }
      case 'expanding': {
        const places = this.placesFrom(1, request, from, to, start);
        const [column] = this.reserve(places);
        if (places.high >= 0) this.ever.fill(series, places.low, places.high, column);
        gather(out, at, columns, count, [column], places.slots, divided);
        return;
      }
      case 'season': {
        const { season } = group;
        for (let k = 0, to = at; k < count; k++, to += columns) {
          const first = (row[from + k] as number) - season * Math.ceil((offset[from + k] as number) / season);
          out[to] = first < start ? Number.NaN : (target[first] as number) / (levels[k] as number);
          out[to + 1] = seasonMean(target, start, first, season) / (levels[k] as number);
        }
        return;
      }
      case 'year': {
        this.yearPlaces.set(request, from, to, start, 1, group.year);
        const { slots } = this.yearPlaces;
        const column = levelWindow > 0 ? this.levelColumn(this.yearPlaces, series, start) : undefined;
        for (let k = 0, to = at; k < count; k++, to += columns) {
          const then = (row[from + k] as number) - group.year * Math.ceil((offset[from + k] as number) / group.year);
          const slot = slots[k] as number;
          out[to] = slot === 0 ? Number.NaN : (target[then] as number) / (column ? (column[slot] as number) : 1);
        }
        return;
      }
      case 'past': {
        const places = this.placesFrom(this.pastOffset, request, from, to, start);
        const [column] = this.reserve(places);
        rollingMean(this.covariates[index] as Float64Array, start, places.low, places.high, group.window, column);
        gather(out, at, columns, count, [column], places.slots, undefined);
        return;
      }
      case 'step':
        for (let k = 0, to = at; k < count; k++, to += columns) out[to] = offset[from + k] as number;
        return;
      case 'known': {
        const values = this.covariates[index] as Float64Array;
        for (let k = 0, to = at; k < count; k++, to += columns) out[to] = values[row[from + k] as number] as number;
        return;
      }
      case 'day': {
        const width = group.names.length;
        for (let k = 0, to = at; k < count; k++, to += columns) {
          const day = days.at(panel.ds[row[from + k] as number] as number);
          for (let column = 0; column < width; column++) out[to + column] = days.values[day + column] as number;
        }
        return;
      }
      case 'key': {
        const value = (this.keys[index] as Float64Array)[series] as number;
        for (let k = 0, to = at; k < count; k++, to += columns) out[to] = value;
        return;
      }
    }
  }

  /** Columns over a range of anchors, a statistic each. */
  private windowColumns(places: RowPlaces, start: number, group: ColumnGroup & { kind: 'window' }, made: Float64Array[]): Float64Array[] {
    const columns = this.reserve(places);
    const [mean, std, min, max, median] = columns;
    const { low, high } = places;
    const { needs, window } = group;
    if (needs.moments) rollingMoments(this.target, start, low, high, window, mean, std);
    else if (needs.mean) rollingMean(this.target, start, low, high, window, mean);
    if (needs.extremes) rollingExtremes(this.target, start, low, high, window, min, max);
    if (needs.median) rollingMedian(this.target, start, low, high, window, median);
    for (let k = 0; k < made.length; k++) made[k] = columns[group.columns[k] as number] as Float64Array;
    return made;
  }
}

/** Columns as kernels write them: five statistics, or one of anything else. What lies before a series' start, slot 0, is missing. */
type ComputedColumns = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

function computedColumns(length: number): ComputedColumns {
  const column = () => {
    const values = new Float64Array(length);
    values[0] = Number.NaN;
    return values;
  };
  return [column(), column(), column(), column(), column()];
}

/** Calls back for each stretch of neighbouring rows of one series. */
function eachSeries(request: RowRequest, from: number, to: number, make: (from: number, to: number) => void): void {
  for (let begin = from; begin < to; ) {
    const series = request.series[begin];
    let end = begin + 1;
    while (end < to && request.series[end] === series) end++;
    make(begin, end);
    begin = end;
  }
}
