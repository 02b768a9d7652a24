import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluationWindows, leastPeriods } from './windows';

it('keeps fit, selection, calibration and test disjoint and in this order for any history and horizon', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 3000 }),
      fc.integer({ min: 1, max: 365 }),
      fc.constantFrom('day' as const, 'week' as const, 'month' as const),
      (periods, horizon, frequency) => {
        const windows = evaluationWindows(periods, horizon, frequency);
        expect(windows !== undefined).toBe(periods >= leastPeriods(horizon, frequency));
        if (!windows) return;
        const { earlyStopping, selection, calibration, test } = windows;
        expect(earlyStopping.from).toBeGreaterThanOrEqual(frequency === 'month' ? 11 : 14);
        expect(earlyStopping.to).toBeGreaterThan(earlyStopping.from);
        expect(Math.min(...selection)).toBeGreaterThanOrEqual(earlyStopping.to);
        // The last target of a window lies at or before the origin from which the next is forecast.
        expect(Math.max(...selection) + horizon).toBeLessThanOrEqual(Math.min(...calibration));
        expect(Math.max(...calibration) + horizon).toBeLessThanOrEqual(Math.min(...test));
        expect(Math.max(...test) + horizon).toBe(periods - 1);
        expect(Math.min(...test)).toBeLessThanOrEqual(Math.max(periods - horizon - 1, 0.9 * periods));
      },
    ),
  );
});

it('sets as many selection origins as are asked for, as far apart as is asked for, before the same calibration', () => {
  const windows = evaluationWindows(730, 30, 'day', { selectionOrigins: 6, selectionStep: 7 });
  const first = windows?.selection[0] as number;
  expect(windows?.selection).toEqual([0, 7, 14, 21, 28, 35].map((later) => first + later));
  expect(windows?.calibration).toEqual(evaluationWindows(730, 30, 'day')?.calibration);
  expect(evaluationWindows(730, 30, 'day', { selectionOrigins: 20, selectionStep: 30 })).toBeUndefined();
});

it('keeps nothing back for a test that comes after the history', () => {
  const windows = evaluationWindows(200, 10, 'day', { withTest: false });
  expect(windows?.test).toEqual([]);
  expect(Math.max(...(windows?.calibration ?? []))).toBe(200 - 10 - 1);
});

it('lets three years of months forecast a quarter', () => {
  expect(leastPeriods(3, 'month')).toBeLessThanOrEqual(36);
});

it('gives the last tenth of two years of days to the test', () => {
  const windows = evaluationWindows(730, 30, 'day');
  expect(windows?.test).toEqual([656, 678, 699]);
  expect(windows?.calibration.length).toBeGreaterThan(1);
});
