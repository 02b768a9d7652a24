import { describe, expect, it } from 'vitest';
import golden from '@/tests/fixtures/evaluation/bootstrap.json';
import { bootstrapDifference, bootstrapMetric } from './bootstrap';
import { metrics } from './metrics';
import { metricByOrigin, pairedDifference } from './paired-difference';
import { randomStream } from './statistics/random';

const { series, horizon } = golden;
const actual = Float64Array.from(golden.actual);
const champion = { series, horizon, actual, forecast: Float64Array.from(golden.champion) };
const challenger = Float64Array.from(golden.challenger);

describe('bootstrap over series', () => {
  const cases = [
    ['wape', golden.wape, (options: object) => bootstrapMetric(champion, 'wape', options)],
    ['rmse', golden.rmse, (options: object) => bootstrapMetric(champion, 'rmse', options)],
    ['the difference in wape', golden.difference, (options: object) => bootstrapDifference(champion, challenger, 'wape', options)],
  ] as const;

  it.each(cases)("has SciPy's bounds of %s, within 2 in 100 of their width", (_name, expected, interval) => {
    for (const method of ['percentile', 'basic'] as const) {
      const [low, high] = expected[method] as [number, number];
      const ours = interval({ method, resamples: 20_000, seed: 7 });
      expect(Math.abs((ours.lower as number) - low) / (high - low)).toBeLessThan(0.02);
      expect(Math.abs((ours.upper as number) - high) / (high - low)).toBeLessThan(0.02);
      expect(ours).toMatchObject({ clusters: series, resamples: 20_000, method, confidence: 0.95 });
    }
  });

  it('estimates what metrics say, and repeats itself by seed only', () => {
    const scales = new Float64Array(actual.length / horizon).fill(3);
    const own = metrics(champion, scales);
    for (const metric of ['wape', 'rmse', 'mase', 'smape', 'mape', 'mae', 'bias', 'r2'] as const) {
      const interval = bootstrapMetric(champion, metric, { scales, resamples: 300 });
      expect(interval.estimate).toBeCloseTo(own[metric], 10);
      expect(interval.lower).toBeLessThan(interval.estimate);
      expect(interval.upper).toBeGreaterThan(interval.estimate);
    }
    expect(bootstrapMetric(champion, 'wape', { seed: 4 })).toEqual(bootstrapMetric(champion, 'wape', { seed: 4 }));
    expect(bootstrapMetric(champion, 'wape', { seed: 4 })).not.toEqual(bootstrapMetric(champion, 'wape', { seed: 5 }));
  });

  it('compares models on the points they share', () => {
    const gappy = challenger.map((f, k) => (k % 5 === 0 ? Number.NaN : f));
    const kept = (column: Float64Array) => column.map((v, k) => (k % 5 === 0 ? Number.NaN : v));
    const expected =
      metrics({ horizon, actual, forecast: gappy }).rmse - metrics({ horizon, actual, forecast: kept(champion.forecast) }).rmse;
    expect(bootstrapDifference(champion, gappy, 'rmse').estimate).toBeCloseTo(expected, 10);
  });

  it('gives no interval from one series', () => {
    const one = { series: 2, horizon: 1, actual: Float64Array.of(5, Number.NaN), forecast: Float64Array.of(4, 1) };
    expect(bootstrapMetric(one, 'wape')).toMatchObject({ estimate: 20, lower: null, upper: null, clusters: 1 });
  });
});

describe('pairedDifference', () => {
  it("agrees with SciPy's t-interval", () => {
    const { differences, confidence, mean, lower, upper } = golden.paired;
    const peer = Float64Array.from(differences, (_, k) => 10 + k);
    const paired = pairedDifference(
      peer.map((value, k) => value + (differences[k] as number)),
      peer,
      confidence,
    );
    expect(paired.mean).toBeCloseTo(mean, 10);
    expect(paired.lower).toBeCloseTo(lower, 10);
    expect(paired.upper).toBeCloseTo(upper, 10);
    expect(paired).toMatchObject({ origins: 6, wins: 5 });
  });

  it('takes metrics by origin, and needs two of them for an interval', () => {
    const blocks = { series: 1, horizon: 2, actual: Float64Array.of(1, 3, 10, 10), forecast: Float64Array.of(2, 3, 9, 8) };
    expect([...metricByOrigin(blocks, 'wape')]).toEqual([25, 15]);
    expect(pairedDifference(Float64Array.of(3, Number.NaN), Float64Array.of(4, 1))).toMatchObject({
      mean: -1,
      lower: null,
      upper: null,
      origins: 1,
    });
  });
});

it('draws evenly', () => {
  const random = randomStream(12);
  const counts = new Float64Array(10);
  for (let k = 0; k < 100_000; k++) {
    const cell = Math.floor(random() * 10);
    counts[cell] = (counts[cell] as number) + 1;
  }
  const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  // 9 degrees of freedom: 99.9 % of fair draws lie below.
  expect(chiSquared).toBeLessThan(27.9);
});
