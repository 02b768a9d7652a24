import { appendFileSync } from 'node:fs';
import path from 'node:path';
import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { isoDate, mondayOf, parseDay } from '@/lib/data/days';
import { readPanel } from '@/lib/data/panel-file';
import { DataSource } from '@/lib/data/source';
import { readManifest } from '@/lib/datasets/manifest';
import { ensureSampleRetailer } from '@/lib/datasets/sample-retailer';
import { AlmanacError } from '@/lib/errors';
import { extract } from '@/lib/pipeline/extract';
import { extractPanel } from '@/lib/pipeline/extract-panel';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { validate } from '@/lib/pipeline/validate';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';

const objects = createArtifactFolder();
await createTestDatabase();
// The data must reach the last complete week, or extract itself would extend them: a span of its own keeps the files few.
const made = await ensureSampleRetailer({
  from: isoDate(mondayOf(Math.floor(Date.now() / 86_400_000)) - 7 * 26),
  config: { seed: 42, stores: 10 },
});
const root = path.join(objects, made.metadata.root as string);
const context = (runId: string, parameters: object = {}) => ({
  runId,
  parameters: pipelineParameters.parse({ horizon: 14, ...parameters }),
  report: () => {},
  signal: new AbortController().signal,
});
const sales = () => pl.scanParquet(path.join(root, 'sales/**/*.parquet'), { hivePartitioning: true });

async function failure(work: Promise<unknown>): Promise<AlmanacError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AlmanacError);
  return error as AlmanacError;
}

