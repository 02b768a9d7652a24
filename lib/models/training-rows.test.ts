import { describe, expect, test } from 'vitest';
import { randomPanel } from '@/tests/helpers/random-panel';
import { splitRows, thinRows, trainingRows } from './training-rows';

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

describe('of too many rows', () => {
  const wide = randomPanel({ series: 20, periods: 400, horizon: 7 });
  const rows = trainingRows(wide, wide.origin, { from: 1, to: 7 }, 2, 3);
  const places = ({ row, offset }: typeof rows) => Array.from(row, (at, k) => `${at} ${offset[k]}`);

  test('an even random sample is kept, of the size that is asked for', () => {
    const most = 4000;
    const kept = thinRows(rows, most, 3);
    expect(rows.row.length).toBeGreaterThan(3 * most);
    // Each row is kept by a draw of its own: within four standard deviations.
    expect(Math.abs(kept.row.length - most)).toBeLessThan(4 * Math.sqrt(most));
    const whole = new Set(places(rows));
    expect(places(kept).every((place) => whole.has(place))).toBe(true);
    expect(new Set(places(kept)).size).toBe(kept.row.length);
    for (let k = 1; k < kept.row.length; k++) expect(kept.row[k]).toBeGreaterThanOrEqual(kept.row[k - 1] as number);
    kept.row.forEach((row, k) => {
      expect(kept.series[k]).toBe(Math.floor(row / 407));
    });
    // No series, offset or time is favoured.
    const share = most / rows.row.length;
    const parts = [
      ...Array.from({ length: 20 }, (_, series) => (part: typeof rows) => part.series.filter((own) => own === series).length),
      ...Array.from({ length: 7 }, (_, step) => (part: typeof rows) => part.offset.filter((own) => own === step + 1).length),
      (part: typeof rows) => part.row.filter((row) => row % 407 < 200).length,
    ];
    for (const count of parts) {
      const expected = share * count(rows);
      expect(Math.abs(count(kept) - expected)).toBeLessThan(4.5 * Math.sqrt(expected));
    }
  });

  test('the same sample by the same seed, another one by another', () => {
    const first = thinRows(rows, 500, 3);
    expect(thinRows(rows, 500, 3)).toEqual(first);
    const other = new Set(places(thinRows(rows, 500, 4)));
    const shared = places(first).filter((place) => other.has(place)).length;
    expect(shared).toBeLessThan(0.2 * first.row.length);
  });

  test('all where there are no more than are asked for', () => {
    expect(thinRows(rows, rows.row.length, 3)).toBe(rows);
    expect(thinRows(rows, 10 * rows.row.length, 3)).toBe(rows);
  });
});
