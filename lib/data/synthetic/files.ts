import pl, { type DataFrame, type Series } from 'nodejs-polars';
import { parquetBytes } from '../parquet';
import { dayFile, weekFile, yearFile } from '../partitions';
import { products } from './catalog';
import { listPricesOf } from './prices';
import type { InventoryWeek, Retailer, SalesDay, TrafficDay } from './retailer';

/** A file of the dataset: its path below the data's root, what it holds, and how many rows. */
export interface DataFile {
  path: string;
  body: Buffer;
  rows: number;
}

/** Weeks put into one frame: a polars series costs a millisecond to make, however short, so many days are made at once and cut. */
const chunkWeeks = 5;
const stockWeeks = 32;

/** A sales file for each day and a traffic file for each of these weeks: pure functions of the configuration and the date. */
export function* weekFiles(retailer: Retailer, mondays: number[]): Generator<DataFile> {
  for (let from = 0; from < mondays.length; from += chunkWeeks) {
    const chunk = mondays.slice(from, from + chunkWeeks);
    const days = chunk.flatMap((monday) => Array.from({ length: 7 }, (_, k) => monday + k));
    const made = days.map((day) => retailer.day(day));
    const sales = salesFrame(
      retailer,
      days,
      made.map((day) => day.sales),
    );
    const traffic = trafficFrame(
      retailer,
      days,
      made.map((day) => day.traffic),
    );
    for (let k = 0; k < days.length; k++) yield cut(sales, k, days.length, dayFile('sales', days[k] as number));
    for (let k = 0; k < chunk.length; k++) yield cut(traffic, k, chunk.length, weekFile('customer_traffic', chunk[k] as number));
  }
}

/** Inventory files of the weeks that begin on these Mondays. */
export function* inventoryFiles(retailer: Retailer, mondays: number[]): Generator<DataFile> {
  for (let from = 0; from < mondays.length; from += stockWeeks) {
    const chunk = mondays.slice(from, from + stockWeeks);
    const stock = chunk.map((monday) => retailer.inventory(monday));
    const rows = retailer.stores.length * products.length;
    const column = <Key extends keyof InventoryWeek>(key: Key) => stock.map((week) => week[key]);
    const frame = pl.DataFrame([
      dates('week_start', chunk, rows),
      ...assortment(retailer, chunk.length).slice(0, 2),
      pl.Series('on_hand', joined(Int32Array, column('onHand'))),
      pl.Series('on_order', joined(Int32Array, column('onOrder'))),
      pl.Series('weeks_of_supply', joined(Float64Array, column('weeksOfSupply'))),
    ]);
    for (let k = 0; k < chunk.length; k++) yield cut(frame, k, chunk.length, weekFile('inventory', chunk[k] as number));
  }
}

/** Promotions and store events that start in a year, and its list prices. */
export function* planFiles(retailer: Retailer, years: number[]): Generator<DataFile> {
  for (const year of years) {
    const promotions = retailer.plan.promotions(year);
    yield whole(
      pl.DataFrame([
        text(
          'promotion_id',
          promotions.map((row) => row.id),
        ),
        text(
          'name',
          promotions.map((row) => row.name),
        ),
        text(
          'kind',
          promotions.map((row) => row.kind),
        ),
        text(
          'category',
          promotions.map((row) => row.category),
        ),
        text(
          'product_id',
          promotions.map((row) => row.productId),
        ),
        text(
          'region',
          promotions.map((row) => row.region),
        ),
        dates(
          'start_date',
          promotions.map((row) => row.start),
        ),
        dates(
          'end_date',
          promotions.map((row) => row.end),
        ),
        pl.Series(
          'discount',
          Float64Array.from(promotions, (row) => row.discount),
        ),
      ]),
      yearFile('promotions', year),
    );
    const events = retailer.plan.events(year);
    yield whole(
      pl.DataFrame([
        text(
          'event_id',
          events.map((row) => row.id),
        ),
        text(
          'store_id',
          events.map((row) => row.storeId),
        ),
        text(
          'kind',
          events.map((row) => row.kind),
        ),
        text(
          'name',
          events.map((row) => row.name),
        ),
        dates(
          'start_date',
          events.map((row) => row.start),
        ),
        dates(
          'end_date',
          events.map((row) => row.end),
        ),
        pl.Series(
          'closed_share',
          Float64Array.from(events, (row) => row.closedShare),
        ),
      ]),
      yearFile('store_events', year),
    );
    const prices = listPricesOf(retailer.config.seed, year);
    yield whole(
      pl.DataFrame([
        text(
          'product_id',
          prices.map((row) => row.productId),
        ),
        dates(
          'start_date',
          prices.map((row) => row.start),
        ),
        pl.Series(
          'list_price',
          Float64Array.from(prices, (row) => row.listPrice),
        ),
      ]),
      yearFile('prices', year),
    );
  }
}

