import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Panel } from '@/lib/features/panel';
import { denseHistory } from './dense-history';
import { forecastSafely, UnivariateForecaster, type UnivariateModel } from './univariate';

/** Repeats the last value; shows what history it was given. */
class Naive implements UnivariateModel {
  readonly name = 'naive';
  seen: number[][] = [];

  forecast(y: Float64Array, horizon: number): Float64Array {
    this.seen.push([...y]);
    return new Float64Array(horizon).fill(y[y.length - 1] as number);
  }
}

const unfit: UnivariateModel = { name: 'unfit', forecast: (_, horizon) => new Float64Array(horizon).fill(Number.NaN) };

/** A daily panel of series that all begin on day 100 and know their values up to its origin. */
function dailyPanel(series: number[][], horizon: number): Panel {
  const rows = (series[0] as number[]).length + horizon;
  const ahead = new Array<number>(horizon).fill(Number.NaN);
  return {
    frequency: 'day',
    ids: series.map((_, i) => `series ${i}`),
    keys: series.map(() => ({})),
    indptr: Int32Array.from({ length: series.length + 1 }, (_, i) => i * rows),
    ds: Int32Array.from({ length: series.length * rows }, (_, i) => 100 + (i % rows)),
    y: Float64Array.from(series.flatMap((values) => [...values, ...ahead])),
    known: {},
    past: {},
    origin: 99 + rows - horizon,
  };
}

describe('UnivariateForecaster', () => {
  it('gives each series what is known of it at the origin, and no more', () => {
    const model = new Naive();
    const panel = dailyPanel(
      [
        [1, 2, 3, 4, 900],
        [Number.NaN, 7, Number.NaN, 9, 900],
        [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 900],
      ],
      2,
    );
    const forecaster = new UnivariateForecaster(model, 7);
    expect(forecaster.name).toBe('naive');
    const { horizon, values } = forecaster.fit().forecast(panel, 103, 2);
    expect(horizon).toBe(2);
    expect(model.seen).toEqual([
      [1, 2, 3, 4],
      [7, 8, 9],
    ]);
    expect([...values]).toEqual([4, 4, 9, 9, Number.NaN, Number.NaN]);
  });

  it('gives the model the last values only, where asked to', () => {
    const model = new Naive();
    new UnivariateForecaster(model, 7, 3).fit().forecast(dailyPanel([[1, 2, 3, 4, 5]], 1), 104, 1);
    expect(model.seen).toEqual([[3, 4, 5]]);
  });

  it('forecasts nothing for a series that begins after the origin', () => {
    const values = new UnivariateForecaster(new Naive(), 7).fit().forecast(dailyPanel([[1, 2, 3]], 1), 50, 1).values;
    expect([...values]).toEqual([Number.NaN]);
  });
});

describe('forecastSafely', () => {
  it('answers a constant with itself, whatever the model', () => {
    expect([...forecastSafely(unfit, Float64Array.of(3, 3, 3), 2, 7)]).toEqual([3, 3]);
    expect([...forecastSafely(unfit, new Float64Array(30), 2, 7)]).toEqual([0, 0]);
    expect([...forecastSafely(unfit, Float64Array.of(5), 2, 7)]).toEqual([5, 5]);
  });

  it('takes what the model cannot say from the season before, or from the level where there is none', () => {
    expect([...forecastSafely(unfit, Float64Array.of(9, 1, 2, 3), 5, 3)]).toEqual([1, 2, 3, 1, 2]);
    const [level] = forecastSafely(unfit, Float64Array.of(1, 3), 1, 7);
    expect(level).toBeGreaterThan(1);
    expect(level).toBeLessThan(3);
    const partly: UnivariateModel = { name: 'partly', forecast: () => Float64Array.of(42, Number.POSITIVE_INFINITY) };
    expect([...forecastSafely(partly, Float64Array.of(9, 1, 2, 3), 2, 3)]).toEqual([42, 2]);
    const exploding: UnivariateModel = { name: 'exploding', forecast: () => Float64Array.of(90, 91) };
    expect([...forecastSafely(exploding, Float64Array.of(9, 1, 2, 3), 2, 3)]).toEqual([90, 2]);
  });

  it('is not negative where the history never was', () => {
    const falling: UnivariateModel = { name: 'falling', forecast: () => Float64Array.of(-2) };
    expect([...forecastSafely(falling, Float64Array.of(2, 0), 1, 7)]).toEqual([0]);
    expect([...forecastSafely(falling, Float64Array.of(2, -1), 1, 7)]).toEqual([-2]);
  });
});

describe('denseHistory', () => {
  const history = (y: number[], season: number) => [...denseHistory(Float64Array.from(y), season)];
  const hole = Number.NaN;

  it('draws a line where no season is known', () => {
    expect(history([hole, 1, hole, hole, 4], 12)).toEqual([1, 2, 3, 4]);
  });

  it('keeps the shape of the season before, or after, at the height of the hole', () => {
    expect(history([1, 5, 2, 11, hole, 12], 3)).toEqual([1, 5, 2, 11, 15, 12]);
    expect(history([11, hole, 12, 1, 5, 2], 3)).toEqual([11, 15, 12, 1, 5, 2]);
  });

  it('repeats the season, or the last value, at the end', () => {
    expect(history([1, 5, 2, 1, hole, hole], 3)).toEqual([1, 5, 2, 1, 5, 2]);
    expect(history([1, 5, hole], 3)).toEqual([1, 5, 5]);
  });

  it('changes no known value, leaves no hole and turns no sales negative', () => {
    const value = fc.oneof(fc.constant(hole), fc.double({ min: 0, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (y, season) => {
        const first = y.findIndex((x) => !Number.isNaN(x));
        const dense = history(y, season);
        expect(dense).toHaveLength(first < 0 ? 0 : y.length - first);
        dense.forEach((x, row) => {
          expect(x).toBeGreaterThanOrEqual(0);
          const known = y[first + row] as number;
          if (!Number.isNaN(known)) expect(x).toBe(known);
        });
      }),
    );
  });
});
