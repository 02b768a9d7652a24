import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AutoCes } from './auto-ces';
import { forecastSafely } from './univariate';

const history = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 5, maxLength: 60 }).map((y) => Float64Array.from(y));

describe('AutoCes', () => {
  it('forecasts finite numbers for any history of five values and more', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 20 }), (y, season) => {
        const forecast = new AutoCes(season).forecast(y, 10);
        expect(forecast.length).toBe(10);
        expect(forecast.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('scales with the series: exactly by powers of two, which round nothing', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: -20, max: 20 }), (y, power) => {
        const model = new AutoCes(7);
        const scaled = model.forecast(
          y.map((value) => value * 2 ** power),
          5,
        );
        for (const [step, value] of model.forecast(y, 5).entries()) {
          expect(scaled[step]).toBeCloseTo(value * 2 ** power, 5 - Math.ceil(Math.log10(1 + Math.abs(value * 2 ** power))));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('continues a constant, zero too', () => {
    expect(new AutoCes(4).forecast(new Float64Array(20).fill(7), 3)).toEqual(Float64Array.of(7, 7, 7));
    expect(new AutoCes(4).forecast(new Float64Array(20), 2)).toEqual(Float64Array.of(0, 0));
  });

  it('says by NaN that a history is too short, which its caller mends', () => {
    const y = Float64Array.of(1, 2, 4, 3);
    expect(new AutoCes(1).forecast(y, 2)).toEqual(Float64Array.of(Number.NaN, Number.NaN));
    expect(forecastSafely(new AutoCes(1), y, 2, 1).every(Number.isFinite)).toBe(true);
  });

  it('holds a level that runs away within twice the range of its history', () => {
    const y = Float64Array.of(90, 80, 110, 130, 160, 200);
    const model = new AutoCes(1);
    expect(Math.max(...(model.fit(y)?.forecast(104) ?? []))).toBeGreaterThan(1000);
    expect(Math.max(...model.forecast(y, 104))).toBe(320);
  });

  it('does without a season where the history does not hold two', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => 100 + t + 5 * Math.sin(t * t));
    expect(new AutoCes(52).forecast(y, 8)).toEqual(new AutoCes(1).forecast(y, 8));
    expect(new AutoCes(30, ['partial']).fit(y)?.kind).toBe('partial');
  });

  it('repeats a season that never changes', () => {
    const y = Float64Array.from({ length: 84 }, (_, t) => 100 + 20 * Math.sin((2 * Math.PI * t) / 7));
    const forecast = new AutoCes(7).forecast(y, 14);
    for (let step = 0; step < 14; step++) expect(forecast[step]).toBeCloseTo(y[step % 7] as number, 3);
  });
});
