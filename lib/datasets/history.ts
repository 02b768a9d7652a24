import { PeriodClock } from '@/lib/data/period-clock';
import type { PanelFrequency } from '@/lib/features/panel';

/** Values of one series, a period each from `first` (a day number) on; null or NaN where nothing was recorded. */
export interface History {
  frequency: PanelFrequency;
  first: number;
  values: ArrayLike<number | null>;
}

/** Where the data of a dataset begin and end, as day numbers: what lies outside was taken out of them. */
export interface DataSpan {
  first: number;
  last: number;
}

/** Days by which the label of a period may lie before the first of the data that it holds. */
const slack: Record<PanelFrequency, number> = { day: 0, week: 6, month: 30 };

/** The label of a history's last period. */
export function lastLabel({ frequency, first, values }: History): number {
  const clock = new PeriodClock(frequency, first);
  return clock.dayOf(clock.indexOf(first) + values.length - 1);
}

/**
 * What a series' history becomes when a run tells of a part of it: its values where it has some, and what was stored before
 * and after them as far as the data still reach. A run over a shorter span shortens nothing.
 * @param fresh what the run read
 * @param stored of the same frequency; weeks of another weekday have nothing in common, and go
 * @param data undefined where nothing is known of the dataset's span
 */
export function mergeHistory(fresh: History, stored: History, data: DataSpan | undefined): History {
  const { frequency } = fresh;
  const clock = new PeriodClock(frequency, stored.first);
  const base = clock.indexOf(stored.first);
  const index = clock.find(fresh.first);
  if (index === undefined) return fresh;
  const shift = index - base;
  const reaches = (period: number) => {
    const label = clock.dayOf(base + period);
    return data === undefined || (label + slack[frequency] >= data.first && label <= data.last);
  };
  let from = 0;
  let to = stored.values.length;
  while (from < to && !reaches(from)) from++;
  while (to > from && !reaches(to - 1)) to--;
  const end = shift + fresh.values.length;
  if (from === to || (from >= shift && to <= end)) return fresh;
  const first = Math.min(from, shift);
  const values: (number | null)[] = new Array(Math.max(to, end) - first).fill(null);
  for (let period = from; period < to; period++) values[period - first] = stored.values[period] ?? null;
  for (let period = shift; period < end; period++) values[period - first] = fresh.values[period - shift] ?? null;
  return { frequency, first: clock.dayOf(base + first), values };
}
