import type { Marker, PlannedEvent } from '../charts/forecast-option';
import { type ForecastPoint, type Frequency, type HistoryPoint, periodOf } from '../charts/forecast-series';

/** Pure: what of the calendar lies in the forecast's periods, and what is expected of them. */

export interface Occasion {
  kind: 'holiday' | PlannedEvent['kind'];
  name: string;
  startDate: string;
  endDate: string;
  /** Sum of the forecast over the periods that it touches; of a past one, what was sold in them. */
  total: number;
}

export interface Occasions {
  /** In the forecast's periods, in order of date. */
  ahead: Occasion[];
  /** In the recorded ones, the latest first. */
  past: Occasion[];
}

/** Holidays, promotions and closures with what is expected, or was sold, while they last; one name over the same days is one occasion. */
export function occasions(
  { holidays, events }: { holidays: Marker[]; events: PlannedEvent[] },
  points: ForecastPoint[],
  history: HistoryPoint[],
  { frequency, weekLabel }: { frequency: Frequency; weekLabel: 'start' | 'end' },
): Occasions {
  const all = [...holidays.map(({ date, name }) => ({ kind: 'holiday' as const, name, startDate: date, endDate: date })), ...events];
  const unique = [...new Map(all.map((one) => [`${one.kind} ${one.name} ${one.startDate} ${one.endDate}`, one])).values()];
  const spans = points.map(({ date, mean }) => ({ span: periodOf(date, frequency, weekLabel), value: mean }));
  const before = history.flatMap(({ date, y }) => (y === null ? [] : [{ span: periodOf(date, frequency, weekLabel), value: y }]));
  const first = spans[0]?.span[0];
  const ahead: Occasion[] = [];
  const past: Occasion[] = [];
  for (const one of unique) {
    const touched = (among: typeof spans) => among.filter(({ span }) => one.startDate <= span[1] && span[0] <= one.endDate);
    const coming = touched(spans);
    const isAhead = coming.length > 0 && first !== undefined && one.endDate >= first;
    const own = isAhead ? coming : touched(before);
    if (own.length === 0) continue;
    (isAhead ? ahead : past).push({ ...one, total: own.reduce((sum, { value }) => sum + value, 0) });
  }
  const order = (a: Occasion, b: Occasion) => a.startDate.localeCompare(b.startDate) || a.name.localeCompare(b.name);
  return { ahead: ahead.sort(order), past: past.sort((a, b) => order(b, a)) };
}
