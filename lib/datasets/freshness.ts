import { dayOfInstant, parseDay } from '@/lib/data/days';
import type { PanelFrequency } from '@/lib/features/panel';

/** How far the newest data lie behind today. */
export interface Freshness {
  /** Whole days from the last date to today; below 0 where that lies ahead. */
  days: number;
  /** `late` where at least two whole periods are missing: the next forecast would start from old news. */
  state: 'current' | 'late';
}

const daysOf = { day: 1, week: 7, month: 31 } as const;

/** How new data are that end on a date, by how often they come. Daily data may be a week old: they are often delivered by the week. */
export function freshnessOf(lastDate: string, frequency: PanelFrequency, now: Date): Freshness {
  const days = dayOfInstant(now) - parseDay(lastDate);
  return { days, state: days <= Math.max(8, 2 * daysOf[frequency]) ? 'current' : 'late' };
}
