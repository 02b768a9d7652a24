/** Dates are day numbers: whole days since 1970-01-01, with no time zone and so none to get wrong. */
const msPerDay = 86_400_000;

/** The day number of a calendar date; `month` is 1 to 12, and days past a month's end run on as in `Date.UTC`. */
export function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / msPerDay;
}

/** The day number of an ISO date such as `2026-01-31`. @throws RangeError where it is none. */
export function parseDay(date: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  const day = match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN;
  if (Number.isNaN(day) || isoDate(day) !== date) throw new RangeError(`${JSON.stringify(date)} is no date such as 2026-01-31.`);
  return day;
}

/** `YYYY-MM-DD` of a day number. */
export function isoDate(day: number): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** The day number of an instant, by UTC's calendar. */
export function dayOfInstant(instant: Date): number {
  return Math.floor(instant.getTime() / msPerDay);
}

/** The instant at which a day begins in UTC: how Postgres dates travel through Prisma. */
export function instantOfDay(day: number): Date {
  return new Date(day * msPerDay);
}

/** 0 is Monday, 6 is Sunday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The Monday of a day's ISO week. */
export function mondayOf(day: number): number {
  return day - weekday(day);
}

/** Year, month (1 to 12) and day of the month. */
export function calendarDate(day: number): { year: number; month: number; date: number } {
  const at = new Date(day * msPerDay);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}
