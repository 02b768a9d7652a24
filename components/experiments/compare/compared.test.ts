import { describe, expect, it } from 'vitest';
import type { RunComparison } from '@/lib/tracking/schema';
import { bestOf, comparedRuns, dashOf, dimensions, direction, tellingMetrics } from './compared';

const run = (id: string, name: string) => ({ id, name }) as RunComparison['runs'][number];
const comparison: RunComparison = {
  runs: [run('aaaaaaaa', 'one'), run('bbbbbbbb', 'two'), run('cccccccc', 'two')],
  params: [
    { key: 'depth', values: ['3', null, '1e2'], differs: true },
    { key: 'model', values: ['a', 'b', '3'], differs: true },
    { key: 'never', values: [null, null, null], differs: false },
  ],
  metrics: [
    { key: 'coverage', values: [0.8, 0.8, 0.8], differs: false, least: 0.8, greatest: 0.8 },
    { key: 'backtest_rmse', values: [3, 1, null], differs: true, least: 1, greatest: 3 },
  ],
};

it('tells runs of one name apart', () => {
  expect(comparedRuns(comparison).map(({ name }) => name)).toEqual(['one', 'two bbbbbb', 'two cccccc']);
  expect([0, 7, 8, 16].map(dashOf)).toEqual(['solid', 'solid', 'dashed', 'dotted']);
});

it('reads parameters of numbers as numbers, and leaves out what nobody has', () => {
  const all = dimensions(comparison);
  expect(all.map(({ id, numeric }) => [id, numeric])).toEqual([
    ['metrics.coverage', true],
    ['metrics.backtest_rmse', true],
    ['params.depth', true],
    ['params.model', false],
  ]);
  expect(all[2]?.values).toEqual([3, null, 100]);
  expect(tellingMetrics(all, 1).map(({ key }) => key)).toEqual(['backtest_rmse']);
});

describe('what is better', () => {
  it.each([
    ['test_rmse', 'low'],
    ['validation/loss', 'low'],
    ['r2', 'high'],
    ['test_r2', 'high'],
    ['val_accuracy', 'high'],
    ['backtest_bias', 'zero'],
    ['m01', undefined],
    ['leaves', undefined],
  ])('of %s: %s', (key, way) => expect(direction(key)).toBe(way));

  it('is the least error, the greatest score, the bias nearest to none; level ones all, and none where all are', () => {
    expect(bestOf('rmse', [3, 1, null, 1])).toEqual([1, 3]);
    expect(bestOf('r2', [0.3, 0.9])).toEqual([1]);
    expect(bestOf('bias', [-2, 1.5, 3])).toEqual([1]);
    expect(bestOf('rmse', [2, 2])).toEqual([]);
    expect(bestOf('rmse', [2, null])).toEqual([]);
    expect(bestOf('m01', [2, 1])).toEqual([]);
  });
});
