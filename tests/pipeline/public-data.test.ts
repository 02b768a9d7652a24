import { existsSync } from 'node:fs';
import path from 'node:path';
import pl, { type DataFrame } from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { ObservationSource } from '@/lib/data/observation-source';
import { panelFromFrame } from '@/lib/data/panel-from-frame';
import type { Observations } from '@/lib/datasets/manifest';
import type { Panel } from '@/lib/features/panel';
import { observationPanel } from '@/lib/pipeline/extract-observations';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { projectRoot } from '@/lib/project';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { importObservations, observationsOf } from '../helpers/observations';

createArtifactFolder();
const folder = path.join(projectRoot(), '..', 'shared', 'data');
const files = { walmart: path.join(folder, 'walmart_weekly_45_stores.csv'), items: path.join(folder, 'store_item_daily.parquet') };
const missing = Object.values(files).filter((file) => !existsSync(file));
if (missing.length > 0)
  console.warn(`SKIPPED for want of public data: ${missing.map((file) => path.basename(file)).join(', ')} not in ../shared/data`);

async function panelOf(frame: DataFrame, observations: Observations, asked: object): Promise<Panel> {
  const dataset = `public-${Object.values(asked).join('-').replaceAll('+', '-')}-${observations.frequency}`;
  const manifest = await importObservations({ dataset, observations, parts: [frame], inDatabase: false });
  const parameters = pipelineParameters.parse({ dataset, horizon: 4, frequency: observations.frequency, ...asked });
  return observationPanel(await ObservationSource.open(manifest), parameters, { weekLabel: null }).panel;
}

/** The panel's targets as `keys|date` -> y. */
function targets(panel: Panel): Map<string, number> {
  const found = new Map<string, number>();
  panel.ids.forEach((_, s) => {
    const keys = Object.values(panel.keys[s] as Record<string, string>).join('/');
    for (let row = panel.indptr[s] as number; row < (panel.indptr[s + 1] as number); row++)
      if (!Number.isNaN(panel.y[row])) found.set(`${keys}|${isoDate(panel.ds[row] as number)}`, panel.y[row] as number);
  });
  return found;
}

function expectSums(panel: Panel, oracle: DataFrame): void {
  const found = targets(panel);
  expect(found.size).toBe(oracle.height);
  for (const row of oracle.toRecords()) {
    const { date, y, ...keys } = row as { date: Date | number; y: number };
    const name = `${Object.values(keys).join('/')}|${isoDate(typeof date === 'number' ? date : date.getTime() / 86_400_000)}`;
    // To a billionth: sums are taken in another order.
    expect(Math.abs((found.get(name) ?? Number.NaN) - y)).toBeLessThanOrEqual(1e-9 * Math.abs(y));
  }
}

const sql = (frame: DataFrame, query: string) => pl.SQLContext({ data: frame.lazy() }).execute(query, { eager: true }) as DataFrame;

