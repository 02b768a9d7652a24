/** Pure: what a forecast chart and its table are made of. Dates are `YYYY-MM-DD`. */

export interface HistoryPoint {
  date: string;
  y: number | null;
}

export interface ForecastPoint {
  date: string;
  step: number;
  mean: number;
  lower80: number;
  upper80: number;
  lower90: number;
  upper90: number;
  lower95: number;
  upper95: number;
}

const dayMilliseconds = 86_400_000;
/** 52 weeks: the same weekday of last year. */
export const yearDays = 364;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMilliseconds).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMilliseconds);
}

export type Frequency = 'day' | 'week' | 'month';

/** The date a year before: the same weekday 52 weeks before, by the month the same day of last year. */
export function yearBefore(date: string, frequency: Frequency): string {
  return frequency === 'month' ? `${Number(date.slice(0, 4)) - 1}${date.slice(4)}` : addDays(date, -yearDays);
}

/** What was recorded a year before each date; null where nothing was. */
export function lastYear(history: HistoryPoint[], dates: string[], frequency: Frequency): (number | null)[] {
  const known = new Map(history.map((point) => [point.date, point.y]));
  return dates.map((date) => known.get(yearBefore(date, frequency)) ?? null);
}

/** First and last day of the period that a date stands for. @param weekLabel whether a week begins or ends on its date */
export function periodOf(date: string, frequency: Frequency, weekLabel: 'start' | 'end' = 'start'): [string, string] {
  if (frequency === 'day') return [date, date];
  if (frequency === 'week') return weekLabel === 'end' ? [addDays(date, -6), date] : [date, addDays(date, 6)];
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return [`${date.slice(0, 7)}-01`, end];
}

export interface WindowTotal {
  /** Days that the window spans. */
  days: number;
  total: number;
  /** The same days a year before; null unless every one of them was recorded. */
  lastYear: number | null;
}

/** The forecast's total over its first `days` days, beside last year's. Undefined where the forecast is shorter. */
export function windowTotal(points: ForecastPoint[], history: HistoryPoint[], days: number, periodDays: number): WindowTotal | undefined {
  const periods = Math.round(days / periodDays);
  if (periods < 1 || points.length < periods) return undefined;
  const window = points.slice(0, periods);
  const before = lastYear(
    history,
    window.map((point) => point.date),
    periodDays === 1 ? 'day' : periodDays === 7 ? 'week' : 'month',
  );
  const complete = before.every((value): value is number => value !== null);
  return {
    days: periods * periodDays,
    total: window.reduce((sum, point) => sum + point.mean, 0),
    lastYear: complete ? before.reduce((sum: number, value) => sum + (value ?? 0), 0) : null,
  };
}
