import { expect, it } from 'vitest';
import type { ForecastPoint } from '../charts/forecast-series';
import { howLongBefore, spanOf } from './forecast-spans';
import { mostCompared, readCompare, revision, vintageRows } from './overlays';

const point = (date: string, mean: number): ForecastPoint => ({
  ...{ date, step: 1, mean, lower80: mean - 1, upper80: mean + 1 },
  ...{ lower90: mean, upper90: mean, lower95: mean, upper95: mean },
});

it('reads names from an address, each once and no more than colours', () => {
  expect(readCompare('a,b,,a')).toEqual(['a', 'b']);
  expect(readCompare(null)).toEqual([]);
  expect(readCompare('a,b,c,d,e,f,g,h')).toHaveLength(mostCompared);
});

it('sets what was said against what came, and what is said now where nothing has', () => {
  const rows = vintageRows(
    [point('2026-11-01', 110), point('2026-11-02', 50), point('2026-11-03', 100)],
    [
      { date: '2026-11-01', y: 100 },
      { date: '2026-11-02', y: 0 },
    ],
    [point('2026-11-03', 120)],
  );
  expect(rows.map(({ actual, now, error }) => [actual, now, error])).toEqual([
    [100, null, 0.1],
    [0, null, null],
    [null, 120, null],
  ]);
  expect(revision(rows)?.periods).toBe(1);
  expect(revision(rows)?.change).toBeCloseTo(0.2, 12);
  expect(revision(rows.slice(0, 2))).toBeUndefined();
});

it('says how long ago an origin was, and falls back to the usual span', () => {
  expect([3, 7, 28, 30, 61].map(howLongBefore)).toEqual([
    '3 days before',
    '1 week before',
    '4 weeks before',
    '1 month before',
    '2 months before',
  ]);
  expect([spanOf('364', 'week'), spanOf('nonsense', 'day'), spanOf(null, 'month')]).toEqual(['364', '112', '1095']);
});
