import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Croston } from './croston';
import { AutoEts } from './ets';
import { SeasonalNaiveDrift } from './seasonal-naive-drift';
import { SeasonalNaiveRatio } from './seasonal-naive-ratio';
import { SeasonalWindowAverage } from './seasonal-window-average';
import { SimpleExponentialSmoothing } from './simple-exponential-smoothing';
import { Theta } from './theta';
import { Tsb } from './tsb';
import { forecastSafely } from './univariate';
import { WindowAverage } from './window-average';

const season = 7;
const horizon = 10;

/** Each model, and how exactly its forecasts scale: an absolute stopping rule, taken over from the reference, shows in Theta's. */
const models = [
  { model: new AutoEts({ season }), scaling: 1e-9 },
  { model: new AutoEts({ season, model: 'MMM' }), scaling: 1e-9 },
  { model: new Theta({ season }), scaling: 1e-2 },
  { model: new Theta({ season, kind: 'DOTM', decomposition: 'additive' }), scaling: 1e-2 },
  { model: new SimpleExponentialSmoothing(), scaling: 1e-4 },
  { model: new SeasonalNaiveDrift({ season }), scaling: 1e-9 },
  { model: new SeasonalNaiveRatio({ season, window: 8 }), scaling: 1e-9 },
  { model: new WindowAverage({ window: 8 }), scaling: 1e-9 },
  { model: new SeasonalWindowAverage({ season, window: 3 }), scaling: 1e-9 },
  { model: new Croston(), scaling: 1e-4 },
  { model: new Tsb(), scaling: 1e-9 },
];

/** Sales of any kind that a retailer may have: none for a while, a few, returns, a jump, a fortune. */
const sales = fc
  .record({
    values: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 60,
    }),
    scale: fc.constantFrom(1e-9, 1, 1e9),
    shift: fc.constantFrom(0, 0, 1, -1),
    spike: fc.constantFrom(1, 1, 1e6),
  })
  .map(({ values, scale, shift, spike }) => Float64Array.from(values, (value, t) => scale * (value + shift) * (t === 5 ? spike : 1)));

/** Two seasons' worth of noise around a weekly shape and a trend. */
function shopSales(seed: number): Float64Array {
  const noise = (t: number): number => ((Math.sin(12.9898 * (t + seed)) * 43758.5453) % 1) * 6;
  return Float64Array.from({ length: 84 }, (_, t) => 60 + 0.3 * t + 15 * Math.sin((2 * Math.PI * t) / season) + noise(t));
}

describe.each(models)('$model.name', ({ model, scaling }) => {
  it('forecasts finite numbers for any sales, none negative where none was, and leaves its input as it was', () => {
    fc.assert(
      fc.property(sales, (y) => {
        const before = y.slice();
        const forecast = forecastSafely(model, y, horizon, season);
        expect(y).toEqual(before);
        expect(forecast).toHaveLength(horizon);
        const lowest = y.some((value) => value < 0) ? Number.NEGATIVE_INFINITY : 0;
        for (const value of forecast) {
          expect(Number.isFinite(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(lowest);
        }
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('continues a constant, itself and without help', () => {
    for (const constant of [0, 12.5]) {
      const forecast = model.forecast(new Float64Array(40).fill(constant), horizon);
      for (const value of forecast) expect(value).toBeCloseTo(constant, 9);
    }
  });

  it('forecasts in the units of the series', () => {
    for (const scale of [1 / 1024, 1000]) {
      for (const seed of [1, 2, 3]) {
        const y = shopSales(seed);
        const forecast = model.forecast(y, horizon);
        const scaled = model.forecast(
          y.map((value) => scale * value),
          horizon,
        );
        forecast.forEach((value, step) => {
          expect(Math.abs((scaled[step] as number) / scale - value) / value).toBeLessThan(scaling);
        });
      }
    }
  });

  it('says the same of the same sales, and the first steps alike for any horizon', () => {
    const y = shopSales(9);
    const forecast = model.forecast(y, horizon);
    expect(model.forecast(y, horizon)).toEqual(forecast);
    expect(model.forecast(y, 3)).toEqual(forecast.slice(0, 3));
  });
});
