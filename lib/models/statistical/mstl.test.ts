import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '@/tests/fixtures/statistical/mstl.json';
import { AutoEts } from './ets';
import { Mstl } from './mstl';
import type { UnivariateModel } from './univariate';

const naive: UnivariateModel = { name: 'naive', forecast: (y, horizon) => new Float64Array(horizon).fill(y.at(-1) as number) };

describe('Mstl', () => {
  it.each(golden.mstl)('with ETS forecasts as statsforecast does to 1e-6: seasons $seasons', ({ seasons, y, forecast }) => {
    const answer = new Mstl(seasons).forecast(Float64Array.from(y), forecast.length);
    for (const [step, value] of forecast.entries()) expect(Math.abs((answer[step] as number) / value - 1)).toBeLessThan(1e-6);
  });

  it('is the model of the rest alone where no season is held twice', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => 100 + t + 9 * Math.sin(t * t));
    expect(new Mstl([52]).forecast(y, 8)).toEqual(new AutoEts({ season: 1, model: 'ZZN' }).forecast(y, 8));
  });

  it('repeats seasons that never change over the level that the model of the rest sees', () => {
    const wave = (t: number): number => 20 * Math.sin((2 * Math.PI * t) / 7);
    const y = Float64Array.from({ length: 70 }, (_, t) => 100 + wave(t));
    const forecast = new Mstl([7], naive).forecast(y, 20);
    for (let step = 0; step < 20; step++) expect(forecast[step]).toBeCloseTo(100 + wave(step), 6);
  });

  it('forecasts each series as if it were alone, whatever came before and of which length', () => {
    const model = new Mstl([4, 9], naive);
    const values = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, (values) => {
        const y = Float64Array.from(values);
        const forecast = model.forecast(y, 12);
        expect(forecast.every(Number.isFinite)).toBe(true);
        expect(forecast).toEqual(new Mstl([9, 4], naive).forecast(y, 12));
      }),
    );
  });

  it('scales with the series and continues a constant', () => {
    const y = Float64Array.from({ length: 120 }, (_, t) => 1000 + 3 * t + 100 * Math.sin(t / 2) + 40 * Math.sin(t * t));
    const model = new Mstl([12]);
    const scaled = model.forecast(
      y.map((value) => value * 1024),
      12,
    );
    for (const [step, value] of model.forecast(y, 12).entries()) expect((scaled[step] as number) / 1024 / value).toBeCloseTo(1, 9);
    for (const value of model.forecast(new Float64Array(40).fill(5), 3)) expect(value).toBeCloseTo(5, 9);
  });
});
