import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalFigures } from '@/lib/evaluation/intervals/interval-figures';
import type { IntervalBounds } from '@/lib/evaluation/intervals/interval-model';
import { randomStream } from '@/tests/helpers/random-panel';
import type { LevelScores } from './level-intervals';
import { calibrateModels, layQuantiles } from './quantile-intervals';

const levels = [0.8, 0.95];
const horizon = 5;
const series = 40;

/** Sales spread evenly from 80 to 120, and quantiles that are `factor` times as far from 100 as they should be. */
function draw(seed: number, origins: number, factor: number): { scores: LevelScores; quantiles: IntervalBounds } {
  const random = randomStream(seed);
  const points = origins * series * horizon;
  const at = (share: number) => new Float64Array(points).fill(100 + factor * 40 * (share - 0.5));
  return {
    scores: {
      series,
      horizon,
      actual: Float64Array.from({ length: points }, () => 80 + 40 * random()),
      forecast: new Float64Array(points).fill(100),
      scales: new Float64Array(origins * series).fill(10),
      sizes: new Float64Array(origins * series).fill(100),
    },
    quantiles: { lower: [at(0.1), at(0.025)], upper: [at(0.9), at(0.975)] },
  };
}

const nothing = (points: number): IntervalBounds => {
  const column = () => new Float64Array(points).fill(Number.NaN);
  return { lower: [column(), column()], upper: [column(), column()] };
};

describe('intervals from quantile models', () => {
  it.each([0.4, 1, 1.8])('hold what they promise on new sales, whose quantiles were put %d times as far off as they are', (factor) => {
    const { scores, quantiles } = draw(1, 6, factor);
    const calibration = calibrateModels(scores, quantiles, levels, 'day');
    expect(calibration.method).toMatch(/^LightGBM quantile models.*conformalised quantile regression/);
    const test = draw(2, 20, factor);
    const bounds = layQuantiles(calibration, test.quantiles, test.scores, nothing(test.scores.actual.length));
    for (const { level, coverage } of intervalFigures(test.scores, bounds, levels)) {
      // Four standard errors of 4,000 points tested and 1,200 calibrated on.
      expect(Math.abs(coverage - level)).toBeLessThan(4 * Math.sqrt(level * (1 - level) * (1 / 4000 + 1 / 1200)));
    }
  });

  it('are in order, hold the forecast and no negative sale, whatever models and forecast say', () => {
    const value = fc.double({ min: -60, max: 60, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value, value, value, fc.double({ min: 0, max: 60, noNaN: true })), { minLength: 2, maxLength: 40 }),
        (points) => {
          const column = (at: number) => Float64Array.from(points, (point) => point[at] as number);
          const scores = {
            series: points.length,
            horizon: 1,
            forecast: column(4),
            actual: column(5),
            scales: column(5).fill(3),
            sizes: column(5).fill(9),
          };
          const quantiles = { lower: [column(0), column(1)], upper: [column(2), column(3)] };
          const calibration = calibrateModels(scores, quantiles, levels, 'day');
          const { lower, upper } = layQuantiles(calibration, quantiles, scores, nothing(points.length));
          points.forEach((_, k) => {
            const mean = Math.max(0, scores.forecast[k] as number);
            const ordered = [0, lower[1]?.[k], lower[0]?.[k], mean, upper[0]?.[k], upper[1]?.[k]] as number[];
            expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
          });
        },
      ),
    );
  });

  it('are the split ones of all levels together where a quantile is missing', () => {
    const { scores, quantiles } = draw(1, 3, 1);
    const calibration = calibrateModels(scores, quantiles, levels, 'day');
    (quantiles.upper[1] as Float64Array)[7] = Number.NaN;
    const split = (offset: number) => new Float64Array(scores.actual.length).fill(100 + offset);
    const instead = { lower: [split(-1), split(-2)], upper: [split(1), split(2)] };
    const { lower, upper } = layQuantiles(calibration, quantiles, scores, instead);
    expect([lower[1]?.[7], lower[0]?.[7], upper[0]?.[7], upper[1]?.[7]]).toEqual([98, 99, 101, 102]);
    expect(upper[0]?.[8]).toBeGreaterThan(110);
  });

  it('learn nothing from planned closures, where quantiles and sales are both nothing', () => {
    const { scores, quantiles } = draw(1, 6, 0.4);
    const expected = calibrateModels(scores, quantiles, levels, 'day');
    const half = { series: 2 * series, horizon, closed: new Uint8Array(2 * scores.actual.length) };
    const twice = (values: Float64Array, shut: number) => {
      const out = new Float64Array(2 * values.length).fill(shut);
      out.set(values);
      return out;
    };
    half.closed.fill(1, scores.actual.length);
    const both = {
      ...half,
      actual: twice(scores.actual, 0),
      forecast: twice(scores.forecast, 0),
      scales: twice(scores.scales, 10),
      sizes: twice(scores.sizes, 100),
    };
    const sides = { lower: quantiles.lower.map((column) => twice(column, 0)), upper: quantiles.upper.map((column) => twice(column, 0)) };
    expect(calibrateModels(both, sides, levels, 'day').blocks).toEqual(expected.blocks);
    expect(calibrateModels({ ...both, closed: undefined }, sides, levels, 'day').blocks).not.toEqual(expected.blocks);
  });
});
