import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { fullChecks, sampledChecks } from './validate-sales';

const first = parseDay('2026-01-01');
const days = 40;

interface Row {
  day: number;
  store_id: string | null;
  product_id: string;
  category: string;
  quantity_sold: number;
  unit_price: number;
  sales: number | null;
  discount: number;
  fileDay?: number;
}

/** Two stores, one product, forty days; `change` spoils it. */
function sales(change: (rows: Row[]) => Row[] = (rows) => rows) {
  const clean = Array.from({ length: days * 2 }, (_, k): Row => {
    const quantity = 10 + ((k * 7) % 5);
    return {
      day: first + Math.floor(k / 2),
      store_id: `store_00${(k % 2) + 1}`,
      product_id: 'p',
      category: 'c',
      quantity_sold: quantity,
      unit_price: 2,
      sales: quantity * 2,
      discount: 0,
    };
  });
  const rows = change(clean);
  const text = (name: string, values: (string | null)[]) => pl.Series(name, values, pl.Utf8);
  const file = (day: number) =>
    `sales/year=${isoDate(day).slice(0, 4)}/month=${isoDate(day).slice(5, 7)}/day=${isoDate(day).slice(8)}/sales.parquet`;
  const frame = pl.DataFrame([
    pl
      .Series(
        'date',
        Int32Array.from(rows, (row) => row.day),
      )
      .cast(pl.Date),
    text(
      'store_id',
      rows.map((row) => row.store_id),
    ),
    text(
      'product_id',
      rows.map((row) => row.product_id),
    ),
    text(
      'category',
      rows.map((row) => row.category),
    ),
    pl.Series(
      'quantity_sold',
      Float64Array.from(rows, (row) => row.quantity_sold),
    ),
    pl.Series(
      'unit_price',
      Float64Array.from(rows, (row) => row.unit_price),
    ),
    pl.Series(
      'sales',
      rows.map((row) => row.sales),
      pl.Float64,
    ),
    pl.Series(
      'discount',
      Float64Array.from(rows, (row) => row.discount),
    ),
    text(
      'file',
      rows.map((row) => file(row.fileDay ?? row.day)),
    ),
    pl.Series(
      'row',
      Int32Array.from(rows, (_, k) => k),
    ),
  ]);
  return { frame, first, last: first + days - 1, today: first + days };
}

const failing = (rows: ReturnType<typeof sales>) => [...fullChecks(rows), ...sampledChecks(rows, 1000, 1)].filter((check) => !check.passed);
const replace = (at: number, change: Partial<Row>) => sales((rows) => rows.map((row, k) => (k === at ? { ...row, ...change } : row)));

describe('checks of sales', () => {
  it('find nothing wrong with clean rows', () => expect(failing(sales())).toEqual([]));

  it('name file, row and column of a duplicate', () => {
    const [found, ...others] = failing(sales((rows) => rows.flatMap((row, k) => (k === 6 ? [row, row] : [row]))));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: 'duplicates', severity: 'error', count: 2 });
    expect(found?.offences.map(({ file, row }) => `${file}:${row}`)).toEqual([
      'sales/year=2026/month=01/day=04/sales.parquet:1',
      'sales/year=2026/month=01/day=04/sales.parquet:2',
    ]);
  });

  it.each([
    ['null-target', 'error', replace(5, { sales: null })],
    ['negative-sales', 'error', replace(5, { sales: -24 })],
    ['unknown-keys', 'error', replace(5, { store_id: null })],
    ['one-category', 'error', replace(5, { category: 'other' })],
    ['future-dates', 'error', { ...sales(), today: first + days - 2 }],
    ['partition-dates', 'error', replace(5, { fileDay: first + 9 })],
    ['missing-days', 'warning', sales((rows) => rows.filter((row) => row.day !== first + 3))],
    ['missing-days', 'error', sales((rows) => rows.filter((row) => row.day > first + 12))],
    ['gaps', 'warning', sales((rows) => rows.filter((_, k) => k !== 5))],
    ['outliers', 'warning', replace(5, { sales: 2e6 })],
    ['discount-range', 'warning', replace(5, { discount: 1.5 })],
    ['price-range', 'warning', replace(5, { unit_price: 0 })],
    ['quantity-range', 'warning', replace(5, { quantity_sold: -1 })],
    ['amount', 'warning', replace(5, { unit_price: 3 })],
  ])('find %s (%s)', (name, severity, rows) => {
    expect(failing(rows).find((check) => check.name === name)).toMatchObject({ severity, passed: false });
  });

  it('tolerate a few returns', () => {
    const few = sales((rows) =>
      [...rows, ...rows.map((row) => ({ ...row, store_id: 'store_003' }))].map((row, k) => (k === 5 ? { ...row, sales: -1 } : row)),
    );
    expect(failing(few).find((check) => check.name === 'negative-sales')).toMatchObject({ severity: 'warning', count: 1 });
  });

  it('sample the same rows for the same seed', () => {
    const rows = replace(5, { discount: 2 });
    const caught = (seed: number) => sampledChecks(rows, 20, seed).find((check) => check.name === 'discount-range')?.count;
    const seeds = Array.from({ length: 20 }, (_, seed) => caught(seed));
    expect(seeds).toEqual(Array.from({ length: 20 }, (_, seed) => caught(seed)));
    expect(seeds).toContain(1);
    expect(seeds).toContain(0);
  });
});
