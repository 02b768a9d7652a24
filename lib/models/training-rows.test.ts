import { expect, test } from 'vitest';
import { randomPanel } from '@/tests/helpers/random-panel';
import { splitRows, trainingRows } from './training-rows';

const panel = randomPanel({ series: 3, periods: 60, horizon: 7, gaps: 0.2 });
const origin = panel.origin - 10;

test('are every recorded target up to the origin, from one offset of each part of the steps', () => {
  const rows = trainingRows(panel, origin, { from: 8, to: 14 }, 2, 3);
  const expected = new Set<number>();
  rows.row.forEach((row, k) => {
    const series = rows.series[k] as number;
    const start = panel.indptr[series] as number;
    expect(row).toBeGreaterThanOrEqual(start);
    expect(row).toBeLessThan(panel.indptr[series + 1] as number);
    expect(panel.ds[row]).toBeLessThanOrEqual(origin);
    expect(panel.y[row]).not.toBeNaN();
    // Fourteen periods of history up to the anchor.
    expect(row - (rows.offset[k] as number) - start + 1).toBeGreaterThanOrEqual(14);
    expected.add(row);
  });
  expect(new Set(rows.offset)).toEqual(new Set([8, 9, 10, 11, 12, 13, 14]));
  panel.y.forEach((y, row) => {
    const t = row % 67;
    if (!Number.isNaN(y) && t < 50 && t >= 27) expect(expected.has(row)).toBe(true);
  });
});

test('with one step are seen from there, after as much history as is asked for', () => {
  const rows = trainingRows(panel, origin, { from: 1, to: 1 }, 5, 3, 28);
  expect(rows.offset.every((offset) => offset === 1)).toBe(true);
  const recorded = panel.y.filter((y, row) => !Number.isNaN(y) && row % 67 >= 28 && row % 67 < 50);
  expect(rows.row.length).toBe(recorded.length);
});

test('are parted by the date of their target', () => {
  const rows = trainingRows(panel, origin, { from: 1, to: 7 }, 2, 3);
  const { learnt, held } = splitRows(panel, rows, origin - 5);
  expect(learnt.row.length + held.row.length).toBe(rows.row.length);
  expect(learnt.row.every((row) => (panel.ds[row] as number) <= origin - 5)).toBe(true);
  expect(held.row.every((row) => (panel.ds[row] as number) > origin - 5)).toBe(true);
  expect(held.row.length).toBeGreaterThan(0);
});

test('say so when there is nothing to learn from', () => {
  expect(() => trainingRows(panel, (panel.ds[0] as number) - 1, { from: 1, to: 1 }, 1, 1)).toThrow('no recorded sale');
});
