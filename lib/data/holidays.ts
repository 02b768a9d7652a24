import Holidays from 'date-holidays';
import type { HolidayCalendar } from '@/lib/features/calendar';
import { calendarDate, dayOf, parseDay } from './days';

/**
 * The US holidays that move retail sales, by the names that the date-holidays library gives them. The order is part of
 * trained models (a holiday's code is its place here, from 1): append only.
 */
export const holidayNames = [
  "New Year's Day",
  'Martin Luther King Jr. Day',
  "Valentine's Day",
  "Washington's Birthday",
  'Easter Sunday',
  "Mother's Day",
  'Memorial Day',
  "Father's Day",
  'Juneteenth',
  'Independence Day',
  'Labor Day',
  'Columbus Day',
  'Halloween',
  'Veterans Day',
  'Thanksgiving Day',
  'Day after Thanksgiving Day',
  'Christmas Eve',
  'Christmas Day',
  "New Year's Eve",
] as const;

export interface Holiday {
  /** Day number. */
  day: number;
  name: string;
  /** Place in `holidayNames`, from 1. */
  code: number;
}

let library: Holidays | undefined;
const byYear = new Map<number, Holiday[]>();

/** The holidays of a year in order, at most one a day, on the days themselves (not those taken off in their stead). */
export function holidaysOf(year: number): Holiday[] {
  const known = byYear.get(year);
  if (known) return known;
  library ??= new Holidays('US');
  const seen = new Set<number>();
  const found: Holiday[] = [];
  for (const { name, date, substitute } of library.getHolidays(year)) {
    const code = (holidayNames as readonly string[]).indexOf(name) + 1;
    // `date` is a local wall-clock text, so its day needs no time zone.
    const day = parseDay(date.slice(0, 10));
    if (substitute || code === 0 || seen.has(day)) continue;
    seen.add(day);
    found.push({ day, name, code });
  }
  found.sort((a, b) => a.day - b.day);
  byYear.set(year, found);
  return found;
}

/** The holiday on a day, if any. */
export function holidayOn(day: number): Holiday | undefined {
  return holidaysOf(calendarDate(day).year).find((holiday) => holiday.day === day);
}

/** Thanksgiving: the fourth Thursday of November, from which the sales season counts. */
export function thanksgiving(year: number): number {
  return nthWeekday(year, 11, 3, 4);
}

/** The `n`th such weekday (0 Monday) of a month; the last one for `n` = -1. */
export function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = n > 0 ? dayOf(year, month, 1) : dayOf(year, month + 1, 1) - 7;
  const offset = (((weekday - (first + 3)) % 7) + 7) % 7;
  return first + offset + (n > 0 ? (n - 1) * 7 : 0);
}

/** Holidays around all the days of a panel, as features want them: a year more at each end, for distances to the next. */
export function holidayCalendar(days: Int32Array): HolidayCalendar {
  if (days.length === 0) return { ds: new Int32Array(0), code: new Int32Array(0), names: [...holidayNames] };
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const years: number[] = [];
  for (let year = calendarDate(first).year - 1; year <= calendarDate(last).year + 1; year++) years.push(year);
  const all = years.flatMap(holidaysOf);
  return {
    ds: Int32Array.from(all, (holiday) => holiday.day),
    code: Int32Array.from(all, (holiday) => holiday.code),
    names: [...holidayNames],
  };
}
