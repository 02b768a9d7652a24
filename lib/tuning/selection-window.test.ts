import { expect, test } from 'vitest';
import { poisonAfter, randomPanel } from '@/tests/helpers/random-panel';
import { panelUpTo, rungsFor, spread } from './selection-window';

test('a panel as it was holds nothing of what came after', () => {
  const panel = randomPanel({ series: 3, periods: 60, gaps: 0.1, seed: 3 });
  const end = panel.origin - 20;
  const then = panelUpTo(panel, end);
  expect(then.ids).toEqual(panel.ids);
  expect(Math.max(...then.ds)).toBe(end);
  expect(then.indptr).toEqual(Int32Array.from([0, 40, 80, 120]));
  expect(then.y.subarray(40, 80)).toEqual(panel.y.subarray(74, 114));
  expect(then.past.traffic?.subarray(80)).toEqual(panel.past.traffic?.subarray(148, 188));
  expect(panelUpTo(poisonAfter(panel, end), end)).toEqual(then);
});

test('a series without sales by then was not known', () => {
  const panel = randomPanel({ series: 3, periods: 60, seed: 3 });
  const end = panel.origin - 20;
  panel.y.fill(Number.NaN, 74, 74 + 40); // the second begins after
  const then = panelUpTo(panel, end);
  expect(then.ids).toEqual(['s0', 's2']);
  expect(then.keys).toEqual([{ store: 's0' }, { store: 's2' }]);
  expect(then.y.subarray(40)).toEqual(panel.y.subarray(148, 188));
});

test('rungs go from one origin to all, from few rows where there are many', () => {
  expect(rungsFor(1, 1000, 3)).toEqual([{ origins: 1 }]);
  expect(rungsFor(3, 1000, 3)).toEqual([{ origins: 1 }, { origins: 3 }]);
  expect(rungsFor(8, 1000, 3)).toEqual([{ origins: 1 }, { origins: 3 }, { origins: 8 }]);
  expect(rungsFor(3, 1e6, 3)).toEqual([{ origins: 1, mostRows: 50_000 }, { origins: 1 }, { origins: 3 }]);
});

test('the first few origins are far apart, the latest first', () => {
  expect(spread([10, 20, 30, 40, 50])).toEqual([50, 10, 30, 40, 20]);
  expect(spread([7])).toEqual([7]);
});
