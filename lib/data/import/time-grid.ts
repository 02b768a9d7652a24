import { isoDate, weekday } from '@/lib/data/days';
import { noDay } from './dates';
import type { Findings, Place } from './findings';
import { detectSpacing, type ImportFrequency, monthIndex, monthStart, periodsBetween, shift, tooFine, weekdayNames } from './frequency';

/** When a dataset's periods are: its frequency, its first and last recorded one, and those on which nobody sold anything. */
export interface TimeGrid {
  frequency: ImportFrequency;
  why: string;
  /** 0 for Monday, of weekly data. */
  weekday: number | null;
  /** Day number by date's code; firsts of months for monthly data; `noDay` where the date cannot be used. */
  days: Int32Array;
  /** Day numbers of the first and the last period with a target. */
  first: number;
  last: number;
  /** Per period from `first` on: 1 where no series has a target other than zero, nor a row that says that it is missing. */
  idle: Uint8Array;
}

export interface GridSource {
  days: Int32Array;
  rowsOf(code: number): number;
  placeOf(code: number): Omit<Place, 'value'>;
  recorded: readonly boolean[];
  sold: readonly boolean[];
  blank: readonly boolean[];
}

export interface GridOptions {
  /** As told, or as earlier versions have it. */
  frequency?: ImportFrequency | undefined;
  /** Refuses a frequency that most periods would have to be made up for; not where somebody said what periods without rows mean. */
  refuseTooFine?: boolean | undefined;
  /** The weekday of earlier versions' weeks. */
  weekday?: number | null | undefined;
  /** Day number of today: sales of later days cannot have been recorded. */
  today: number;
}

/** Periods that a weekly or monthly date may lie ahead of today: it may name the end of a period that has begun. */
const ahead = { day: 1, week: 7, month: 31 } as const;

/** Finds the periods that the dates of a source are; undefined, with errors among the findings, where they are none. */
export function findGrid(source: GridSource, options: GridOptions, findings: Findings): TimeGrid | undefined {
  const byDay = new Map<number, number>();
  for (const [code, day] of source.days.entries()) {
    if (day !== noDay) byDay.set(day, (byDay.get(day) ?? 0) + source.rowsOf(code));
  }
  const distinct = Int32Array.from(byDay.keys()).sort();
  const spacing = detectSpacing(
    distinct,
    Float64Array.from(distinct, (day) => byDay.get(day) as number),
  );
  const frequency = options.frequency ?? spacing.frequency;
  if (distinct.length === 0) return undefined;
  if (!frequency) {
    const dates = distinct.length === 1 ? `there is one date only, ${isoDate(distinct[0] as number)}` : spacing.why;
    findings.error('frequency', `is neither daily, weekly nor monthly: ${dates}; say which with the option frequency`);
    return undefined;
  }
  const fine = options.refuseTooFine ? tooFine(distinct, frequency) : undefined;
  if (fine) {
    findings.error(
      'frequency',
      `${frequency}, as the option frequency (--frequency) has it, is shorter than what the dates show: ${fine}, and most periods would be made up; leave the option out${spacing.frequency ? `, which makes it ${spacing.frequency}` : ''}, or say with the option closures what periods without any row are`,
    );
    return undefined;
  }
  const days = source.days.slice();
  let ends: number | null = null;
  if (frequency === 'week') {
    ends = options.weekday ?? spacing.weekday ?? commonWeekday(byDay);
    reportOffWeekdays(source, days, ends, findings);
  }
  if (frequency === 'month') for (const [code, day] of days.entries()) if (day !== noDay) days[code] = monthStart(monthIndex(day));

  const [first, last] = recordedSpan(source, days);
  if (first === undefined || last === undefined) {
    findings.error('target', 'has no value in any row');
    return undefined;
  }
  reportFuture(source, days, options.today + ahead[frequency], findings);
  const idle = new Uint8Array(periodsBetween(first, last, frequency) + 1).fill(1);
  let sales = false;
  for (const [code, day] of days.entries()) {
    if (day === noDay || !(source.sold[code] || source.blank[code])) continue;
    sales ||= source.sold[code] === true;
    if (day >= first && day <= last) idle[periodsBetween(first, day, frequency)] = 0;
  }
  if (!sales) {
    findings.error('target', 'is zero in every row; there is nothing to learn from');
    return undefined;
  }
  return { frequency, why: options.frequency ? 'as told, or as before' : spacing.why, weekday: ends, days, first, last, idle };
}

/** The day of a grid's period, counted from its first one. */
export function dayAt(grid: TimeGrid, period: number): number {
  return shift(grid.first, period, grid.frequency);
}

function commonWeekday(byDay: Map<number, number>): number {
  const rows = new Float64Array(7);
  for (const [day, count] of byDay) rows[weekday(day)]! += count;
  return rows.indexOf(Math.max(...rows));
}

function reportOffWeekdays(source: GridSource, days: Int32Array, ends: number, findings: Findings): void {
  for (const [code, day] of days.entries()) {
    if (day === noDay || weekday(day) === ends) continue;
    findings.error(
      'weekday',
      `is no ${weekdayNames[ends]}, as the other weekly dates are`,
      {
        ...source.placeOf(code),
        value: isoDate(day),
        detail: `is a ${weekdayNames[weekday(day)]}, where the other weekly dates are ${weekdayNames[ends]}s`,
      },
      source.rowsOf(code),
    );
    days[code] = noDay;
  }
}

function recordedSpan(source: GridSource, days: Int32Array): [number | undefined, number | undefined] {
  let first: number | undefined;
  let last: number | undefined;
  for (const [code, day] of days.entries()) {
    if (!source.recorded[code] || day === noDay) continue;
    if (first === undefined || day < first) first = day;
    if (last === undefined || day > last) last = day;
  }
  return [first, last];
}

function reportFuture(source: GridSource, days: Int32Array, latest: number, findings: Findings): void {
  for (const [code, day] of days.entries()) {
    if (!source.recorded[code] || day === noDay || day <= latest) continue;
    findings.error(
      'future',
      'has a target, though it lies ahead; rows of the future tell covariates only (is the date format right?)',
      { ...source.placeOf(code), value: isoDate(day) },
      source.rowsOf(code),
    );
  }
}
