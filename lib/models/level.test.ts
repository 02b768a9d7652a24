import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Panel } from '@/lib/features/panel';
import { randomPanel } from '@/tests/helpers/random-panel';
import { SmoothedLevel } from './level';

const horizon = 7;
const panel = randomPanel({ series: 4, periods: 90, horizon, gaps: 0.15, seed: 5 });

const forecast = (data: Panel, origin = data.origin, steps = horizon) => new SmoothedLevel().forecast(data, origin, steps).values;

/** The history of each series up to an origin; null where nothing was recorded. */
function histories(data: Panel, origin: number): (number | null)[][] {
  return data.ids.map((_, series) => {
    const rows = Array.from({ length: data.y.length }, (_, row) => row).slice(data.indptr[series], data.indptr[series + 1]);
    return rows
      .filter((row) => (data.ds[row] as number) <= origin)
      .map((row) => (Number.isNaN(data.y[row]) ? null : (data.y[row] as number)));
  });
}

const mean = (values: (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined;
};

/** The level after each period by the recursion of the textbook, s = a y + (1 - a) s. */
function levelsOf(history: (number | null)[], alpha: number): number[] {
  let level = mean(history.filter((value) => value !== null).slice(0, 8)) ?? Number.NaN;
  return history.map((value) => {
    if (value !== null) level = alpha * value + (1 - alpha) * level;
    return level;
  });
}

/** The levels by a plain second implementation: every candidate tried on every stretch of the horizon in the second half. */
function plainly(data: Panel, origin: number, steps: number): number[] {
  const all = histories(data, origin);
  const scored = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4, 0.6, 0.8].map((alpha) => {
    const errors = all
      .filter((history) => history.length >= 2 * steps + 8)
      .flatMap((history) => {
        const levels = levelsOf(history, alpha);
        const size = mean(history.map((value) => value && Math.abs(value))) ?? 0;
        return levels.flatMap((level, t) => {
          if (size === 0 || t < Math.floor(history.length / 2) || t + steps >= history.length) return [];
          const ahead = mean(history.slice(t + 1, t + 1 + steps));
          return ahead === undefined ? [] : [Math.abs(ahead - level) / size];
        });
      });
    return { alpha, error: mean(errors) };
  });
  const alpha = scored.reduce<{ alpha: number; error?: number }>(
    (best, one) => (one.error !== undefined && one.error < (best.error ?? Number.POSITIVE_INFINITY) ? one : best),
    { alpha: 0.1 },
  ).alpha;
  return all.flatMap((history) => new Array<number>(steps).fill(levelsOf(history, alpha).at(-1) ?? Number.NaN));
}

const near = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 1e-9) => {
  expect(a.length).toBe(b.length);
  for (let k = 0; k < a.length; k++) {
    if (Number.isNaN(b[k])) expect(a[k]).toBeNaN();
    else expect(Math.abs((a[k] as number) - (b[k] as number))).toBeLessThanOrEqual(tolerance * Math.abs(b[k] as number));
  }
};

describe('the smoothed level', () => {
  test.each([0, 1, 20, 60, 75])('is what a plain implementation makes of it, %i periods before the end', (back) => {
    for (const steps of [1, 3, horizon]) near(forecast(panel, panel.origin - back, steps), plainly(panel, panel.origin - back, steps));
  });

  test('is the same of panels of any size, gaps and length', () => {
    fc.assert(
      fc.property(
        fc.record({
          series: fc.integer({ min: 1, max: 4 }),
          periods: fc.integer({ min: 1, max: 60 }),
          seed: fc.integer({ min: 0, max: 99 }),
        }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        (size, gaps) => {
          const data = randomPanel({ ...size, gaps, horizon: 3 });
          near(forecast(data, data.origin, 3), plainly(data, data.origin, 3));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('grows with sales that are a hundred times as large, and moves with them', () => {
    const large: Panel = { ...panel, y: panel.y.map((value) => 100 * value) };
    near(
      forecast(large),
      forecast(panel).map((value) => 100 * value),
    );
  });

  test('of sales that never change is what they are, whatever was not recorded', () => {
    const y = panel.y.map((value, row) => (Number.isNaN(value) || row % 97 > 80 ? Number.NaN : 7));
    expect(forecast({ ...panel, y }).every((value) => value === 7)).toBe(true);
  });

  test('of a series without history is missing, and the others are as without it', () => {
    const y = panel.y.slice();
    y.fill(Number.NaN, panel.indptr[1], panel.indptr[2]);
    const values = forecast({ ...panel, y });
    expect([...values.subarray(horizon, 2 * horizon)].every(Number.isNaN)).toBe(true);
    near(values, plainly({ ...panel, y }, panel.origin, horizon));
    expect([...forecast(panel, (panel.ds[0] as number) - 1)].every(Number.isNaN)).toBe(true);
  });
});
