import { describe, expect, it } from 'vitest';
import { parseDay } from '@/lib/data/days';
import { PeriodClock } from '@/lib/data/period-clock';
import { gridProfile } from './grid-profile';
import { histogramOf, quantile } from './histogram';
import { seasonStrength } from './season-strength';

describe('a histogram', () => {
  it('counts every value once, the ends of the tail in the outer bins', () => {
    const values = Float64Array.from({ length: 1000 }, (_, k) => (k === 999 ? 1e6 : k / 10));
    const bins = histogramOf(values, 20);
    expect(bins).toHaveLength(20);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(bins.at(-1)?.to).toBeLessThan(101);
  });

  it('leaves no bin of whole numbers empty by its width, and makes one bin of one value', () => {
    expect(histogramOf([1, 1, 2, 3], 40).map(({ from, count }) => [from, count])).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
    expect(histogramOf([5, 5], 10)).toEqual([{ from: 5, to: 5, count: 2 }]);
    expect(histogramOf([], 10)).toEqual([]);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });
});

describe('the strength of a season', () => {
  it('is 1 where all repeats, near 0 where nothing does, and unknown where it cannot be told', () => {
    const week = Float64Array.from({ length: 70 }, (_, k) => [1, 2, 3, 4, 5, 9, 8][k % 7] as number);
    expect(seasonStrength(week, 7)).toBeCloseTo(1, 12);
    let state = 7;
    const noise = Float64Array.from({ length: 700 }, () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    });
    expect(seasonStrength(noise, 7)).toBeLessThan(0.1);
    expect(seasonStrength(week.subarray(0, 20), 7)).toBeUndefined();
    expect(seasonStrength(new Float64Array(70).fill(3), 7)).toBeUndefined();
  });
});

it('tells of a grid what is missing, zero and rare in it', () => {
  const first = parseDay('2026-11-02');
  const clock = new PeriodClock('day', first);
  const nan = Number.NaN;
  const y = Float64Array.of(1, nan, nan, 4, 0, 2, nan, 5, 5, 5, -1, nan, nan, nan, nan, nan, nan, nan);
  const keys = [{ store: 'a' }, { store: 'b' }, { store: 'c' }];
  const profile = gridProfile({ frequency: 'day', keys, periods: 6, clock, first: clock.indexOf(first), y });
  expect(profile).toMatchObject({ series: 2, cells: 10, recorded: 8, missing: 2, zeros: 1, negatives: 1, gaps: { series: 1, longest: 2 } });
  expect(profile.target).toMatchObject({ min: -1, max: 5, mean: 21 / 8 });
  expect(profile.lengths).toMatchObject({ min: 4, median: 5, max: 6 });
  expect(profile.worst).toEqual([
    {
      keys: { store: 'a' },
      ...{ firstDate: '2026-11-02', lastDate: '2026-11-07', periods: 6, missing: 2, longestGap: 2, zeros: 1, mean: 7 / 4 },
      demand: profile.worst[0]?.demand,
    },
  ]);
  expect(profile.timeline.map(({ total }) => total)).toEqual([1, 5, 5, 9, -1, 2]);
});