function salesFrame(retailer: Retailer, days: number[], sales: SalesDay[]): DataFrame {
  const rows = retailer.stores.length * products.length;
  const floats = (key: 'unitPrice' | 'sales' | 'cost' | 'profit' | 'discount') =>
    joined(
      Float64Array,
      sales.map((day) => day[key]),
    );
  return pl.DataFrame([
    dates('date', days, rows),
    ...assortment(retailer, days.length),
    pl.Series(
      'quantity_sold',
      joined(
        Int32Array,
        sales.map((day) => day.quantity),
      ),
    ),
    pl.Series('unit_price', floats('unitPrice')),
    pl.Series('sales', floats('sales')),
    pl.Series('cost', floats('cost')),
    pl.Series('profit', floats('profit')),
    pl.Series('discount', floats('discount')),
    text(
      'promotion',
      sales.flatMap((day) => day.promotion),
    ),
  ]);
}

function trafficFrame(retailer: Retailer, days: number[], traffic: TrafficDay[]): DataFrame {
  const { stores } = retailer;
  const floats = (key: 'temperature' | 'precipitation' | 'openShare') =>
    joined(
      Float64Array,
      traffic.map((day) => day[key]),
    );
  return pl.DataFrame([
    dates('date', days, stores.length),
    text(
      'store_id',
      days.flatMap(() => stores.map((store) => store.id)),
    ),
    pl.Series(
      'visitors',
      joined(
        Int32Array,
        traffic.map((day) => day.visitors),
      ),
    ),
    pl.Series('temperature', floats('temperature')),
    pl.Series('precipitation', floats('precipitation')),
    pl.Series('open_share', floats('openShare')),
  ]);
}

/** The key columns of every store and product, repeated. */
function assortment({ stores }: Retailer, times: number): Series[] {
  const column = (name: string, once: string[]) => text(name, new Array<string[]>(times).fill(once).flat());
  return [
    column(
      'store_id',
      stores.flatMap((store) => products.map(() => store.id)),
    ),
    column(
      'product_id',
      stores.flatMap(() => products.map((product) => product.id)),
    ),
    column(
      'category',
      stores.flatMap(() => products.map((product) => product.category)),
    ),
  ];
}

function dates(name: string, days: number[], repeat = 1): Series {
  const values = new Int32Array(days.length * repeat);
  for (const [k, day] of days.entries()) values.fill(day, k * repeat, (k + 1) * repeat);
  return pl.Series(name, values).cast(pl.Date);
}

function text(name: string, values: (string | null)[]): Series {
  return pl.Series(name, values, pl.Utf8);
}

function joined<Values extends Int32Array | Float64Array>(make: new (length: number) => Values, parts: Values[]): Values {
  const all = new make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Piece `k` of `pieces` equal ones. */
function cut(frame: DataFrame, k: number, pieces: number, path: string): DataFile {
  const rows = frame.height / pieces;
  return { path, body: parquetBytes(frame.slice(k * rows, rows), 'snappy'), rows };
}

function whole(frame: DataFrame, path: string): DataFile {
  return { path, body: parquetBytes(frame, 'snappy'), rows: frame.height };
}
