import type { PanelFrequency, WeekLabel } from '@/lib/features/panel';
import { calendarDate, dayOf, isoDate, mondayOf } from './days';

/** From the finest to the coarsest. */
export const frequencies = ['day', 'week', 'month'] as const satisfies readonly PanelFrequency[];

/** Whether periods of `a` are shorter than those of `b`. */
export function isFiner(a: PanelFrequency, b: PanelFrequency): boolean {
  return frequencies.indexOf(a) < frequencies.indexOf(b);
}

/** The frequencies that data recorded by `own` can be worked with: its own, and the coarser ones by aggregation. */
export function frequenciesFrom(own: PanelFrequency): PanelFrequency[] {
  return frequencies.filter((frequency) => !isFiner(frequency, own));
}

/**
 * Numbers periods by their labels, in whole steps from an anchor. Weeks are labelled by whatever weekday the anchor has;
 * months by their first day, and counted from the year 0.
 */
export class PeriodClock {
  constructor(
    readonly frequency: PanelFrequency,
    private readonly anchor: number,
  ) {}

  /** @throws RangeError where the day is no label of a period */
  indexOf(day: number): number {
    const index = this.find(day);
    if (index !== undefined) return index;
    throw new RangeError(
      this.frequency === 'week'
        ? `${isoDate(day)} is no whole number of weeks from ${isoDate(this.anchor)}.`
        : `${isoDate(day)} is not the first day of a month.`,
    );
  }

  /** As `indexOf`; undefined where the day is no label of a period. */
  find(day: number): number | undefined {
    if (this.frequency === 'day') return day - this.anchor;
    if (this.frequency === 'week') return (day - this.anchor) % 7 === 0 ? (day - this.anchor) / 7 : undefined;
    const { year, month, date } = calendarDate(day);
    return date === 1 ? year * 12 + month - 1 : undefined;
  }

  /** The label of a period. */
  dayOf(index: number): number {
    if (this.frequency === 'day') return this.anchor + index;
    if (this.frequency === 'week') return this.anchor + index * 7;
    return dayOf(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1);
  }
}

/** First and last day of the period that a label names. */
export function periodSpan(frequency: PanelFrequency, label: number, weekLabel: WeekLabel): { first: number; last: number } {
  if (frequency === 'day') return { first: label, last: label };
  if (frequency === 'week') return weekLabel === 'start' ? { first: label, last: label + 6 } : { first: label - 6, last: label };
  const { year, month } = calendarDate(label);
  return { first: label, last: dayOf(year, month + 1, 1) - 1 };
}

/** The label of the period that a day lies in; weeks are those of ISO 8601, labelled by their Monday. */
export function labelOf(frequency: PanelFrequency, day: number): number {
  if (frequency === 'day') return day;
  if (frequency === 'week') return mondayOf(day);
  const { year, month } = calendarDate(day);
  return dayOf(year, month, 1);
}
