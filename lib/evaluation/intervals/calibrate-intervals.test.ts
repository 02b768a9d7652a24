import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../statistics/random';
import { calibrateIntervals, type IntervalOptions } from './calibrate-intervals';
import type { CalibrationData } from './fit-intervals';
import { intervalFigures } from './interval-figures';
import { intervalBounds } from './interval-model';
import { conformalQuantile, enoughFor, pooledBlocks } from './pooling';
import { type ScaleRule, scaleRules } from './scale-rule';

const levels = [0.8, 0.9, 0.95];
const horizon = 14;
const series = 60;
const steps = [
  { from: 1, to: 7 },
  { from: 8, to: 14 },
];

type Noise = (random: () => number, forecast: number, scale: number, step: number) => number;

const skewed = (random: () => number) => -Math.log(1 - random()) - 1;

/** Sales around weekly-seasonal forecasts of series of very different sizes, with errors of one kind. */
function draw(seed: number, origins: number, noise: Noise): CalibrationData {
  const random = randomStream(seed);
  const scales = Float64Array.from({ length: origins * series }, (_, block) => 2 + (block % series));
  const sizes = scales.map((scale) => 10 * scale);
  const forecast = Float64Array.from({ length: origins * series * horizon }, (_, k) => {
    const size = sizes[Math.floor(k / horizon)] as number;
    return size * (k % 7 === 5 ? 2.2 : 0.8);
  });
  const actual = forecast.map((f, k) => Math.max(0, f + noise(random, f, scales[Math.floor(k / horizon)] as number, (k % horizon) + 1)));
  return { series, horizon, actual, forecast, scales, sizes };
}

const bySeries: Noise = (random, _, scale, step) => scale * skewed(random) * (step > 7 ? 2 : 1);
const byRoot: Noise = (random, f, scale) => Math.sqrt((f * scale) / 10) * (random() + random() + random() - 1.5);
const bySales: Noise = (random, f) => 0.3 * f * (random() + random() + random() - 1.5);

const fit = (data: CalibrationData, options: Partial<IntervalOptions> = {}) =>
  calibrateIntervals(data, { levels, blocks: steps, ...options });
const boundsOf = (model: ReturnType<typeof fit>, { forecast, scales, sizes }: CalibrationData) =>
  intervalBounds(model, forecast, scales, sizes, horizon);

describe('coverage of errors of the same kind', () => {
  const cases = [
    ...(['symmetric', 'asymmetric'] as const).map((sides) => ({ sides, scale: { name: 'series' } as ScaleRule, noise: bySeries })),
    ...(['symmetric', 'asymmetric'] as const).map((sides) => ({
      sides,
      scale: { name: 'local', exponent: 0.5 } as ScaleRule,
      noise: byRoot,
    })),
    ...(['symmetric', 'asymmetric'] as const).map((sides) => ({ sides, scale: { name: 'forecast' } as ScaleRule, noise: bySales })),
    { sides: 'auto' as const, scale: 'auto' as const, noise: bySeries },
    { sides: 'auto' as const, scale: 'auto' as const, noise: bySales },
  ];

  it.each(cases)('is nominal within what chance allows: $sides, $scale.name', ({ sides, scale, noise }) => {
    const model = fit(draw(1, 3, noise), { sides, scale });
    const test = draw(2, 10, noise);
    for (const { level, coverage } of intervalFigures(test, boundsOf(model, test), levels)) {
      // Four standard errors: of the test's 8,400 points, and of the 1,260 scores a block that the quantiles stand on.
      const allowed = 4 * Math.sqrt(level * (1 - level) * (1 / 8400 + 1 / 2520));
      expect(Math.abs(coverage - level)).toBeLessThan(allowed + 1 / 1261);
    }
  });

  it('is nominal in each block of steps', () => {
    const model = fit(draw(1, 3, bySeries));
    const test = draw(2, 10, bySeries);
    const halves = {
      name: 'half',
      axis: 'step' as const,
      labels: ['near', 'far'],
      of: Int32Array.from({ length: horizon }, (_, k) => (k < 7 ? 0 : 1)),
    };
    for (const { level, coverage } of intervalFigures(test, boundsOf(model, test), levels, halves))
      expect(Math.abs(coverage - level)).toBeLessThan(0.04);
  });
});

describe('the chosen scale', () => {
  it.each([
    ['series', bySeries, (rule: ScaleRule) => rule.name === 'series'],
    ['local', byRoot, (rule: ScaleRule) => rule.name === 'local' && rule.exponent === 0.5],
    ['forecast', bySales, (rule: ScaleRule) => rule.name === 'forecast' || (rule.name === 'local' && rule.exponent === 1)],
  ] as const)('is the one that errors were made with: %s', (_, noise, right) => {
    const model = fit(draw(4, 3, noise));
    expect(right(model.scale), model.method).toBe(true);
    expect(model.method).toContain('chosen of 6 by interval score');
  });

  it('has the lowest interval score on errors to come, and asymmetric sides where errors lean', () => {
    const train = draw(5, 3, bySeries);
    const test = draw(6, 10, bySeries);
    const model = fit(train, { sides: 'auto' });
    expect(model.sides).toBe('asymmetric');
    expect(model.method).toContain('chosen of 12 by interval score');
    const scores = scaleRules.map((scale) => {
      const other = fit(train, { scale, sides: 'symmetric' });
      return intervalFigures(test, boundsOf(other, test), levels)[2]?.score as number;
    });
    const [, , own] = intervalFigures(test, boundsOf(model, test), levels);
    expect(own?.score).toBeLessThan(Math.min(...scores));
  });

  it('does not take a bias that origins share for leaning errors', () => {
    const data = draw(7, 3, bySales);
    const biased = {
      ...data,
      actual: data.actual.map((y, k) => y + (k < data.actual.length / 3 ? -0.1 : 0.3) * (data.forecast[k] as number)),
    };
    expect(fit(biased, { sides: 'auto' }).sides).toBe('symmetric');
  });

  it('makes intervals wider on peak days', () => {
    const data = draw(4, 3, bySales);
    const { lower, upper } = boundsOf(fit(data), data);
    const width = (k: number) => (upper[0]?.[k] as number) - (lower[0]?.[k] as number);
    expect(width(5)).toBeGreaterThan(2 * width(4));
  });
});

