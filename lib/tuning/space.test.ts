import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomPoint } from './sampler-random';
import { checkSpace, type Dimension, type Point, pointIn, type SearchSpace } from './space';
import { trialRandom } from './trial-random';
import { type NumericDimension, UnitScale } from './unit-scale';

const numeric: fc.Arbitrary<NumericDimension> = fc
  .record({ kind: fc.constantFrom('uniform', 'log-uniform', 'int', 'log-int'), low: fc.integer({ min: 1, max: 50 }), span: fc.nat(400) })
  .map(({ kind, low, span }) => ({ kind, low, high: low + span }) as NumericDimension);

test('a number goes to the unit scale and back', () => {
  fc.assert(
    fc.property(numeric, fc.double({ min: 0, max: 1, noNaN: true }), (dimension, unit) => {
      const scale = new UnitScale(dimension);
      const value = scale.value(unit);
      expect(value).toBeGreaterThanOrEqual(dimension.low);
      expect(value).toBeLessThanOrEqual(dimension.high);
      expect(scale.value(scale.unit(value))).toBeCloseTo(value, 9);
      if (!scale.whole) return;
      expect(Number.isInteger(value)).toBe(true);
      const { from, to } = scale.bin(value);
      expect(unit).toBeGreaterThanOrEqual(from - 1e-9);
      expect(unit).toBeLessThanOrEqual(to + 1e-9);
    }),
  );
});

test('random search draws each value as often as its scale says', () => {
  const space: SearchSpace = {
    rate: { kind: 'log-uniform', low: 0.001, high: 1 },
    steps: { kind: 'int', low: 1, high: 4 },
    kind: { kind: 'categorical', choices: ['a', 'b'] },
    power: { kind: 'uniform', low: 1, high: 2, when: { of: 'kind', in: ['b'] } },
  };
  const draws: Point[] = Array.from({ length: 8000 }, (_, k) => randomPoint(space, trialRandom(1, k)));
  const share = (holds: (point: Point) => boolean) => draws.filter(holds).length / draws.length;
  for (const step of [1, 2, 3, 4]) expect(share(({ steps }) => steps === step)).toBeCloseTo(0.25, 1);
  for (const decade of [0.001, 0.01, 0.1])
    expect(share(({ rate }) => Number(rate) >= decade && Number(rate) < 10 * decade)).toBeCloseTo(1 / 3, 1);
  expect(share(({ kind }) => kind === 'b')).toBeCloseTo(0.5, 1);
  expect(draws.every(({ kind, power }) => (kind === 'b') === (power !== undefined))).toBe(true);
});

test('values are brought into the space; what does not belong there is left out', () => {
  const space: SearchSpace = {
    kind: { kind: 'categorical', choices: ['a', 'b'] },
    power: { kind: 'uniform', low: 1, high: 2, when: { of: 'kind', in: ['b'] } },
    leaves: { kind: 'log-int', low: 4, high: 64 },
  };
  expect(pointIn(space, { kind: 'b', power: 7, leaves: 5.4, other: 1 })).toEqual({ kind: 'b', power: 2, leaves: 5 });
  expect(pointIn(space, { kind: 'a', power: 1.5, leaves: 1 })).toEqual({ kind: 'a', leaves: 4 });
  expect(pointIn(space, { kind: 'c', power: 1.5 })).toEqual({});
});

test.each<[string, Dimension]>([
  ['space.x', { kind: 'uniform', low: 1, high: 0 }],
  ['space.x', { kind: 'uniform', low: 0, high: Number.POSITIVE_INFINITY }],
  ['space.x', { kind: 'int', low: 0.5, high: 2 }],
  ['space.x.low', { kind: 'log-int', low: 0, high: 2 }],
  ['space.x.choices', { kind: 'categorical', choices: [] }],
  ['space.x.choices', { kind: 'categorical', choices: [1, 1] }],
  ['space.x.when.of', { kind: 'uniform', low: 0, high: 1, when: { of: 'later', in: ['a'] } }],
])('%s is told when it is %j', (path, dimension) => {
  expect(() => checkSpace({ x: dimension, later: { kind: 'categorical', choices: ['a'] } })).toThrow(
    expect.objectContaining({ code: 'validation_failed', errors: [expect.objectContaining({ path })] }),
  );
});
