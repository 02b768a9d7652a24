import { describe, expect, test } from 'vitest';
import { metrics } from '@/lib/evaluation/metrics';
import { randomPanel, randomStream } from '@/tests/helpers/random-panel';
import { isBetter, type OriginLoss, originLoss, pooled, relativeLoss } from './origin-loss';

const loss = (origin: number, squares: number, points = 10): OriginLoss => ({ origin, squares, absolute: squares, actual: 100, points });

describe('losses by origin', () => {
  test('pool to the metrics of the evaluation', () => {
    const horizon = 14;
    const panel = randomPanel({ series: 3, periods: 100, horizon, gaps: 0.2, seed: 4 });
    const random = randomStream(1);
    const origins = [panel.origin - 40, panel.origin - 20, panel.origin - 5];
    const forecasts = origins.map(() => Float64Array.from({ length: 3 * horizon }, () => 300 * random()));
    const length = 100 + horizon;
    // Rows of a series are dense, so a date's place is its distance from the first.
    const actual = origins.flatMap((origin) =>
      [0, 1, 2].flatMap((series) =>
        Array.from({ length: horizon }, (_, k) => panel.y[series * length + origin - (panel.ds[0] as number) + 1 + k] as number),
      ),
    );
    const expected = metrics({
      horizon,
      actual: Float64Array.from(actual),
      forecast: Float64Array.from(forecasts.flatMap((one) => [...one])),
    });
    const losses = origins.map((origin, k) => originLoss(panel, origin, horizon, forecasts[k] as Float64Array));
    expect(losses.reduce((sum, { points }) => sum + points, 0)).toBe(expected.count);
    expect(pooled(losses, 'rmse')).toBeCloseTo(expected.rmse, 9);
    expect(pooled(losses, 'wape')).toBeCloseTo(expected.wape, 9);
  });

  test('are compared at the same origins and points only', () => {
    const reference = [loss(1, 400), loss(2, 100), loss(3, 100)];
    expect(relativeLoss([loss(2, 25)], reference, 'rmse')).toBe(0.5);
    expect(relativeLoss([loss(2, 25)], reference, 'wape')).toBe(0.25);
    expect(() => relativeLoss([loss(2, 25, 9)], reference, 'rmse')).toThrow('9 points are forecast where 10 were compared with');
    expect(() => relativeLoss([loss(4, 25)], reference, 'rmse')).toThrow(RangeError);
    expect(relativeLoss([loss(1, 0)], [loss(1, 0)], 'rmse')).toBe(1);
    expect(relativeLoss([loss(1, 1)], [loss(1, 0)], 'rmse')).toBe(Number.MAX_VALUE);
  });

  test('only what is better by more than the spread between origins is better', () => {
    const reference = [loss(1, 400), loss(2, 100), loss(3, 100)];
    expect(isBetter([loss(1, 380), loss(2, 95), loss(3, 97)], reference, 'rmse')).toBe(true);
    // One odd origin: much better there, a little worse elsewhere.
    expect(isBetter([loss(1, 100), loss(2, 101), loss(3, 101)], reference, 'rmse')).toBe(false);
    // Better at most origins, by less than chance would have it.
    expect(isBetter([loss(1, 390), loss(2, 99), loss(3, 104)], reference, 'rmse')).toBe(false);
    expect(isBetter([loss(1, 500), loss(2, 90), loss(3, 90)], reference, 'rmse')).toBe(false);
    expect(isBetter(reference, reference, 'rmse')).toBe(false);
    expect(isBetter([loss(1, 399)], [loss(1, 400)], 'wape')).toBe(true);
  });
});
