import { expect, it } from 'vitest';
import { type GroupOrBad, groupRows } from './groups';
import type { BadRow, BatchRow } from './rows';

const row = (at: number, series: string): BatchRow => ({ row: at, series, values: [] });
const bad = (at: number, series?: string): BadRow => ({ row: at, ...(series !== undefined && { series }), problem: 'is wrong' });

async function grouped(...rows: (BatchRow | BadRow)[]) {
  async function* one() {
    for (const next of rows) yield [next];
  }
  const out: GroupOrBad[] = [];
  for await (const group of groupRows(one())) out.push(group);
  return out.map((group) => ('rows' in group ? [group.series, ...group.rows.map((own) => own.row)] : [group.row]));
}

it('gives series and wrong rows in the order of their first rows', async () => {
  expect(await grouped(row(1, 'a'), bad(2), row(3, 'a'), bad(4), row(5, 'b'))).toEqual([['a', 1, 3], [2], [4], ['b', 5]]);
  expect(await grouped(bad(1), row(2, 'a'), row(3, 'b'), bad(4))).toEqual([[1], ['a', 2], ['b', 3], [4]]);
  expect(await grouped(row(1, 'a'), bad(2), bad(3, 'a'), row(4, 'a'), row(5, 'b'))).toEqual([[2], [3], ['b', 5]]);
  expect(await grouped(row(1, 'a'), bad(2, 'b'), row(3, 'b'), row(4, 'c'))).toEqual([['a', 1], [2], ['c', 4]]);
});

it('holds only so many wrong rows back for a series that may go on', async () => {
  const wrong = Array.from({ length: 1001 }, (_, k) => bad(k + 2));
  const groups = await grouped(row(1, 'a'), ...wrong, row(2000, 'a'));
  expect([groups[0], groups.at(-1)]).toEqual([
    ['a', 1],
    ['a', 2000],
  ]);
});
