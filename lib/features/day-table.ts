import { type CalendarName, calendarFeatures, calendarNames, type HolidayCalendar, holidayFeatures, holidayNames } from './calendar';
import type { PanelFrequency, WeekLabel } from './panel';
import type { FeatureSpec } from './spec';

/** Calendar and holiday features by day, each made once: many series share it. */
export class DayTable {
  readonly names: string[];
  values = new Float64Array(0);
  private readonly calendar: number[];
  private readonly holidayColumns: boolean;
  private first = 0;
  private weekLabel: WeekLabel = 'start';
  private made = new Uint8Array(0);
  private readonly scratch = new Float64Array(calendarNames.length);

  constructor(
    spec: Pick<FeatureSpec, 'calendar' | 'holidays'>,
    private readonly holidays: HolidayCalendar,
    private readonly frequency: PanelFrequency,
  ) {
    const calendar: readonly CalendarName[] = spec.calendar === true ? calendarNames : spec.calendar || [];
    this.calendar = calendar.map((name) => calendarNames.indexOf(name));
    this.holidayColumns = spec.holidays;
    this.names = [...calendar, ...(spec.holidays ? holidayNames : [])];
  }

  /** Makes room for the days of a panel, beside those of others before it. @param weekLabel which day of its week a day stands for */
  reserve(first: number, last: number, weekLabel: WeekLabel): void {
    const end = this.first + this.made.length;
    if (weekLabel === this.weekLabel && first >= this.first && last < end) return;
    this.weekLabel = weekLabel;
    const lowest = this.made.length > 0 ? Math.min(first, this.first) : first;
    const highest = this.made.length > 0 ? Math.max(last, end - 1) : last;
    // Days made already are made again: there are only thousands.
    this.first = lowest;
    this.made = new Uint8Array(highest - lowest + 1);
    this.values = new Float64Array(this.made.length * this.names.length);
  }

  /** Where a reserved day's features begin in `values`. */
  at(ds: number): number {
    const day = ds - this.first;
    const at = day * this.names.length;
    if (this.made[day] === 0) {
      this.made[day] = 1;
      this.make(ds, at);
    }
    return at;
  }

  private make(ds: number, at: number): void {
    const { first, length } = this.daysOf(ds);
    // A week belongs to the month and the time of year that its middle lies in.
    calendarFeatures(this.frequency === 'week' ? first + 3 : ds, this.scratch, 0);
    this.calendar.forEach((column, k) => {
      this.values[at + k] = this.scratch[column] as number;
    });
    if (this.holidayColumns) holidayFeatures(this.holidays, first, length, this.values, at + this.calendar.length);
  }

  /** The days that a period named by `ds` has. */
  private daysOf(ds: number): { first: number; length: number } {
    switch (this.frequency) {
      case 'day':
        return { first: ds, length: 1 };
      case 'week':
        return { first: this.weekLabel === 'end' ? ds - 6 : ds, length: 7 };
      case 'month': {
        const date = new Date(ds * 86_400_000);
        const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000;
        return { first: ds, length: next - ds };
      }
    }
  }
}
