import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '@/tests/fixtures/statistical/mstl.json';
import { MstlDecomposition } from './mstl-decomposition';

describe('MstlDecomposition', () => {
  it.each(golden.mstl)('agrees with statsforecast to 1e-9 of the series: seasons $seasons', ({ seasons, y, seasonal, trend }) => {
    const parts = new MstlDecomposition(y.length, seasons);
    parts.run(Float64Array.from(y));
    const tolerance = 1e-9 * Math.max(...y);
    for (let i = 0; i < y.length; i++) {
      for (let k = 0; k < seasons.length; k++) {
        expect(Math.abs((parts.seasonal[k]?.[i] as number) - (seasonal[k]?.[i] as number))).toBeLessThan(tolerance);
      }
      expect(Math.abs((parts.trend[i] as number) - (trend[i] as number))).toBeLessThan(tolerance);
    }
  });

  it('adds up to the series, whatever it is', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(values, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }), (values, seasons) => {
        const y = Float64Array.from(values);
        const parts = new MstlDecomposition(y.length, seasons);
        parts.run(y);
        for (let i = 0; i < y.length; i++) {
          const whole = parts.seasonal.reduce(
            (sum, part) => sum + (part[i] as number),
            (parts.trend[i] as number) + (parts.remainder[i] as number),
          );
          expect(Math.abs(whole - (y[i] as number))).toBeLessThan(1e-8);
        }
      }),
    );
  });

  it('leaves out seasons that the history does not hold twice', () => {
    expect(new MstlDecomposition(60, [52, 7, 7, 1]).seasons).toEqual([7]);
    const none = new MstlDecomposition(5, [7]);
    none.run(Float64Array.of(1, 2, 3, 4, 5));
    expect(none.seasonal).toEqual([]);
    expect(none.trend).toEqual(Float64Array.of(1, 2, 3, 4, 5));
    expect(none.remainder).toEqual(new Float64Array(5));
  });
});
