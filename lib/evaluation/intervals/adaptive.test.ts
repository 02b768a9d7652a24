import { describe, expect, it } from 'vitest';
import { randomStream } from '../statistics/random';
import { adaptedMissRate, adaptIntervals } from './adaptive';
import { calibrateIntervals } from './calibrate-intervals';
import type { CalibrationData } from './fit-intervals';
import { intervalFigures } from './interval-figures';
import { intervalBounds } from './interval-model';

const levels = [0.8, 0.95];
const horizon = 7;
const series = 30;
const options = { levels, blocks: [{ from: 1, to: 7 }], scale: { name: 'series' } as const, sides: 'symmetric' as const };

/** Errors whose spread at each origin is given. */
function draw(seed: number, spreads: number[]): CalibrationData {
  const random = randomStream(seed);
  const blocks = spreads.length * series;
  const forecast = new Float64Array(blocks * horizon).fill(1000);
  const actual = forecast.map(
    (f, k) => f + (spreads[Math.floor(k / (series * horizon))] as number) * (random() + random() + random() - 1.5),
  );
  return { series, horizon, actual, forecast, scales: new Float64Array(blocks).fill(1), sizes: new Float64Array(blocks).fill(1000) };
}

const weekly = (count: number) => Float64Array.from({ length: count }, (_, k) => 7 * k);
const coverageOf = (model: Parameters<typeof intervalBounds>[0], test: CalibrationData) =>
  intervalFigures(test, intervalBounds(model, test.forecast, test.scales, test.sizes, horizon), levels).map(({ coverage }) => coverage);

describe('adaptIntervals', () => {
  it('keeps its promise while the spread grows, where split intervals fall behind', () => {
    const growing = Array.from({ length: 40 }, (_, k) => 1.04 ** k);
    const data = draw(1, growing);
    const { model, steps } = adaptIntervals(data, weekly(40), options);
    const next = draw(2, new Array(20).fill(1.04 ** 40));
    const [adaptive, split] = [coverageOf(model, next), coverageOf(calibrateIntervals(data, options), next)] as [number[], number[]];
    levels.forEach((level, k) => {
      expect(split[k]).toBeLessThan(level - 0.07);
      expect(Math.abs((adaptive[k] as number) - level)).toBeLessThan(0.05);
      const late = steps.slice(15).reduce((sum, step) => sum + (step.missed[k] as number), 0) / (steps.length - 15);
      expect(Math.abs(late - (1 - level))).toBeLessThan(0.03);
    });
    expect(model.method).toMatch(/adapted over 39 origins at rate 0.2 \(80 % as 9\d(\.\d)? %, 95 % as /);
  });

  it('is as good as split intervals where nothing changes', () => {
    const { model } = adaptIntervals(draw(1, new Array(30).fill(2)), weekly(30), options);
    coverageOf(model, draw(2, new Array(30).fill(2))).forEach((coverage, k) => {
      expect(Math.abs(coverage - (levels[k] as number))).toBeLessThan(0.03);
    });
  });

  it('stays nested when the levels adapt past each other', () => {
    const spreads = Array.from({ length: 30 }, (_, k) => (k % 5 === 4 ? 6 : 1));
    const { model } = adaptIntervals(draw(3, spreads), weekly(30), { ...options, rate: 3, sides: 'asymmetric' });
    for (const { lower, upper } of model.blocks) {
      expect(lower[1]).toBeLessThanOrEqual(lower[0] as number);
      expect(upper[1]).toBeGreaterThanOrEqual(upper[0] as number);
    }
  });

  it('learns from an origin only once its horizon is over', () => {
    const spreads = [1, 1, 1, 9, 1, 1, 1, 1];
    const { steps } = adaptIntervals(draw(4, spreads), Float64Array.of(0, 7, 14, 21, 23, 25, 28, 30), options);
    const aims = new Map(steps.map(({ origin, aimed }) => [origin, aimed[0] as number]));
    // The wild origin at 21 is over at 28.
    expect(aims.get(4)).toBe(aims.get(3));
    expect(aims.get(5)).toBe(aims.get(3));
    expect(aims.get(6)).toBeLessThan((aims.get(3) as number) - 0.05);
  });

  it('leaves the split intervals as they are where there is one origin', () => {
    const data = draw(1, [1]);
    const { model, steps } = adaptIntervals(data, [0], options);
    expect(steps).toEqual([]);
    expect(model.blocks).toEqual(calibrateIntervals(data, options).blocks);
    expect(() => adaptIntervals(data, [0, 7], options)).toThrow('2 origins are named');
  });
});

it('misses in the long run what the level leaves out, whatever comes (Gibbs & Candes, proposition 4.1)', () => {
  // An adversary: misses are as the aim provokes them, or at random, or in runs.
  const random = randomStream(5);
  const adversaries = [
    (aimed: number) => (aimed < 0.3 ? 1 : 0),
    () => (random() < 0.5 ? 1 : 0),
    (_: number, t: number) => (t % 100 < 60 ? 1 : 0),
  ];
  for (const wish of adversaries) {
    const [level, rate, rounds] = [0.9, 0.05, 5000];
    let aimed = 1 - level;
    let misses = 0;
    for (let t = 0; t < rounds; t++) {
      // Infinite and empty intervals leave no choice.
      const missed = aimed <= 0 ? 0 : aimed >= 1 ? 1 : wish(aimed, t);
      misses += missed;
      aimed = adaptedMissRate(aimed, missed, level, rate);
    }
    expect(Math.abs(misses / rounds - (1 - level))).toBeLessThanOrEqual((Math.max(1 - level, level) + rate) / (rounds * rate));
  }
});
