import { expect, it } from 'vitest';
import { scoreSteps, sumBlocks } from './step-scores';

it('scores each step over all blocks, and leaves out what is missing on either side', () => {
  const actual = [100, 200, 50, Number.NaN];
  const forecast = [110, 190, 45, 10];
  expect(scoreSteps(actual, forecast, 2)).toEqual([
    { step: 1, points: 2, sold: 150, mae: 7.5, wape: 10, bias: (100 * 5) / 150 },
    { step: 2, points: 1, sold: 200, mae: 10, wape: 5, bias: -5 },
  ]);
});

it('has no percentage where nothing was sold, and no error where nothing is known', () => {
  expect(scoreSteps([0, Number.NaN], [3, 1], 2)).toEqual([
    { step: 1, points: 1, sold: 0, mae: 3, wape: null, bias: null },
    { step: 2, points: 0, sold: 0, mae: null, wape: null, bias: null },
  ]);
});

it('sums the parts of each origin, and is missing where one of them is', () => {
  // Two origins, three series, two steps.
  const values = Float64Array.of(1, 2, 10, 20, 100, 200, 3, 4, 30, Number.NaN, 300, 400);
  expect([...sumBlocks(values, [0, 1], 3, 2)]).toEqual([11, 22, 33, Number.NaN]);
});