describe('extract', () => {
  it('sums sales by store and day as SQL does', async () => {
    const out = await extract(context('by-day'));
    const { panel, meta } = await readPanel('by-day');
    expect(out.series).toBe(10);
    expect(meta.origin).toBe(made.lastDate);
    const sql = pl.SQLContext({ sales: sales() });
    const oracle = sql
      .execute(
        'SELECT store_id, date, SUM(sales) AS y, SUM(quantity_sold) AS q FROM sales GROUP BY store_id, date ORDER BY store_id, date',
        { eager: true },
      )
      .toRecords();
    const rows = oracle.length / 10;
    oracle.forEach((row, k) => {
      const at = (panel.indptr[Math.floor(k / rows)] as number) + (k % rows);
      expect(panel.keys[Math.floor(k / rows)]?.store).toBe(row.store_id);
      expect(panel.y[at]).toBeCloseTo(row.y as number, 6);
      expect(panel.past.quantity?.[at]).toBe(Number(row.q));
    });
    const end = panel.indptr[1] as number;
    expect(panel.y.subarray(end - 14, end).every(Number.isNaN)).toBe(true);
    for (const values of Object.values(panel.past)) expect(values.subarray(end - 14, end).every(Number.isNaN)).toBe(true);
    for (const values of Object.values(panel.known)) expect(values.some(Number.isNaN)).toBe(false);
  });

  it('plans the discounts that were given', async () => {
    await extract(context('discounts'));
    const { panel } = await readPanel('discounts');
    const given = sales()
      .groupBy(['store_id', 'date'])
      .agg(pl.col('discount').mean().alias('d'))
      .sort(['store_id', 'date'])
      .collectSync()
      .getColumn('d')
      .toArray() as number[];
    const rows = given.length / 10;
    for (const [k, discount] of given.entries())
      expect(panel.known.discount?.[(panel.indptr[Math.floor(k / rows)] as number) + (k % rows)]).toBeCloseTo(discount, 9);
  });

  it('sums weeks from Monday to Sunday as polars does', async () => {
    const source = await DataSource.open(await readManifest('sample-retailer', made.version));
    const [first, last] = [parseDay(made.firstDate) + 7, parseDay(made.lastDate) - 7];
    const periods = (last - first + 1) / 7;
    const { panel } = extractPanel(
      source,
      { first, last, periods, files: periods * 7 },
      { level: 'category', frequency: 'week', horizon: 2, regions: new Map() },
    );
    const monday = pl.col('date').cast(pl.Int32).minus(pl.col('date').date.weekday().cast(pl.Int32)).plus(1);
    const oracle = sales()
      .groupBy([pl.col('category'), monday.alias('week')])
      .agg(pl.col('sales').sum().alias('y'))
      .filter(pl.col('week').gtEq(first).and(pl.col('week').lt(last)))
      .sort(['category', 'week'])
      .collectSync()
      .toRecords();
    expect(panel.ids).toHaveLength(4);
    expect(oracle).toHaveLength(4 * periods);
    for (const [k, row] of oracle.entries()) {
      const at = (panel.indptr[Math.floor(k / periods)] as number) + (k % periods);
      expect(panel.ds[at]).toBe(row.week);
      expect(panel.y[at]).toBeCloseTo(row.y as number, 4);
    }
  });

  it('sums calendar months as polars does', async () => {
    const source = await DataSource.open(await readManifest('sample-retailer', made.version));
    const months = sales()
      .withColumn(pl.col('date').date.strftime('%Y-%m-01').alias('month'))
      .groupBy(['store_id', 'month'])
      .agg(pl.col('sales').sum().alias('y'), pl.col('date').nUnique().alias('days'))
      .sort(['store_id', 'month'])
      .collectSync()
      .toRecords();
    const all = [...new Set(months.map((row) => row.month as string))].sort();
    // The first and the last month are cut short by the data.
    const inside = all.slice(1, -1);
    const [first, end] = [parseDay(inside[0] as string), parseDay(all.at(-1) as string)];
    const { panel } = extractPanel(
      source,
      { first, last: end - 1, periods: inside.length, files: end - first },
      { level: 'store', frequency: 'month', horizon: 1, regions: new Map() },
    );
    expect([...panel.ds.subarray(0, panel.indptr[1])].map(isoDate)).toEqual([...inside, all.at(-1)]);
    for (const row of months.filter(({ month }) => inside.includes(month as string))) {
      const store = panel.keys.findIndex((keys) => keys.store === row.store_id);
      const at = (panel.indptr[store] as number) + inside.indexOf(row.month as string);
      expect(panel.y[at]).toBeCloseTo(row.y as number, 4);
    }
    for (const values of Object.values(panel.known)) expect(values.some(Number.isNaN)).toBe(false);
  });

  it('takes complete weeks only', async () => {
    const start = isoDate(mondayOf(Math.floor(Date.now() / 86_400_000)) - 7 * 24 + 2);
    const error = await failure(extract(context('short', { frequency: 'week', horizon: 2, dataStartDate: start })));
    expect(error.errors[0]?.path).toBe('dataStartDate');
    expect(error.message).toMatch(/leaves 23 complete weeks/);
  });

  it('names the parameter that leaves too little', async () => {
    expect((await failure(extract(context('late', { dataStartDate: '2999-01-01' })))).errors[0]?.path).toBe('dataStartDate');
    expect((await failure(extract(context('early', { dataEndDate: '1999-01-01' })))).errors[0]?.path).toBe('dataEndDate');
    expect((await failure(extract(context('few', { maxFilesToProcess: 5 })))).errors[0]?.path).toBe('maxFilesToProcess');
    expect((await failure(extract(context('far', { horizon: 300 })))).errors[0]?.path).toBe('horizon');
    expect((await failure(extract(context('none', { dataset: 'not-there' })))).code).toBe('not_found');
  });

  it('passes its own data through validation, the same way each time', async () => {
    await extract(context('valid'));
    const once = await validate(context('valid', { validationSampleSize: 500 }));
    expect(once.checks.filter((check) => !check.passed)).toEqual([]);
    expect(await validate(context('valid', { validationSampleSize: 500 }))).toEqual(once);
  });

  it('names a damaged file', async () => {
    const file = `sales/year=${made.lastDate.slice(0, 4)}/month=${made.lastDate.slice(5, 7)}/day=${made.lastDate.slice(8)}/sales.parquet`;
    appendFileSync(path.join(root, file), 'x');
    const error = await failure(extract(context('damaged')));
    expect(error.code).toBe('data_invalid');
    expect(error.errors[0]?.path).toContain(file);
  });
});
