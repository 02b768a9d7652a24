import type { ObservationRules } from '@/lib/datasets/manifest';
import type { Findings, Place } from './findings';
import { periodsBetween, shift } from './frequency';
import { mergeRows } from './merge-rows';
import type { BucketRows } from './row-store';
import type { TimeGrid } from './time-grid';

/** What was done to the rows of a source, in figures. */
export interface ShapeCounts {
  rowsWritten: number;
  recorded: number;
  zeros: number;
  negatives: number;
  duplicatesMerged: number;
  unchanged: number;
  replaced: number;
  /** Periods within a series that are missing and stay so. */
  gapsLeft: number;
  gapsFilled: number;
  closuresFilled: number;
  closuresCleared: number;
  startsFilled: number;
  endsFilled: number;
  leadingRowsTrimmed: number;
  planRows: number;
  series: number;
  lateSeries: number;
  earlySeries: number;
  seriesDropped: number;
  emptySeries: number;
  zeroSeries: number;
}

export const noCounts = (): ShapeCounts => ({
  ...{ rowsWritten: 0, recorded: 0, zeros: 0, negatives: 0, duplicatesMerged: 0, unchanged: 0, replaced: 0, gapsLeft: 0, gapsFilled: 0 },
  ...{ closuresFilled: 0, closuresCleared: 0, startsFilled: 0, endsFilled: 0, leadingRowsTrimmed: 0, planRows: 0, series: 0 },
  ...{ lateSeries: 0, earlySeries: 0, seriesDropped: 0, emptySeries: 0, zeroSeries: 0 },
});

export interface ShapeContext {
  grid: TimeGrid;
  rules: ObservationRules;
  overlap: 'error' | 'replace';
  /** Values of a row: the target, this many known covariates, the past-only ones. */
  known: number;
  /** Whether periods on which nobody sold count as closures: only several series can tell. */
  closures: boolean;
  /** Most rows that rules may add. */
  mostFilled: number;
  findings: Findings;
  counts: ShapeCounts;
  place(row: number): Pick<Place, 'file' | 'row'>;
  /** A series' keys as people read them. */
  nameOf(series: number): string;
}

/** Takes a series' finished rows, in order of date. */
export type Emit = (series: number, day: number, values: Float64Array) => void;

/** Applies the rules to one series after the other. */
export class SeriesShaper {
  readonly #context: ShapeContext;
  readonly #emit: Emit;
  readonly #row: Float64Array;
  readonly #blank: Float64Array;
  #filled = 0;

  constructor(context: ShapeContext, columns: number, emit: Emit) {
    this.#context = context;
    this.#emit = emit;
    this.#row = new Float64Array(columns);
    this.#blank = new Float64Array(columns).fill(Number.NaN);
  }

