import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExpandingMeans } from './expanding-means';
import { rollingExtremes } from './rolling-extremes';
import { rollingMean } from './rolling-mean';
import { rollingMedian } from './rolling-median';
import { rollingMoments } from './rolling-moments';

type Kernel = (values: Float64Array, start: number, low: number, high: number, window: number) => Float64Array[];

/** Each kernel with the columns it writes. */
const kernels: Record<string, Kernel> = {
  rollingMean: (...range) => columns(range, (mean) => rollingMean(...range, mean)).slice(0, 1),
  rollingMoments: (...range) => columns(range, (mean, std) => rollingMoments(...range, mean, std)),
  rollingExtremes: (...range) => columns(range, (min, max) => rollingExtremes(...range, min, max)),
  rollingMedian: (...range) => columns(range, (median) => rollingMedian(...range, median)).slice(0, 1),
};

/** A series behind two rows of another, some of its values missing, some the same, of any size. */
const series = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) }, fc.constantFrom(Number.NaN, 0, 7)), {
    minLength: 1,
    maxLength: 120,
  })
  .map((values) => Float64Array.of(1e12, -1e12, ...values));
const gapless = series.map((values) => values.map((value) => (Number.isNaN(value) ? 3 : value)));
const window = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.integer({ min: 65, max: 75 }));

describe.each(Object.keys(kernels))('%s', (name) => {
  const kernel = kernels[name] as Kernel;

  test('gives a row the same bits whatever range it is made with, and whatever comes after it', () => {
    fc.assert(
      fc.property(fc.oneof(series, gapless), window, fc.nat(), fc.nat(), (values, window, a, b) => {
        const last = values.length - 3;
        const whole = kernel(values, 2, 0, last, window);
        const [low, high] = [Math.min(a % (last + 1), b % (last + 1)), Math.max(a % (last + 1), b % (last + 1))];
        const poisoned = values.map((value, row) => (row > 2 + high ? 1e15 : value));
        kernel(poisoned, 2, low, high, window).forEach((column, k) => {
          expect(column).toEqual((whole[k] as Float64Array).slice(low, high + 1));
        });
      }),
      { numRuns: 300 },
    );
  });
});

test('agree with their definitions, computed window by window', () => {
  fc.assert(
    fc.property(fc.oneof(series, gapless), window, (values, window) => {
      const last = values.length - 3;
      const columns = Object.values(kernels).flatMap((kernel) => kernel(values, 2, 0, last, window));
      for (let row = 0; row <= last; row++) {
        const there = [...values.slice(2 + Math.max(0, row - window + 1), 3 + row)].filter((value) => !Number.isNaN(value));
        const scale = Math.max(1, ...there.map(Math.abs));
        definitions(there).forEach((want, k) => {
          const got = (columns[k] as Float64Array)[row] as number;
          if (Number.isNaN(want)) expect(got).toBeNaN();
          else expect(Math.abs(got - want)).toBeLessThanOrEqual(1e-12 * scale);
        });
      }
    }),
    { numRuns: 300 },
  );
});

test('a constant window far from zero deviates by exactly nothing', () => {
  const values = new Float64Array(50).fill(123_456_789.123);
  const [, std] = (kernels.rollingMoments as Kernel)(values, 0, 1, 49, 7) as [Float64Array, Float64Array];
  expect(std.every((value) => value === 0)).toBe(true);
});

test('expanding means are the same row by row as at once', () => {
  const values = Float64Array.of(1, Number.NaN, 3, 8, Number.NaN, 2);
  const at = (means: ExpandingMeans, low: number, high: number) => {
    const out = new Float64Array(high - low + 2);
    means.fill(0, low, high, out);
    return [...out.subarray(1)];
  };
  const indptr = Int32Array.of(0, 6);
  const whole = at(new ExpandingMeans(values, indptr), 0, 5);
  expect(whole).toEqual([1, 1, 2, 4, 4, 3.5]);
  const stepwise = new ExpandingMeans(values, indptr);
  expect([0, 1, 2, 3, 4, 5].flatMap((row) => at(stepwise, row, row))).toEqual(whole);
  expect(at(stepwise, 1, 3)).toEqual(whole.slice(1, 4));
});

/** Mean; mean and sample deviation; least and greatest; median: of the values that are there. */
function definitions(there: number[]): number[] {
  const n = there.length;
  if (n === 0) return new Array<number>(6).fill(Number.NaN);
  const mean = there.reduce((sum, value) => sum + value, 0) / n;
  const std = n < 2 ? Number.NaN : Math.sqrt(there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const sorted = there.toSorted((a, b) => a - b);
  const median = ((sorted[(n - 1) >> 1] as number) + (sorted[n >> 1] as number)) / 2;
  return [mean, mean, std, sorted[0] as number, sorted[n - 1] as number, median];
}

/** Two columns over a range, without the place before its first row. */
function columns([, , low, high]: Parameters<Kernel>, fill: (a: Float64Array, b: Float64Array) => void): Float64Array[] {
  const made: [Float64Array, Float64Array] = [new Float64Array(high - low + 2), new Float64Array(high - low + 2)];
  fill(...made);
  return made.map((column) => column.slice(1));
}
