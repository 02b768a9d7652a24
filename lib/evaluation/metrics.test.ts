import { describe, expect, it } from 'vitest';
import { coverage, intervalScore, metrics } from './metrics';

const nan = Number.NaN;

describe('metrics', () => {
  it('agrees with figures worked by hand', () => {
    const result = metrics(
      { horizon: 2, actual: Float64Array.of(10, 20, 0, 40), forecast: Float64Array.of(12, 18, 1, 40) },
      Float64Array.of(2, 0.25),
    );
    expect(result.rmse).toBeCloseTo(1.5, 12);
    expect(result.mae).toBeCloseTo(1.25, 12);
    expect(result.mape).toBeCloseTo((100 * (0.2 + 0.1 + 0)) / 3, 12);
    expect(result.smape).toBeCloseTo((400 / 22 + 400 / 38 + 200 + 0) / 4, 12);
    expect(result.wape).toBeCloseTo(500 / 70, 12);
    expect(result.mase).toBeCloseTo((1 + 2) / 2, 12);
    expect(result.r2).toBeCloseTo(1 - 9 / (100 + 400 + 1600 - 4900 / 4), 12);
    expect(result.bias).toBeCloseTo(0.25, 12);
    expect(result.count).toBe(4);
  });

  it('leaves out points without actual or forecast, and says where a figure does not exist', () => {
    const result = metrics({ horizon: 2, actual: Float64Array.of(nan, 0, 0, 5), forecast: Float64Array.of(1, 0, 0, nan) });
    expect(result).toMatchObject({ count: 2, rmse: 0, smape: 0, bias: 0 });
    for (const name of ['mape', 'wape', 'mase', 'r2'] as const) expect(result[name]).toBeNaN();
  });
});

describe('intervals', () => {
  it('counts what lies inside, bounds included', () => {
    expect(coverage(Float64Array.of(1, 2, 3, nan), Float64Array.of(1, 0, 4, 0), Float64Array.of(2, 2, 5, 9))).toBeCloseTo(2 / 3, 12);
  });

  it('charges width and misses', () => {
    expect(intervalScore(Float64Array.of(5, 12), Float64Array.of(0, 0), Float64Array.of(10, 10), 0.8)).toBeCloseTo(
      (10 + 10 + 10 * 2) / 2,
      12,
    );
  });
});
