import { calendarDate, dayOf, isoDate, mondayOf, parseDay } from '@/lib/data/days';

/** A month as `YYYY-MM`. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

export function isMonth(text: string | null | undefined): text is string {
  return text != null && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text);
}

export function addMonths(month: string, by: number): string {
  const { year, month: number } = calendarDate(parseDay(`${month}-01`));
  return monthOf(isoDate(dayOf(year, number + by, 1)));
}

/** The days of the whole weeks, from Monday to Sunday, that a month lies in. */
export function daysOfMonth(month: string): string[] {
  const { year, month: number } = calendarDate(parseDay(`${month}-01`));
  const from = mondayOf(dayOf(year, number, 1));
  const to = mondayOf(dayOf(year, number + 1, 1) - 1) + 6;
  return Array.from({ length: to - from + 1 }, (_, k) => isoDate(from + k));
}

const title = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export function monthTitle(month: string): string {
  return title.format(new Date(`${month}-01T00:00:00Z`));
}
