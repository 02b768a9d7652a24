import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noHolidays } from '@/lib/features/calendar';
import { fitTransform } from '@/lib/models/transforms/fit-transform';
import type { TransformSpec } from '@/lib/models/transforms/transform';
import { randomPanel } from '@/tests/helpers/random-panel';
import { partOf } from '../forecaster/panel-part';
import { invertAll, WholeTransforms } from '../forecaster/whole-transforms';
import { Contributions } from './contributions';
import { driverNames } from './drivers';
import { throughTransforms } from './through-transforms';

const horizon = 14;
const panel = randomPanel({ series: 4, periods: 480, horizon, seed: 3 });
const part = partOf(panel, Int32Array.of(2, 0));

const chains: TransformSpec[][] = [
  [],
  [{ kind: 'log1p' }],
  [{ kind: 'standardise' }],
  [{ kind: 'difference', lag: 7 }],
  [{ kind: 'difference', lag: 1 }],
  [{ kind: 'ratio', lag: 7 }],
  [{ kind: 'deseasonalise' }],
  [{ kind: 'holidays' }, { kind: 'standardise' }],
  [{ kind: 'log1p' }, { kind: 'difference', lag: 7 }],
  [{ kind: 'deseasonalise' }, { kind: 'log1p' }, { kind: 'standardise' }],
];

it.each(chains.map((specs) => [specs.map(({ kind }) => kind).join(', ') || 'none', specs] as const))(
  'transforms a part as the whole, and carries contributions over to sums: %s',
  (_, specs) => {
    // The whole panel by the library's own chain, series by series.
    let y = panel.y;
    const fitted = specs.map((spec) => {
      const one = fitTransform(spec, { ...panel, y }, panel.origin, noHolidays);
      y = (one as NonNullable<typeof one>).target;
      return one as NonNullable<typeof one>;
    });
    const whole = WholeTransforms.fit(specs, panel, noHolidays);
    const on = whole.on(part, horizon);
    expect(on.panel.y).toEqual(part.take(y));
    fc.assert(
      fc.property(fc.array(fc.double({ min: -0.5, max: 3, noNaN: true }), { minLength: 28, maxLength: 28 }), (values) => {
        const inner = Float64Array.from(values);
        const all = new Float64Array(4 * horizon).fill(1);
        all.set(inner.subarray(0, horizon), 2 * horizon);
        all.set(inner.subarray(horizon), 0);
        for (const transform of fitted.toReversed()) transform.invert(all, horizon);
        const expected = [...all.subarray(2 * horizon, 3 * horizon), ...all.subarray(0, horizon)];
        const own = inner.slice();
        invertAll(on, own, horizon);
        const floor = specs.length > 0 ? 0 : Number.NEGATIVE_INFINITY;
        own.forEach((value, k) => {
          expect(value).toBeCloseTo(Math.max(floor, expected[k] as number), 9);
        });
        const contributions = new Contributions(inner.length);
        for (let k = 0; k < inner.length; k++) {
          contributions.add(k, 'promotion', 0.3 * (inner[k] as number));
          contributions.add(k, 'price', -0.1);
        }
        throughTransforms(contributions, on, inner, own, horizon);
        for (let k = 0; k < inner.length; k++) expect(contributions.sum(k)).toBeCloseTo(own[k] as number, 9);
        // Nothing blows up over a forecast near zero.
        expect(contributions.values.every((value) => Math.abs(value) < 1e6)).toBe(true);
      }),
      { numRuns: 20, seed: 7 },
    );
  },
);

it('leaves what drivers add as it is where a profile multiplies, and counts the factors to season', () => {
  const on = WholeTransforms.fit([{ kind: 'deseasonalise' }], panel, noHolidays).on(part, horizon);
  const inner = new Float64Array(2 * horizon).fill(100);
  const values = inner.slice();
  invertAll(on, values, horizon);
  const contributions = new Contributions(inner.length);
  for (let k = 0; k < inner.length; k++) contributions.add(k, 'promotion', 12);
  throughTransforms(contributions, on, inner, values, horizon);
  for (let k = 0; k < inner.length; k++) {
    const of = (name: (typeof driverNames)[number]) => contributions.values[k * driverNames.length + driverNames.indexOf(name)] as number;
    expect(of('promotion')).toBe(12);
    expect(of('level')).toBeCloseTo(88, 9);
    expect(of('season') + of('holiday')).toBeCloseTo((values[k] as number) - 100, 9);
  }
});
