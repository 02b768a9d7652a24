import type { PanelFrequency } from '@/lib/features/panel';

const yearDays = 365.2425;

/** A cycle that sales follow: each period stands at one of `length` positions of it. */
export interface Season {
  name: 'week' | 'year';
  length: number;
  /** Position (0 to `length - 1`) of the period that begins (or is labelled) on day `ds`. */
  position(ds: number): number;
  /** Neighbouring positions on either side that share what is learnt of the shape all series have in common, before its details. */
  smoothing: number;
  /** The same for what sets one group, or one series, apart. */
  ownSmoothing: number;
}

/** Whether a history is long enough to tell the year: a year and a quarter. */
export function showsYear(frequency: PanelFrequency, periods: number): boolean {
  return periods >= { day: 456, week: 65, month: 15 }[frequency];
}

/** The cycles of a frequency of which a history of `periods` shows enough: a year and a quarter for the year, three weeks for the week. */
export function seasonsOf(frequency: PanelFrequency, origin: number, periods: number): Season[] {
  const seasons: Season[] = [];
  if (frequency === 'day') {
    if (periods >= 21) seasons.push({ name: 'week', length: 7, position: weekday, smoothing: 0, ownSmoothing: 0 });
    if (showsYear(frequency, periods)) seasons.push({ name: 'year', length: 365, position: dayOfYear, smoothing: 15, ownSmoothing: 15 });
  }
  if (frequency === 'week' && showsYear(frequency, periods)) {
    seasons.push({ name: 'year', length: 52, position: (ds) => weekOfYear(ds, origin), smoothing: 1, ownSmoothing: 0 });
  }
  if (frequency === 'month' && showsYear(frequency, periods)) {
    seasons.push({ name: 'year', length: 12, position: (ds) => new Date(ds * 86_400_000).getUTCMonth(), smoothing: 0, ownSmoothing: 0 });
  }
  return seasons;
}

function weekday(ds: number): number {
  return (((ds + 3) % 7) + 7) % 7;
}

/** Day of the year from 0, 29 February counted as the 28th, so that every date keeps its place. */
function dayOfYear(ds: number): number {
  const date = new Date(ds * 86_400_000);
  const year = date.getUTCFullYear();
  const day = ds - Math.round(Date.UTC(year, 0, 1) / 86_400_000);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return leap && day >= 59 ? day - 1 : day;
}

/**
 * Weeks counted from the origin and folded at the year. A year is 52.18 weeks: weeks further back than two years are moved so
 * that each stays within half a week of its place in the calendar.
 */
function weekOfYear(ds: number, origin: number): number {
  const years = Math.round((origin - ds) / yearDays);
  const weeks = Math.round((ds - origin) / 7) + Math.round((years * yearDays) / 7);
  return ((weeks % 52) + 52) % 52;
}
