import { expect, it } from 'vitest';
import { leastPeriods } from '@/lib/evaluation/windows';
import { noHolidays } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { forecastAutomatically } from '@/lib/pipeline/automatic';
import { randomStream } from '../helpers/random-panel';

/** Series of months, weeks or days whose sales rise and fall with the year. */
function panelOf(frequency: Panel['frequency'], periods: number, horizon: number): Panel {
  const random = randomStream(periods);
  const [series, rows] = [6, periods + horizon];
  const dayOf = (k: number) => (frequency === 'month' ? Date.UTC(2023, k, 1) / 86_400_000 : 19_358 + k * (frequency === 'week' ? 7 : 1));
  const ds = Int32Array.from({ length: series * rows }, (_, k) => dayOf(k % rows));
  const y = ds.map((day, k) => {
    const level = 100 * (1 + Math.floor(k / rows));
    return level * (1 + 0.3 * Math.sin((2 * Math.PI * day) / 365.25)) * (0.9 + 0.2 * random());
  });
  return {
    frequency,
    ids: Array.from({ length: series }, (_, s) => `s${s}`),
    keys: Array.from({ length: series }, (_, s) => ({ store: `s${s}` })),
    indptr: Int32Array.from({ length: series + 1 }, (_, s) => s * rows),
    ds,
    y: Float64Array.from(y, (value, k) => (k % rows < periods ? value : Number.NaN)),
    known: {},
    past: {},
    origin: dayOf(periods - 1),
  };
}

it.each([
  ['day', 7],
  ['week', 4],
  ['month', 3],
] as const)('the least history of %ss is enough for every model to learn from', (frequency, horizon) => {
  const panel = panelOf(frequency, leastPeriods(horizon, frequency, false), horizon);
  const { mean, members, lower, upper } = forecastAutomatically(panel, horizon, noHolidays);
  expect([...members.keys()]).toEqual(expect.arrayContaining(['lightgbm', 'xgboost', 'group-level', 'seasonal-naive']));
  mean.forEach((value, k) => {
    const level = 100 * (1 + Math.floor(k / horizon));
    expect(value).toBeGreaterThan(0.3 * level);
    expect(value).toBeLessThan(3 * level);
    expect(lower[0]?.[k]).toBeLessThanOrEqual(value);
    expect(upper[0]?.[k]).toBeGreaterThanOrEqual(value);
  });
});
