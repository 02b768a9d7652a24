import path from 'node:path';
import pl, { type DataFrame } from 'nodejs-polars';
import { parseDay } from '@/lib/data/days';
import type { TableName } from '@/lib/data/partitions';
import { PeriodClock } from '@/lib/data/period-clock';
import { DataSource } from '@/lib/data/source';
import { artifactStore } from '@/lib/storage';
import type { Manifest } from '../manifest';
import { ColumnTally } from './column-tally';
import { gridProfile } from './grid-profile';
import type { ColumnFigures, DatasetProfile } from './schema';

const tables: TableName[] = ['sales', 'customer_traffic', 'inventory', 'promotions', 'prices', 'store_events'];
const pastColumns = ['quantity_sold', 'profit', 'cost', 'visitors', 'temperature', 'precipitation', 'on_hand', 'on_order'];

/** The profile of a version of the sample retailer, which keeps a table of sales by store and product and several beside it. */
export async function profileSales(manifest: Manifest): Promise<DatasetProfile> {
  const source = await DataSource.open(manifest);
  const first = parseDay(manifest.firstDate);
  const window = { first, last: parseDay(manifest.lastDate) };
  const sales = source.read('sales', ['date', 'store_id', 'product_id', 'sales'], { window }) as DataFrame;
  const periods = window.last - window.first + 1;
  const days = sales.getColumn('date').cast(pl.Int32).toArray() as number[];
  const [stores, products] = ['store_id', 'product_id'].map((name) => sales.getColumn(name).toArray() as string[]) as [string[], string[]];
  const values = sales.getColumn('sales').cast(pl.Float64).toArray() as (number | null)[];
  const series = new Map<string, number>();
  const keys: Record<string, string>[] = [];
  const places = days.map((_, row) => {
    const key = `${stores[row]}\n${products[row]}`;
    const known = series.get(key) ?? keys.push({ store: stores[row] as string, product: products[row] as string }) - 1;
    series.set(key, known);
    return known;
  });
  const y = new Float64Array(keys.length * periods).fill(Number.NaN);
  days.forEach((day, row) => {
    y[(places[row] as number) * periods + day - first] = values[row] ?? Number.NaN;
  });
  const clock = new PeriodClock('day', first);
  return {
    dataset: manifest.dataset,
    version: manifest.version,
    fingerprint: manifest.fingerprint,
    firstDate: manifest.firstDate,
    lastDate: manifest.lastDate,
    ...gridProfile({ frequency: 'day', keys, periods, clock, first: clock.indexOf(first), y }),
    columns: await columnsOf(manifest, source),
  };
}

async function columnsOf(manifest: Manifest, source: DataSource): Promise<ColumnFigures[]> {
  const folder = await artifactStore().localize(manifest.root);
  const tally = new ColumnTally();
  for (const table of tables) {
    const files = source.files(table);
    if (files.length === 0) continue;
    const rows = pl.scanParquet(path.join(folder, table, '**', '*.parquet'), { hivePartitioning: true, cache: false });
    const schema = rows.limit(0).collectSync().schema;
    const columns = source.columns(table).filter((name) => !/Date|Bool/.test(String(schema[name])));
    const texts = columns.filter((name) => /Utf8|String|Categorical/.test(String(schema[name])));
    tally.add(table, rows, { texts, numbers: columns.filter((name) => !texts.includes(name)) });
  }
  return tally.figures((name, table) => {
    if (table === 'sales' && name === 'sales') return 'target';
    if (/_id$/.test(name)) return 'key';
    if (name === 'category' || name === 'region') return 'attribute';
    if (pastColumns.includes(name)) return 'past';
    return table === 'promotions' || table === 'prices' || table === 'store_events' || name === 'discount' ? 'known' : 'other';
  });
}
