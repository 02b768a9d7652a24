import { calendarDate, dayOf, weekday } from '@/lib/data/days';

export type ImportFrequency = 'day' | 'week' | 'month';

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** How the dates of a source are spaced. */
export interface Spacing {
  /** Null where they are not spaced as days, weeks or months are; `why` then says how they are. */
  frequency: ImportFrequency | null;
  why: string;
  /** The weekday of weekly data, 0 for Monday. */
  weekday: number | null;
  /** Share of rows whose date fits: 1 where all do. */
  fits: number;
}

/** Share of rows that may lie off the common weekday before dates do not count as weekly. */
const tolerated = 0.05;

/**
 * Tells daily, weekly and monthly dates apart.
 * @param days distinct day numbers, ascending
 * @param weights rows of each
 */
export function detectSpacing(days: ArrayLike<number>, weights: ArrayLike<number>): Spacing {
  const none = (why: string): Spacing => ({ frequency: null, why, weekday: null, fits: 0 });
  if (days.length < 2) return none('a single date has no spacing');
  const total = sum(weights);

  const byWeekday = new Float64Array(7);
  for (let i = 0; i < days.length; i++) byWeekday[weekday(days[i] as number)]! += weights[i] as number;
  const common = byWeekday.indexOf(Math.max(...byWeekday));
  const onWeekday = Array.from({ length: days.length }, (_, i) => days[i] as number).filter((day) => weekday(day) === common);
  const share = (byWeekday[common] as number) / total;

  const months = new Set(Array.from({ length: days.length }, (_, i) => monthIndex(days[i] as number)));
  const step = median(days);
  if (months.size === days.length && step >= 26 && step <= 33) {
    return { frequency: 'month', why: 'one date a month', weekday: null, fits: 1 };
  }
  if (share >= 1 - tolerated && onWeekday.length >= 2) {
    const shortest = smallest(onWeekday);
    if (shortest === 7 || (shortest === 14 && median(onWeekday) <= 14 && days.length < 4))
      return { frequency: 'week', why: `dates are ${weekdayNames[common]}s`, weekday: common, fits: share };
    return none(`dates are ${shortest} days apart`);
  }
  if (step >= 80 && step <= 100) return none('dates are a quarter apart');
  if (step >= 350) return none('dates are a year apart');
  if (step <= 3) return { frequency: 'day', why: step === 1 ? 'one date a day' : 'dates are days apart', weekday: null, fits: 1 };
  return none(`dates are ${step} days apart, in the median, on several weekdays`);
}

/** Days between one date and the next, in the median, from which on shorter periods than these are mostly absent. */
const sparse = { day: 7, week: 26, month: Number.POSITIVE_INFINITY } as const;

/**
 * How dates are spaced, in words, where periods of this length would mostly be made up; undefined where they are not.
 * @param days distinct day numbers, ascending
 */
export function tooFine(days: ArrayLike<number>, frequency: ImportFrequency): string | undefined {
  if (days.length < 2) return undefined;
  const step = median(days);
  return step >= sparse[frequency] ? `dates are ${step} days apart, in the median` : undefined;
}

/** Months since year 0. */
export function monthIndex(day: number): number {
  const { year, month } = calendarDate(day);
  return 12 * year + month - 1;
}

/** The first day of a month that `monthIndex` counts. */
export function monthStart(index: number): number {
  return dayOf(Math.floor(index / 12), (index % 12) + 1, 1);
}

/** The period after (or before) `day`, `periods` away. Weekly dates keep their weekday; monthly ones are firsts of months. */
export function shift(day: number, periods: number, frequency: ImportFrequency): number {
  if (frequency === 'month') return monthStart(monthIndex(day) + periods);
  return day + periods * (frequency === 'week' ? 7 : 1);
}

/** Whole periods from one date of the grid to a later one. */
export function periodsBetween(from: number, to: number, frequency: ImportFrequency): number {
  if (frequency === 'month') return monthIndex(to) - monthIndex(from);
  return Math.round((to - from) / (frequency === 'week' ? 7 : 1));
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}

function smallest(days: ArrayLike<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < days.length; i++) least = Math.min(least, (days[i] as number) - (days[i - 1] as number));
  return least;
}

function median(days: ArrayLike<number>): number {
  const steps = Float64Array.from({ length: days.length - 1 }, (_, i) => (days[i + 1] as number) - (days[i] as number)).sort();
  return steps[Math.floor(steps.length / 2)] as number;
}
