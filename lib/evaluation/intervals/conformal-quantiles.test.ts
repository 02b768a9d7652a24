import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../statistics/random';
import { calibrateQuantiles, type QuantileData, quantileBounds } from './conformal-quantiles';
import { intervalFigures } from './interval-figures';

const levels = [0.8, 0.95];
/** How far the bounds of these levels lie from a standard normal's middle. */
const z = [1.2815515655446004, 1.959963984540054];
const horizon = 4;
const series = 50;
const steps = [{ from: 1, to: 4 }];

/** Normal sales whose spread changes from point to point, and a model whose quantiles know how, but are off by `factor` and `shift`. */
function draw(seed: number, origins: number, factor: number, shift: number): QuantileData & { forecast: Float64Array } {
  const random = randomStream(seed);
  const scales = Float64Array.from({ length: origins * series }, (_, block) => 1 + (block % series));
  const size = origins * series * horizon;
  const spread = Float64Array.from({ length: size }, (_, k) => (scales[Math.floor(k / horizon)] as number) * (k % 3 === 0 ? 3 : 1));
  const forecast = spread.map((s) => 40 * s);
  const actual = forecast.map(
    (f, k) => f + (spread[k] as number) * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
  const bound = (sign: number) => z.map((reach) => forecast.map((f, k) => f + (sign * factor * reach + shift) * (spread[k] as number)));
  return { series, horizon, actual, forecast, scales, lower: bound(-1), upper: bound(1) };
}

describe('conformalised quantiles', () => {
  it.each([
    ['too narrow', 0.6, 0, 'symmetric'],
    ['too wide', 1.7, 0, 'symmetric'],
    ['too high', 1, 0.8, 'asymmetric'],
  ] as const)('hold what they promise though the model is %s', (_, factor, shift, sides) => {
    const calibration = calibrateQuantiles(draw(3, 10, factor, shift), levels, steps, sides);
    const test = draw(4, 20, factor, shift);
    const moved = intervalFigures(test, quantileBounds(calibration, test, test.scales, horizon), levels);
    const raw = intervalFigures(test, test, levels);
    moved.forEach(({ level, coverage, below, above, score }, k) => {
      // Four standard errors of 4,000 points tested and 2,000 scores calibrated on.
      expect(Math.abs(coverage - level)).toBeLessThan(4 * Math.sqrt(level * (1 - level) * (1 / 4000 + 1 / 2000)));
      if (sides === 'asymmetric') expect(Math.abs(below - above)).toBeLessThan(0.02);
      expect(score).toBeLessThan(raw[k]?.score as number);
    });
  });

  it('barely move a model that is right', () => {
    const { blocks } = calibrateQuantiles(draw(3, 40, 1, 0), levels, steps);
    for (const margin of blocks[0]?.lower ?? []) expect(Math.abs(margin)).toBeLessThan(0.15);
  });

  it('are nested and in order, and never negative where sales are not, whatever the model says', () => {
    const value = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), value, value, value, value), { minLength: 1, maxLength: 30 }),
        fc.constantFrom('symmetric' as const, 'asymmetric' as const),
        (points, sides) => {
          const column = (at: number) => Float64Array.from(points, (point) => point[at] as number);
          const data = {
            series: points.length,
            horizon: 1,
            actual: column(0),
            scales: column(0).fill(2),
            lower: [column(1), column(2)],
            upper: [column(3), column(4)],
          };
          const calibration = calibrateQuantiles(data, levels, [{ from: 1, to: 1 }], sides);
          const { lower, upper } = quantileBounds(calibration, data, data.scales, 1);
          points.forEach((_, k) => {
            const [outerLow, low, high, outerHigh] = [lower[1]?.[k], lower[0]?.[k], upper[0]?.[k], upper[1]?.[k]] as [
              number,
              number,
              number,
              number,
            ];
            expect(outerLow).toBeGreaterThanOrEqual(0);
            expect(outerLow).toBeLessThanOrEqual(low);
            expect(low).toBeLessThanOrEqual(high);
            expect(high).toBeLessThanOrEqual(outerHigh);
          });
        },
      ),
    );
  });

  it('refuses columns that are not the levels', () => {
    const data = draw(1, 1, 1, 0);
    expect(() => calibrateQuantiles(data, [0.95, 0.8], steps)).toThrow('ascend');
    expect(() => calibrateQuantiles(data, [0.8], steps)).toThrow('column');
    expect(() => calibrateQuantiles({ ...data, series: 7 }, levels, steps)).toThrow('blocks of 7 series');
  });
});
