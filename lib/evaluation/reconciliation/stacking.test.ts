import { expect, it } from 'vitest';
import { hierarchy } from './hierarchy';
import { stackLevels, unstackLevels } from './stacking';

const structure = hierarchy(
  [
    { level: 'total', of: Int32Array.of(0, 0, 0) },
    { level: 'region', of: Int32Array.of(0, 1, 1) },
  ],
  3,
);

it('turns blocks by origin into rows by node, and back', () => {
  // Two origins, two steps; a value says level, origin, group and step.
  const level = (name: number, groups: number) =>
    Float64Array.from(
      { length: 2 * groups * 2 },
      (_, k) => 1000 * name + 100 * Math.floor(k / (2 * groups)) + 10 * (Math.floor(k / 2) % groups) + (k % 2),
    );
  const levels = [level(1, 1), level(2, 2), level(3, 3)];
  const stacked = stackLevels(structure, levels, 2);
  expect([...stacked.subarray(0, 4)]).toEqual([1000, 1001, 1100, 1101]);
  expect([...stacked.subarray(8, 12)]).toEqual([2010, 2011, 2110, 2111]);
  expect([...stacked.subarray(20)]).toEqual([3020, 3021, 3120, 3121]);
  expect(unstackLevels(structure, stacked, 2)).toEqual(levels);
});

it('refuses levels of another shape', () => {
  expect(() => stackLevels(structure, [new Float64Array(2), new Float64Array(3), new Float64Array(6)], 2)).toThrow('Level 2 has 3 values');
});
