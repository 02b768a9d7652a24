import { describe, expect, it } from 'vitest';
import { parseDay } from '@/lib/data/days';
import { holidayCalendar } from '@/lib/data/holidays';
import { noHolidays } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { poisonAfter, randomStream } from '@/tests/helpers/random-panel';
import { fitProfile } from './profile';

/** Weekly or daily series of one length, made by a rule. */
function panelOf(
  frequency: 'day' | 'week',
  series: number,
  periods: number,
  first: number,
  rule: (series: number, period: number, ds: number) => number,
  horizon = 10,
): Panel {
  const rows = periods + horizon;
  const step = frequency === 'day' ? 1 : 7;
  const ds = Int32Array.from({ length: series * rows }, (_, k) => first + (k % rows) * step);
  return {
    frequency,
    ids: Array.from({ length: series }, (_, s) => `s${s}`),
    keys: Array.from({ length: series }, (_, s) => ({ store: `s${s}` })),
    indptr: Int32Array.from({ length: series + 1 }, (_, s) => s * rows),
    ds,
    y: Float64Array.from({ length: series * rows }, (_, k) =>
      k % rows < periods ? rule(Math.floor(k / rows), k % rows, ds[k] as number) : Number.NaN,
    ),
    known: {},
    past: {},
    origin: first + (periods - 1) * step,
  };
}

const weekdays = [0.7, 0.8, 0.9, 1, 1.1, 1.4, 1.1];
const weekday = (ds: number) => weekdays[(ds + 3) % 7] as number;

describe('fitProfile', () => {
  it('finds the week that all series share, whatever their size and noise, and says that none has its own', () => {
    const random = randomStream(3);
    const panel = panelOf('day', 30, 200, parseDay('2025-01-01'), (s, _, ds) => 10 * (s + 1) * weekday(ds) * (0.7 + 0.6 * random()));
    const profile = fitProfile(panel, panel.origin, noHolidays);
    for (let step = 1; step <= 7; step++) {
      const row = 200 + step - 1;
      expect(profile?.factor[row]).toBeCloseTo(weekday(panel.ds[row] as number), 1);
      expect(Math.abs((profile?.factor[row] as number) / weekday(panel.ds[row] as number) - 1)).toBeLessThan(0.03);
    }
    expect(profile?.weights.find(({ group }) => group === 'series')?.weight).toBeLessThan(0.2);
  });

  it('lets a series keep a week of its own where its data show it', () => {
    const random = randomStream(4);
    const own = (s: number, ds: number) => (s === 0 ? (weekdays[(ds + 6) % 7] as number) : weekday(ds));
    const panel = panelOf('day', 10, 200, parseDay('2025-01-01'), (s, _, ds) => 100 * own(s, ds) * (0.95 + 0.1 * random()));
    const profile = fitProfile(panel, panel.origin, noHolidays);
    for (let step = 1; step <= 7; step++) {
      const row = 200 + step - 1;
      expect(Math.abs((profile?.factor[row] as number) / own(0, panel.ds[row] as number) - 1)).toBeLessThan(0.05);
    }
  });

  it('sees that Easter moves, and carries its effect to where it falls next', () => {
    const easters = ['2022-04-17', '2023-04-09', '2024-03-31'].map(parseDay);
    const random = randomStream(5);
    // A week is named by its Friday and has the seven days up to it; people shop in the week before Easter Sunday.
    const isShopping = (ds: number) => easters.some((easter) => ds < easter && ds >= easter - 7);
    const panel = panelOf('week', 20, 110, parseDay('2022-02-04'), (_, __, ds) => (isShopping(ds) ? 125 : 100) * (0.99 + 0.02 * random()));
    const profile = fitProfile(panel, panel.origin, holidayCalendar(panel.ds));
    const effect = profile?.holidays.find(({ name }) => name === 'Easter Sunday');
    expect((effect?.before ?? 0) + (effect?.on ?? 0)).toBeCloseTo(0.25, 1);
    const ahead = Array.from({ length: 10 }, (_, k) => 110 + k);
    const easter = ahead.find((row) => isShopping(panel.ds[row] as number)) as number;
    const peak = Math.max(...ahead.map((row) => profile?.factor[row] as number));
    expect(profile?.factor[easter]).toBe(peak);
    expect(peak).toBeGreaterThan(1.2);
  });

  it('reads nothing after its origin', () => {
    const random = randomStream(6);
    const panel = panelOf('day', 4, 800, parseDay('2023-01-01'), (s, _, ds) => (s + 1) * weekday(ds) * (1 + random()));
    const origin = (panel.ds[0] as number) + 600;
    const calendar = holidayCalendar(panel.ds);
    expect(fitProfile(poisonAfter(panel, origin), origin, calendar)?.factor).toEqual(fitProfile(panel, origin, calendar)?.factor);
  });

  it('has the same factors for sales of any unit', () => {
    const random = randomStream(7);
    const panel = panelOf('day', 3, 500, parseDay('2023-01-01'), (s, _, ds) => (s + 1) * weekday(ds) * (1 + random()));
    const thousands = { ...panel, y: panel.y.map((y) => 1000 * y) };
    const [one, other] = [panel, thousands].map((own) => fitProfile(own, own.origin, noHolidays)?.factor as Float64Array);
    one?.forEach((factor, k) => {
      expect(other?.[k]).toBeCloseTo(factor, 9);
    });
  });

  it('is not for sales below nothing, nor for histories that show no season', () => {
    const negative = panelOf('day', 2, 100, 20_000, (_, period) => (period === 50 ? -1 : 5));
    expect(fitProfile(negative, negative.origin, noHolidays)).toBeUndefined();
    const short = panelOf('week', 2, 60, 20_000, () => 5);
    expect(fitProfile(short, short.origin, noHolidays)).toBeUndefined();
  });
});
