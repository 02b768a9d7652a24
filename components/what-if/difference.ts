import { addDays } from '../charts/forecast-series';

/** Pure: how two forecasts of the same periods differ, by week and in all. */

export interface Pair {
  date: string;
  planned: number;
  mean: number;
}

export interface WeekRow {
  /** First and last date of it that the forecast has. */
  from: string;
  to: string;
  planned: number;
  mean: number;
}

/** The Monday of a date's week. */
function mondayOf(date: string): string {
  return addDays(date, -((new Date(date).getUTCDay() + 6) % 7));
}

/** Sums by the week, Monday to Sunday; periods of a week or longer stand for themselves. */
export function byWeek(points: readonly Pair[], frequency: 'day' | 'week' | 'month'): WeekRow[] {
  const rows = new Map<string, WeekRow>();
  for (const { date, planned, mean } of points) {
    const key = frequency === 'day' ? mondayOf(date) : date;
    const row = rows.get(key) ?? { from: date, to: date, planned: 0, mean: 0 };
    rows.set(key, { from: row.from, to: date, planned: row.planned + planned, mean: row.mean + mean });
  }
  return [...rows.values()];
}

/** Difference as a share of what was planned; null where that is nothing. */
export function changeOf({ planned, mean }: { planned: number; mean: number }): number | null {
  return planned === 0 ? null : mean / planned - 1;
}
