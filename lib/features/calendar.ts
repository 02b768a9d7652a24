/** Holidays in time order: day number since 1970-01-01 and a code per name (1 on; 0 is none). */
export interface HolidayCalendar {
  ds: Int32Array;
  code: Int32Array;
  names: string[];
}

export const noHolidays: HolidayCalendar = { ds: new Int32Array(0), code: new Int32Array(0), names: [] };

/** Names of the calendar features, in the order `calendarFeatures` writes them. */
export const calendarNames = [
  'day_of_week',
  'day_of_month',
  'week_of_year',
  'month',
  'is_month_end',
  'week_sin',
  'week_cos',
  'year_sin_1',
  'year_cos_1',
  'year_sin_2',
  'year_cos_2',
  'year_sin_3',
  'year_cos_3',
] as const;

export type CalendarName = (typeof calendarNames)[number];

/** Calendar features of a day (for a longer period, of its first day). */
export function calendarFeatures(ds: number, out: Float64Array, at: number): void {
  const date = new Date(ds * 86_400_000);
  const weekday = (date.getUTCDay() + 6) % 7;
  const year = date.getUTCFullYear();
  const dayOfYear = ds - Math.round(Date.UTC(year, 0, 1) / 86_400_000);
  const next = new Date((ds + 1) * 86_400_000);
  out[at] = weekday;
  out[at + 1] = date.getUTCDate();
  out[at + 2] = isoWeek(ds);
  out[at + 3] = date.getUTCMonth() + 1;
  out[at + 4] = next.getUTCMonth() === date.getUTCMonth() ? 0 : 1;
  const week = (2 * Math.PI * weekday) / 7;
  out[at + 5] = Math.sin(week);
  out[at + 6] = Math.cos(week);
  const turn = (2 * Math.PI * dayOfYear) / 365.25;
  for (let k = 1; k <= 3; k++) {
    out[at + 5 + 2 * k] = Math.sin(k * turn);
    out[at + 6 + 2 * k] = Math.cos(k * turn);
  }
}

/** ISO 8601 week number, 1 to 53. */
export function isoWeek(ds: number): number {
  // The week belongs to the year of its Thursday; 1970-01-01 was a Thursday.
  const thursday = Math.floor((ds + 3) / 7) * 7;
  const year = new Date(thursday * 86_400_000).getUTCFullYear();
  return 1 + Math.floor((thursday - Math.round(Date.UTC(year, 0, 1) / 86_400_000)) / 7);
}

export const holidayNames = ['holiday', 'days_to_holiday', 'days_since_holiday', 'next_holiday'] as const;

/** Farthest distance to a holiday that is told apart. */
const reach = 30;

/**
 * Holiday features of a period of `length` days that begins on `ds`: the code of a holiday inside it (0 for none),
 * distances in days from its first day to the next holiday and from the last one (at most 30), and the next one's code.
 */
export function holidayFeatures(calendar: HolidayCalendar, ds: number, length: number, out: Float64Array, at: number): void {
  const after = lowerBound(calendar.ds, ds);
  const next = calendar.ds[after];
  const last = calendar.ds[after - 1];
  const inside = next !== undefined && next < ds + length;
  out[at] = inside ? (calendar.code[after] as number) : 0;
  out[at + 1] = next === undefined ? reach : Math.min(reach, next - ds);
  out[at + 2] = last === undefined ? reach : Math.min(reach, ds - last);
  out[at + 3] = next !== undefined && next - ds <= reach ? (calendar.code[after] as number) : 0;
}

/** Index of the first element not below `value`. */
export function lowerBound(values: Int32Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
