import { expect, it } from 'vitest';
import { errorDistribution, quantile, quantileProbabilities } from './error-distribution';
import { randomSample } from './random-sample';

it('counts the few far errors apart, so that the others have shape', () => {
  const errors = Float64Array.from({ length: 1001 }, (_, k) => (k === 0 ? -1e9 : k === 1000 ? Number.NaN : k));
  const { count, counts, below, above, edges, quantiles } = errorDistribution(errors);
  expect([count, below, above]).toEqual([1000, 5, 5]);
  expect(edges[0]).toBeGreaterThan(0);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  expect(quantiles[quantileProbabilities.indexOf(0.5)]).toBeCloseTo(499.5, 6);
});

it('is empty where nothing was scored, and one bin where all is the same', () => {
  expect(errorDistribution(Float64Array.of(Number.NaN))).toMatchObject({ count: 0, mean: null, edges: [], counts: [] });
  expect(errorDistribution(Float64Array.of(5, 5, 5)).counts[0]).toBe(3);
});

it('has quantiles between neighbours', () => {
  expect([0, 0.25, 0.5, 1].map((probability) => quantile(Float64Array.of(1, 2, 4), probability))).toEqual([1, 1.5, 2, 4]);
});

it('samples without a step, the same each time', () => {
  const sample = randomSample(10_000, 1000);
  expect(sample).toEqual(randomSample(10_000, 1000));
  expect(new Set(sample).size).toBe(1000);
  for (const part of [0, 1]) expect(sample.filter((at) => at % 2 === part).length).toBeGreaterThan(400);
  expect([...randomSample(3, 5)]).toEqual([0, 1, 2]);
});