describe.skipIf(!existsSync(files.walmart))('Walmart by the week, labelled by Fridays', () => {
  const text = (name: string) => pl.col(name).cast(pl.Utf8);
  const number = (name: string) => pl.col(name).cast(pl.Float64).alias(name.toLowerCase());
  const read = () =>
    pl
      .readCSV(files.walmart)
      .select(
        pl.col('Date').str.strptime(pl.Date, '%d-%m-%Y').alias('date'),
        text('Store').alias('store'),
        pl.col('Weekly_Sales').cast(pl.Float64).alias('y'),
        ...['Holiday_Flag', 'Temperature', 'Fuel_Price', 'CPI', 'Unemployment'].map(number),
      );
  const observations = observationsOf({
    frequency: 'week',
    keys: ['store'],
    known: ['holiday_flag'],
    past: ['temperature', 'fuel_price', 'cpi', 'unemployment'],
  });

  it('gives 45 stores of 143 weeks, and the sums of SQL above them', async () => {
    const frame = read();
    const stores = await panelOf(frame, observations, { level: 'store' });
    expect([stores.ids.length, stores.weekLabel, isoDate(stores.origin)]).toEqual([45, 'end', '2012-10-26']);
    expect([...stores.indptr]).toEqual(Array.from({ length: 46 }, (_, k) => k * 147));
    expect([...stores.ds].every((day) => (day + 3) % 7 === 4)).toBe(true);
    expectSums(stores, sql(frame, 'SELECT store, date, SUM(y) AS y FROM data GROUP BY store, date'));
    expectSums(await panelOf(frame, observations, { level: 'total' }), sql(frame, 'SELECT date, SUM(y) AS y FROM data GROUP BY date'));
    // The flag is the calendar's: all stores have it on the same Fridays.
    expect([...(stores.known.holiday_flag as Float64Array).subarray(0, 4)]).toEqual([0, 1, 0, 0]);
    expect(stores.past.temperature?.[0]).toBe(42.31);
  });

  it('is the same panel by panelFromFrame', async () => {
    const frame = read().withColumn(pl.col('store').alias('unique_id'));
    const plain = panelFromFrame(frame.rename({ date: 'ds' }), {
      frequency: 'week',
      horizon: 4,
      keys: ['store'],
      known: ['holiday_flag'],
      past: ['cpi'],
    });
    const stores = await panelOf(read(), observations, { level: 'store' });
    for (const name of ['indptr', 'ds', 'y'] as const) expect(plain[name]).toEqual(stores[name]);
    expect(plain.past.cpi).toEqual(stores.past.cpi);
    expect(plain.keys).toEqual(stores.keys);
  });

  it('has whole months by what a Friday covers', async () => {
    const frame = read();
    const months = await panelOf(frame, { ...observations, known: [], past: [] }, { level: 'total', frequency: 'month', horizon: 1 });
    // The week to 2010-02-05 is the first to touch February, so that is whole; October 2012 lacks its last days.
    expect([isoDate(months.ds[0] as number), isoDate(months.origin), months.ds.length]).toEqual(['2010-02-01', '2012-09-01', 33]);
  });
});

describe.skipIf(!existsSync(files.items))('store-item demand by the day', () => {
  const observations = observationsOf({ keys: ['store', 'item'] });
  const read = () =>
    pl
      .readParquet(files.items)
      .select('date', pl.col('store').cast(pl.Utf8), pl.col('item').cast(pl.Utf8), pl.col('sales').cast(pl.Float64).alias('y'));

  it('gives 500 series of 1,826 days, and the sums of SQL at every level and frequency', async () => {
    const frame = read();
    const finest = await panelOf(frame, observations, { level: 'store+item' });
    expect([finest.ids.length, finest.indptr[500], isoDate(finest.origin)]).toEqual([500, 500 * 1830, '2017-12-31']);
    const group = (keys: string, date: string) =>
      sql(
        frame.withColumn(pl.col('date').cast(pl.Int32).alias('day')),
        `SELECT ${keys}${date} AS date, SUM(y) AS y FROM data GROUP BY ${keys}${date}`,
      );
    expectSums(finest, group('store, item, ', 'day'));
    expectSums(await panelOf(frame, observations, { level: 'item' }), group('item, ', 'day'));
    expectSums(await panelOf(frame, observations, { level: 'total' }), group('', 'day'));
    // From the first Monday, 2013-01-07, to the last Sunday, which is the last day.
    const weekly = frame
      .filter(
        pl
          .col('date')
          .cast(pl.Int32)
          .gtEq(pl.lit(parseDay('2013-01-07'))),
      )
      .withColumn(pl.col('date').cast(pl.Int32).minus(pl.col('date').date.weekday().cast(pl.Int32)).plus(1).alias('date'))
      .groupBy(['store', 'date'])
      .agg(pl.col('y').sum())
      .select('store', 'date', 'y');
    expectSums(await panelOf(frame, observations, { level: 'store', frequency: 'week' }), weekly);
    const monthly = frame
      .withColumn(pl.col('date').date.strftime('%Y-%m-01').alias('month'))
      .groupBy(['month'])
      .agg(pl.col('y').sum())
      .toRecords()
      .map((row) => ({ date: parseDay(row.month as string), y: row.y as number }));
    expectSums(await panelOf(frame, observations, { level: 'total', frequency: 'month' }), pl.DataFrame(monthly));
  });
});