describe('bounds', () => {
  const number = fc.double({ min: 0, max: 1e4, noNaN: true });
  const anyData = fc.record({
    points: fc.array(fc.tuple(number, number), { minLength: 6, maxLength: 60 }),
    scale: fc.double({ min: 0.01, max: 1e3, noNaN: true }),
    size: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e4, noNaN: true })),
    sides: fc.constantFrom('symmetric' as const, 'asymmetric' as const, 'auto' as const),
    rule: fc.constantFrom(...scaleRules, 'auto' as const),
  });
  const of = (points: [number, number][], scale: number, size: number, unit = 1): CalibrationData => ({
    series: points.length,
    horizon: 1,
    actual: Float64Array.from(points, ([y]) => unit * y),
    forecast: Float64Array.from(points, ([, f]) => unit * f),
    scales: new Float64Array(points.length).fill(unit * scale),
    sizes: new Float64Array(points.length).fill(unit * size),
  });
  const one = [{ from: 1, to: 1 }];

  it('are nested across levels, hold the forecast, and are never negative where sales are not', () => {
    fc.assert(
      fc.property(anyData, ({ points, scale, size, sides, rule }) => {
        const data = of(points, scale, size);
        const model = calibrateIntervals(data, { levels: [0.95, 0.8, 0.9], blocks: one, scale: rule, sides });
        expect(model.levels).toEqual(levels);
        const { lower, upper } = intervalBounds(model, data.forecast, data.scales, data.sizes, 1);
        data.forecast.forEach((f, k) => {
          let [low, high] = [f, f];
          levels.forEach((_, level) => {
            expect(lower[level]?.[k]).toBeLessThanOrEqual(low);
            expect(upper[level]?.[k]).toBeGreaterThanOrEqual(high);
            [low, high] = [lower[level]?.[k] as number, upper[level]?.[k] as number];
          });
          expect(low).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  it('grow with the unit of sales', () => {
    fc.assert(
      fc.property(anyData, ({ points, scale, size, sides, rule }) => {
        const [data, inOther] = [of(points, scale, size), of(points, scale, size, 1024)];
        const bounds = [data, inOther].map((own) => {
          const model = calibrateIntervals(own, { levels, blocks: one, scale: rule, sides });
          return intervalBounds(model, own.forecast, own.scales, own.sizes, 1);
        });
        bounds[0]?.upper.forEach((upper, level) => {
          upper.forEach((value, k) => {
            const other = bounds[1]?.upper[level]?.[k] as number;
            expect(Math.abs(other - 1024 * value)).toBeLessThanOrEqual(1e-9 * other);
          });
        });
      }),
    );
  });

  it('may be negative where sales are: returns', () => {
    const data = of(
      [
        [-5, 2],
        [3, 1],
        [4, 2],
        [1, 1],
      ],
      1,
      3,
    );
    const model = calibrateIntervals(data, { levels: [0.8], blocks: one });
    expect(model.nonNegative).toBe(false);
    expect(intervalBounds(model, data.forecast, data.scales, data.sizes, 1).lower[0]?.[0]).toBeLessThan(0);
  });
});

describe('few scores', () => {
  it('joins blocks, says so, and names the levels that the largest error stands in for', () => {
    const data = draw(1, 1, bySeries);
    const few = {
      ...data,
      series: 2,
      actual: data.actual.subarray(0, 28),
      forecast: data.forecast.subarray(0, 28),
      scales: data.scales.subarray(0, 2),
      sizes: data.sizes.subarray(0, 2),
    };
    const model = fit(few, { sides: 'asymmetric', scale: { name: 'series' } });
    expect(model.blocks).toMatchObject([{ from: 1, to: 14, scores: 28 }]);
    expect(model.method).toBe(
      'split conformal, errors below and above apart in units of the scale of the series, pooled over series and calibration origins by block ' +
        'of steps ahead (joined where they had fewer than 40 scores; 28 scores are too few for 95 %, where the largest error stands in)',
    );
  });

  it('refuses to make intervals out of nothing', () => {
    const data = draw(1, 1, bySeries);
    expect(() => fit({ ...data, actual: data.actual.map(() => Number.NaN) })).toThrow('no recorded sale');
  });

  it('takes the ranks that are due', () => {
    const sorted = Float64Array.from({ length: 19 }, (_, k) => k + 1);
    expect(conformalQuantile(sorted, 0.95)).toBe(19);
    expect(conformalQuantile(sorted, 0.9)).toBe(18);
    expect([18, 19].map((count) => enoughFor(count, 0.95))).toEqual([false, true]);
    expect(
      pooledBlocks(
        [
          { from: 1, to: 2 },
          { from: 3, to: 4 },
          { from: 5, to: 6 },
        ],
        [50, 10, 20],
      ),
    ).toEqual([{ from: 1, to: 6 }]);
    expect(
      pooledBlocks(
        [
          { from: 1, to: 2 },
          { from: 3, to: 4 },
          { from: 5, to: 6 },
        ],
        [50, 10, 30],
      ),
    ).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 6 },
    ]);
  });
});
