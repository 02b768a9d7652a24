import { expect, it } from 'vitest';
import type { Panel } from '@/lib/features/panel';
import { aggregateBlocks, aggregatePanel, grouping } from './aggregates';

const nan = Number.NaN;
const panel: Panel = {
  frequency: 'day',
  ids: ['a/x', 'b/x', 'a/y'],
  keys: [
    { store: 'a', category: 'x' },
    { store: 'b', category: 'x' },
    { store: 'a', category: 'y' },
  ],
  indptr: Int32Array.of(0, 3, 5, 8),
  ds: Int32Array.of(10, 11, 12, 11, 12, 10, 11, 12),
  y: Float64Array.of(1, nan, 3, nan, 20, nan, nan, 300),
  known: {},
  past: {},
  origin: 12,
};

it('groups series by the keys of a level, in order of their values', () => {
  expect(grouping(panel, 'store')).toMatchObject({ keys: [{ store: 'a' }, { store: 'b' }], of: Int32Array.of(0, 1, 0) });
  expect(grouping(panel, 'total')).toMatchObject({ keys: [{}], of: Int32Array.of(0, 0, 0) });
});

it('sums histories by date, later starts and gaps included', () => {
  const total = aggregatePanel(panel, grouping(panel, 'total'));
  expect([...total.ds]).toEqual([10, 11, 12]);
  expect([...total.y]).toEqual([1, nan, 323]);
  const category = aggregatePanel(panel, grouping(panel, 'category'));
  expect([...category.indptr]).toEqual([0, 3, 6]);
  expect([...category.y]).toEqual([1, nan, 23, nan, nan, 300]);
});

it('sums forecasts step by step at each origin', () => {
  const values = Float64Array.of(1, 2, 10, 20, 100, 200, 3, 4, 30, 40, 300, 400);
  expect([...aggregateBlocks(values, grouping(panel, 'store'), 2)]).toEqual([101, 202, 10, 20, 303, 404, 30, 40]);
});
