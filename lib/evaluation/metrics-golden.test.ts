import { describe, expect, it } from 'vitest';
import golden from '@/tests/fixtures/evaluation/metrics.json';
import { metricSums, metricsOf } from './metric-sums';
import { metrics } from './metrics';
import { crpsFromQuantiles, pinballLoss } from './quantile-loss';
import { seasonalScale } from './seasonal-scale';

const actual = Float64Array.from(golden.actual, (y) => y ?? Number.NaN);
const forecast = Float64Array.from(golden.forecast);
const { horizon, series, origins } = golden;
const length = golden.history.length / series;
const own = Float64Array.from({ length: series }, (_, i) =>
  seasonalScale(Float64Array.from(golden.history), i * length, (i + 1) * length - 1, golden.season),
);

/** Agreement to 12 significant digits with scikit-learn, Polars and SciPy: see tests/fixtures/evaluation/metrics.py. */
const near = (expected: number) => ({ asymmetricMatch: (value: number) => Math.abs(value - expected) <= 1e-12 * Math.abs(expected) });

describe('metrics', () => {
  it('agree with scikit-learn and Polars', () => {
    expect([...own]).toEqual(golden.scale.map(near));
    const scales = Float64Array.from({ length: origins * series }, (_, block) => own[block % series] as number);
    const ours = metrics({ horizon, actual, forecast }, scales);
    for (const [name, expected] of Object.entries(golden.expected)) expect(ours[name as keyof typeof ours], name).toEqual(near(expected));
  });

  it('agree by group', () => {
    const sums = metricSums({ horizon, actual, forecast }, series, (block) => block % series);
    expect(golden.wapeBySeries.map((_, i) => metricsOf(sums, i).wape)).toEqual(golden.wapeBySeries.map(near));
  });

  it('keep their digits where the level dwarfs the spread', () => {
    const { r2, ...columns } = golden.shifted;
    const scored = { horizon: 1, actual: Float64Array.from(columns.actual), forecast: Float64Array.from(columns.forecast) };
    expect(Math.abs(metrics(scored).r2 - r2)).toBeLessThan(1e-9);
  });
});

describe('quantile loss', () => {
  it('agrees with scikit-learn', () => {
    for (const [tau, expected] of Object.entries(golden.pinball)) {
      expect(pinballLoss(actual, forecast, Number(tau))).toEqual(near(expected));
    }
  });

  it('sums to the CRPS of a normal forecast to a thousandth, from 199 levels', () => {
    const { actual: y, taus, quantiles, expected } = golden.crps;
    const crps = crpsFromQuantiles(
      Float64Array.of(y),
      quantiles.map((q) => Float64Array.of(q)),
      taus,
    );
    expect(Math.abs(crps / expected - 1)).toBeLessThan(1e-3);
  });

  it('weighs unevenly spaced levels by the share that each stands for', () => {
    const zero = Float64Array.of(0);
    // One level stands for all: twice the pinball loss; levels 0.1 and 0.3 stand for 0.2 and 0.8.
    expect(crpsFromQuantiles(Float64Array.of(4), [zero], [0.5])).toBeCloseTo(4, 12);
    expect(crpsFromQuantiles(Float64Array.of(4), [zero, zero], [0.1, 0.3])).toBeCloseTo(2 * (0.2 * 0.4 + 0.8 * 1.2), 12);
    expect(() => crpsFromQuantiles(zero, [zero], [])).toThrow('levels');
  });
});