  /**
   * One series.
   * @param order indexes of its rows in `rows`, by date, then by row
   * @param days day number of each index
   */
  shape(series: number, rows: BucketRows, order: Int32Array, days: Int32Array): void {
    const { grid, rules, counts, known } = this.#context;
    const merged = mergeRows(series, rows, order, days, this.#context);
    const y = merged.values[0] as Float64Array;
    let first = 0;
    while (first < merged.length && Number.isNaN(y[first])) first++;
    let last = merged.length - 1;
    while (last >= 0 && Number.isNaN(y[last])) last--;
    if (last < 0) {
      counts.emptySeries++;
      return;
    }
    const [start, end] = [merged.days[first] as number, merged.days[last] as number];
    if (end < grid.last) counts.earlySeries++;
    if (start > grid.first) counts.lateSeries++;
    if (end < grid.last && rules.earlyEnd === 'drop') {
      counts.seriesDropped++;
      return;
    }
    counts.series++;
    let sold = false;
    for (let i = first; i <= last; i++) sold ||= !Number.isNaN(y[i]) && y[i] !== 0;
    if (!sold) counts.zeroSeries++;

    const trimmed = rules.lateStart === 'trim';
    if (trimmed) counts.leadingRowsTrimmed += first;
    const afterLast = shift(grid.last, 1, grid.frequency);
    let next = trimmed ? start : grid.first;
    const fillTo = (day: number) => {
      if (day <= next) return;
      this.#fill(series, next, day, start, end);
      next = day;
    };
    for (let i = trimmed ? first : 0; i < merged.length; i++) {
      const day = merged.days[i] as number;
      if (day < grid.first) continue; // blank rows before the dataset's first target
      if (day <= end || (rules.earlyEnd === 'zero' && day <= grid.last)) {
        fillTo(day);
        this.#take(merged.values, i);
        this.#row[0] = this.#target(this.#row[0] as number, day, start, end);
        if (this.#row.some((value) => !Number.isNaN(value))) this.#write(series, day);
        next = shift(day, 1, grid.frequency);
      } else {
        if (rules.earlyEnd === 'zero') fillTo(afterLast);
        this.#take(merged.values, i);
        // What is known only afterwards cannot be known of the future.
        for (let v = 1 + known; v < this.#row.length; v++) this.#row[v] = Number.NaN;
        if (this.#row.some((value) => !Number.isNaN(value))) {
          counts.planRows++;
          this.#write(series, day);
        }
      }
    }
    if (rules.earlyEnd === 'zero') fillTo(afterLast);
  }

  /** Adds the rows that the rules ask for between two dates, the second one not included. */
  #fill(series: number, from: number, to: number, start: number, end: number): void {
    const { grid, rules, counts } = this.#context;
    const missing = periodsBetween(from, to, grid.frequency);
    if (missing <= 0) return;
    const inside = from > start && to <= end + 1;
    if (inside && rules.gaps === 'missing' && (rules.closures === 'missing' || !this.#context.closures)) {
      counts.gapsLeft += missing;
      return;
    }
    for (let period = 0; period < missing; period++) {
      const day = shift(from, period, grid.frequency);
      this.#row.set(this.#blank);
      this.#row[0] = this.#target(Number.NaN, day, start, end);
      if (Number.isNaN(this.#row[0])) continue;
      this.#allow(series);
      this.#write(series, day);
    }
  }

  /** A period's target by the rules. */
  #target(y: number, day: number, start: number, end: number): number {
    const { grid, rules, counts, closures } = this.#context;
    const idle = closures && day >= grid.first && day <= grid.last && grid.idle[periodsBetween(grid.first, day, grid.frequency)] === 1;
    if (idle && rules.closures === 'missing') {
      if (!Number.isNaN(y)) counts.closuresCleared++;
      return Number.NaN;
    }
    if (!Number.isNaN(y)) return y;
    if (day < start) {
      counts.startsFilled++;
      return 0;
    }
    if (day > end) {
      counts.endsFilled++;
      return 0;
    }
    if (idle) {
      counts.closuresFilled++;
      return 0;
    }
    if (rules.gaps === 'zero') {
      counts.gapsFilled++;
      return 0;
    }
    counts.gapsLeft++;
    return Number.NaN;
  }

  #take(values: Float64Array[], i: number): void {
    for (const [v, column] of values.entries()) this.#row[v] = column[i] as number;
  }

  #write(series: number, day: number): void {
    const { counts } = this.#context;
    const y = this.#row[0] as number;
    counts.rowsWritten++;
    if (!Number.isNaN(y)) counts.recorded++;
    if (y === 0) counts.zeros++;
    this.#emit(series, day, this.#row);
  }

  #allow(series: number): void {
    const { mostFilled, findings, nameOf } = this.#context;
    if (++this.#filled <= mostFilled) return;
    findings.error(
      'filling',
      `would add over ${mostFilled} rows of zeros by the rules gaps, closures, lateStart or earlyEnd; leave them missing`,
      {
        value: nameOf(series),
      },
    );
    findings.refuseErrors('The source');
  }
}
