import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ensembleWeights, horizonBlocks } from './weights';

describe('ensembleWeights', () => {
  it('finds the mixture that the target was made of', () => {
    const a = Float64Array.from({ length: 200 }, (_, k) => 100 + 10 * Math.sin(k));
    const b = Float64Array.from({ length: 200 }, (_, k) => 90 + 15 * Math.cos(1.7 * k));
    const c = Float64Array.from({ length: 200 }, (_, k) => 300 + 80 * Math.sin(2.3 * k + 1));
    const y = a.map((value, k) => 0.7 * value + 0.3 * (b[k] as number));
    const weights = ensembleWeights(y, [a, b, c], { shrinkage: 0 });
    expect(weights[0]).toBeCloseTo(0.7, 4);
    expect(weights[1]).toBeCloseTo(0.3, 4);
    expect(weights[2]).toBeCloseTo(0, 4);
  });

  it('is never beaten by a single member on the points it was fitted to', () => {
    const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(numbers, numbers, numbers, (y, a, b) => {
        const members = [a, b].map((values) => Float64Array.from(values));
        const weights = ensembleWeights(Float64Array.from(y), members, { shrinkage: 0 });
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        const loss = (w: number[]) =>
          y.reduce((sum, value, k) => sum + (value - (w[0] as number) * (a[k] as number) - (w[1] as number) * (b[k] as number)) ** 2, 0);
        expect(loss(weights)).toBeLessThanOrEqual(Math.min(loss([1, 0]), loss([0, 1])) * (1 + 1e-6) + 1e-6);
      }),
    );
  });

  it('shrinks to equal weights', () => {
    const y = Float64Array.of(1, 2, 3);
    expect(ensembleWeights(y, [y, y.map((v) => v + 9)], { shrinkage: 0.5 })).toEqual([expect.closeTo(0.75, 9), expect.closeTo(0.25, 9)]);
    expect(ensembleWeights(Float64Array.of(Number.NaN), [y, y], { shrinkage: 0 })).toEqual([0.5, 0.5]);
  });

  it('leaves out members far worse than the best, and those that lack forecasts', () => {
    const y = Float64Array.from({ length: 50 }, (_, k) => 100 + k);
    const off = (by: number) => y.map((value, k) => value + (k % 2 === 0 ? by : -by));
    const missing = y.map((value, k) => (k % 10 === 0 ? Number.NaN : value));
    expect(ensembleWeights(y, [off(1), off(1.1), off(3), missing], { shrinkage: 1, tolerance: 1.2 })).toEqual([0.5, 0.5, 0, 0]);
    const young = y.map((value, k) => (k === 0 ? Number.NaN : value + 1));
    expect(ensembleWeights(y, [off(1), young], { shrinkage: 1, tolerance: 1.2 })).toEqual([0.5, 0.5]);
  });
});

it('covers every step of a horizon once', () => {
  for (const frequency of ['day', 'week', 'month'] as const) {
    for (let horizon = 1; horizon <= 366; horizon++) {
      const blocks = horizonBlocks(frequency, horizon);
      expect(blocks[0]?.from).toBe(1);
      for (let k = 1; k < blocks.length; k++) expect(blocks[k]?.from).toBe((blocks[k - 1]?.to ?? 0) + 1);
      if (frequency === 'day') expect(blocks.at(-1)?.to).toBe(horizon);
    }
  }
  expect(horizonBlocks('day', 30)).toEqual([
    { from: 1, to: 7 },
    { from: 8, to: 14 },
    { from: 15, to: 30 },
  ]);
});
