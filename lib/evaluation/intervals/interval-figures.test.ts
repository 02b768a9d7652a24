import { expect, it } from 'vitest';
import { coverage, intervalScore } from '../metrics';
import { byStep } from '../segmentations';
import { intervalFigures } from './interval-figures';

const series = 3;
const horizon = 4;
const actual = Float64Array.from({ length: 2 * series * horizon }, (_, k) => (k % 7 === 0 ? Number.NaN : (k * 5) % 23));
const bounds = {
  lower: [actual.map((_, k) => (k * 3) % 11), actual.map((_, k) => ((k * 3) % 11) - 4)],
  upper: [actual.map((_, k) => ((k * 3) % 11) + 6), actual.map((_, k) => ((k * 3) % 11) + 13)],
};
const blocks = { series, horizon, actual, forecast: actual };
const levels = [0.8, 0.95];

it('agrees with coverage and interval score over all points', () => {
  const [first, second] = intervalFigures(blocks, bounds, levels);
  [first, second].forEach((figures, k) => {
    const [lower, upper] = [bounds.lower[k] as Float64Array, bounds.upper[k] as Float64Array];
    expect(figures?.coverage).toBeCloseTo(coverage(actual, lower, upper), 12);
    expect(figures?.score).toBeCloseTo(intervalScore(actual, lower, upper, levels[k] as number), 12);
    expect((figures?.below ?? 0) + (figures?.above ?? 0) + (figures?.coverage ?? 0)).toBeCloseTo(1, 12);
  });
  expect(first).toMatchObject({ segment: 'all', level: 0.8, width: expect.closeTo(6, 12), count: 20 });
});

it('agrees by step with figures of that step alone', () => {
  const rows = intervalFigures(blocks, bounds, levels, byStep(horizon));
  expect(rows).toHaveLength(2 * horizon);
  for (const [at, row] of rows.entries()) {
    const step = at % horizon;
    const own = actual.map((y, k) => (k % horizon === step ? y : Number.NaN));
    const k = Math.floor(at / horizon);
    expect(row).toMatchObject({ segment: String(step + 1), level: levels[k] });
    expect(row.coverage).toBeCloseTo(coverage(own, bounds.lower[k] as Float64Array, bounds.upper[k] as Float64Array), 12);
    expect(row.score).toBeCloseTo(intervalScore(own, bounds.lower[k] as Float64Array, bounds.upper[k] as Float64Array, row.level), 12);
  }
});
