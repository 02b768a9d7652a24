import { type CalendarName, calendarFeatures, calendarNames, type HolidayCalendar, holidayFeatures, holidayNames } from './calendar';
import type { PanelFrequency } from './panel';
import type { FeatureSpec } from './spec';

const periodDays: Record<PanelFrequency, number> = { day: 1, week: 7, month: 28 };

/** Calendar and holiday features by day, each made once: many series share it. */
export class DayTable {
  readonly names: string[];
  values = new Float64Array(0);
  private readonly calendar: number[];
  private readonly holidayColumns: boolean;
  private first = 0;
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

  /** Makes room for the days of a panel, beside those of others before it. */
  reserve(first: number, last: number): void {
    const end = this.first + this.made.length;
    if (first >= this.first && last < end) return;
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
    calendarFeatures(ds, this.scratch, 0);
    this.calendar.forEach((column, k) => {
      this.values[at + k] = this.scratch[column] as number;
    });
    if (this.holidayColumns) holidayFeatures(this.holidays, ds, periodDays[this.frequency], this.values, at + this.calendar.length);
  }
}
