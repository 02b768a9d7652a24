import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '@/tests/fixtures/statistical/mstl.json';
import { Stl, type StlOptions } from './stl';

const sum = (...parts: Float64Array[]): Float64Array =>
  (parts[0] as Float64Array).map((_, i) => parts.reduce((total, part) => total + (part[i] as number), 0));

/** Greatest difference, as a fraction of the greatest of the series it is measured against. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>, scale: ArrayLike<number>): number {
  const greatest = Math.max(...Array.from(scale, Math.abs));
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number)))) / greatest;
}

/** Options of statsmodels' STL as ours. */
function fromStatsmodels(options: Record<string, number | boolean | undefined>): StlOptions {
  const window = (name: string): { length: number; degree: 0 | 1 } | undefined =>
    options[name] === undefined ? undefined : { length: options[name] as number, degree: (options[`${name}_deg`] ?? 1) as 0 | 1 };
  return {
    period: options.period as number,
    seasonal: window('seasonal') ?? { length: 7, degree: 1 },
    trend: window('trend'),
    lowPass: window('low_pass'),
    robustIterations: options.robust ? 15 : 0,
  };
}

describe('Stl', () => {
  it.each(golden.stl)('agrees with statsmodels to 1e-9 of the series: $options', ({ options, y, seasonal, trend, weights }) => {
    const stl = new Stl(y.length, fromStatsmodels(options));
    stl.run(Float64Array.from(y));
    expect(distance(stl.seasonal, seasonal, y)).toBeLessThan(1e-9);
    expect(distance(stl.trend, trend, y)).toBeLessThan(1e-9);
    expect(distance(stl.robustness, weights, [1])).toBeLessThan(1e-7);
  });

  const history = fc
    .tuple(fc.integer({ min: 2, max: 9 }), fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 18, maxLength: 60 }))
    .map(([period, values]) => ({ period, y: Float64Array.from(values) }));

  it('splits any series into finite parts, the same whatever ran before', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 3 }), ({ period, y }, robustIterations) => {
        const options: StlOptions = { period, seasonal: { length: 7, degree: 1 }, robustIterations };
        const stl = new Stl(y.length, options);
        stl.run(y);
        const [seasonal, trend] = [stl.seasonal.slice(), stl.trend.slice()];
        expect(seasonal.every(Number.isFinite) && trend.every(Number.isFinite)).toBe(true);
        stl.run(y.map((value) => 3 - value));
        stl.run(y);
        expect(stl.seasonal).toEqual(seasonal);
        expect(stl.trend).toEqual(trend);
      }),
    );
  });

  it('moves and scales with the series', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ period, y }, factor) => {
        const plain = new Stl(y.length, { period, seasonal: { length: 7, degree: 0 } });
        const moved = new Stl(y.length, { period, seasonal: { length: 7, degree: 0 } });
        plain.run(y);
        moved.run(y.map((value) => 500 + factor * value));
        const scale = [1000 + 1000 * factor];
        expect(
          distance(
            moved.seasonal,
            plain.seasonal.map((value) => factor * value),
            scale,
          ),
        ).toBeLessThan(1e-10);
        expect(
          distance(
            moved.trend,
            plain.trend.map((value) => 500 + factor * value),
            scale,
          ),
        ).toBeLessThan(1e-10);
      }),
    );
  });

  it('finds a line and a season again that a series was made of', () => {
    const season = [4, -1, -3, 2, -2];
    const line = Float64Array.from({ length: 60 }, (_, i) => 10 + 0.3 * i);
    const waves = line.map((_, i) => season[i % 5] as number);
    const stl = new Stl(60, { period: 5, seasonal: { length: 7, degree: 1 } });
    stl.run(sum(line, waves));
    expect(distance(stl.trend, line, [1])).toBeLessThan(1e-3);
    expect(distance(stl.seasonal, waves, [1])).toBeLessThan(1e-3);
  });

  it('keeps an outlier out of trend and season where it is asked to be robust', () => {
    const clean = Float64Array.from({ length: 84 }, (_, i) => 100 + i + 10 * Math.sin((2 * Math.PI * i) / 7));
    const spoiled = clean.slice();
    spoiled[40] = 900;
    const stl = new Stl(84, { period: 7, seasonal: { length: 11, degree: 1 }, robustIterations: 5 });
    stl.run(spoiled);
    expect(stl.robustness[40]).toBe(0);
    expect(distance(sum(stl.trend, stl.seasonal), clean, [1])).toBeLessThan(0.5);
  });

  it('says what is wrong with its options', () => {
    const seasonal = { length: 7, degree: 1 } as const;
    expect(() => new Stl(20, { period: 1, seasonal })).toThrow('period: must be an integer of 2 or more');
    expect(() => new Stl(13, { period: 7, seasonal })).toThrow('fewer than two seasons of 7');
    expect(() => new Stl(20, { period: 7, seasonal: { length: 6, degree: 1 } })).toThrow('seasonal.length: must be an odd integer');
  });
});
