import { expect, it } from 'vitest';
import { smoothed } from './smoothing';

it('smooths from the first value on, without bias towards nothing', () => {
  expect(smoothed([4, 4, 4], 0.9)).toEqual([4, 4, 4].map((value) => expect.closeTo(value, 12)));
  expect(smoothed([0, 1], 0.5)).toEqual([0, expect.closeTo(2 / 3, 12)]);
});

it('leaves values as they are at weight 0, and gaps where they are', () => {
  expect(smoothed([1, 5, 2], 0)).toEqual([1, 5, 2]);
  expect(smoothed([1, null, 1], 0.6)).toEqual([1, null, 1].map((value) => (value === null ? null : expect.closeTo(value, 12))));
});
