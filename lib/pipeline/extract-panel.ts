import pl, { type DataFrame } from 'nodejs-polars';
import { type Aggregated, aggregate } from '@/lib/data/aggregate';
import { mondayOf } from '@/lib/data/days';
import { type Assortment, KnownCovariates, knownUnits } from '@/lib/data/known-covariates';
import { buildPanel } from '@/lib/data/panel-build';
import { labelOf, PeriodClock, periodSpan } from '@/lib/data/period-clock';
import { editPlan } from '@/lib/data/plan/edit-plan';
import { periodMeans } from '@/lib/data/plan/period-means';
import type { TableEdit } from '@/lib/data/plan/plan-edit';
import { type Planned, readPlanned } from '@/lib/data/planned';
import type { DataSource } from '@/lib/data/source';
import { levelKeys, seriesId } from '@/lib/datasets/series-id';
import type { Panel, PanelFrequency } from '@/lib/features/panel';
import type { ExtractWindow } from './extract-window';

/** Sales columns that every dataset has. */
export const requiredSalesColumns = ['date', 'store_id', 'product_id', 'category', 'sales'];

export interface Extracted {
  panel: Panel;
  planned: Planned;
  assortment: Assortment;
  units: Record<string, string>;
  /** Rows of sales read. */
  rows: number;
}

/**
 * Makes the panel of one level and frequency from the rows of a dataset.
 *
 * The target is the sum of `sales`. A store that is closed all day as planned has rows of zero: a true zero, known ahead by
 * `closed_share`. A day (or, by the week or month, any day of it) without rows was not recorded: NaN.
 */
export function extractPanel(
  source: DataSource,
  window: ExtractWindow,
  {
    level,
    frequency,
    horizon,
    regions,
    edits = [],
  }: { level: string; frequency: PanelFrequency; horizon: number; regions: Map<string, string>; edits?: readonly TableEdit[] },
): Extracted {
  const clock = new PeriodClock(frequency, window.first);
  const origin = clock.indexOf(window.first);
  const periodOfDay = (day: number) => clock.indexOf(labelOf(frequency, day)) - origin;
  const keyNames = levelKeys(level);
  const optional = ['quantity_sold', 'profit'].filter((name) => source.columns('sales').includes(name));
  const sales = source.read('sales', [...requiredSalesColumns, ...optional], { window }) as DataFrame;
  const sums = aggregate(sales, keyNames, frequency, {
    y: pl.col('sales').sum(),
    recorded: pl.col('sales').count(),
    days: pl.col('date').nUnique(),
    ...Object.fromEntries(optional.map((name) => [name, pl.col(name).sum()])),
  });
  const assortment = assortmentOf(sales, regions);
  const keys = sums.keys.map((own) => withCategory(own, assortment));
  const dataset = source.manifest.dataset;

  const periods = window.periods + horizon;
  const size = keys.length * periods;
  const grid = { series: new Int32Array(size), ds: new Int32Array(size) };
  for (let i = 0; i < size; i++) {
    grid.series[i] = Math.floor(i / periods);
    grid.ds[i] = clock.dayOf(origin + (i % periods));
  }
  const place = (of: Aggregated, name: string, everySeries: boolean) => {
    const out = new Float64Array(size).fill(Number.NaN);
    const values = of.values[name] as Float64Array;
    for (let i = 0; i < values.length; i++) {
      const period = periodOfDay(of.period[i] as number);
      if (period < 0 || period >= window.periods) continue;
      if (!everySeries) out[(of.series[i] as number) * periods + period] = values[i] as number;
      else for (let s = 0; s < keys.length; s++) out[s * periods + period] = values[i] as number;
    }
    return out;
  };
  const y = place(sums, 'y', false);
  const recorded = place(sums, 'recorded', false);
  const days = place(sums, 'days', false);
  for (let i = 0; i < size; i++)
    if (!((recorded[i] as number) > 0) || (days[i] as number) < daysOf(grid.ds[i] as number)) y[i] = Number.NaN;
  const past: Record<string, Float64Array> = {};
  if (optional.includes('quantity_sold')) past.quantity = place(sums, 'quantity_sold', false);
  if (optional.includes('profit')) past.profit = place(sums, 'profit', false);
  Object.assign(past, traffic(), inventory());

  const last = clock.dayOf(origin + periods) - 1;
  // What the calendar says is part of the plan, for the models that learn as for what-if later.
  const { planned } = editPlan({ planned: readPlanned(source), assortment }, edits, (index) => `calendar.entries.${index}`);
  const covariates = new KnownCovariates(planned, assortment, window.first, last);
  const known = Object.fromEntries(covariates.names.map((name) => [name, new Float64Array(size)]));
  const places = {
    places: Int32Array.from({ length: last - window.first + 1 }, (_, day) => periodOfDay(window.first + day)),
    days: Float64Array.from({ length: periods }, (_, period) => daysOf(clock.dayOf(origin + period))),
  };
  keys.forEach((own, s) => {
    for (const [name, daily] of Object.entries(covariates.of(own)))
      (known[name] as Float64Array).set(periodMeans(daily, places), s * periods);
  });
  const panel: Panel = {
    ...buildPanel({ frequency, ids: keys.map((own) => seriesId(dataset, level, own)), keys, ...grid, y, known, past, horizon }),
    attributes: keyNames.includes('product') ? { category: 'product' } : {},
  };
  return { panel, planned, assortment, units: { ...pastUnits, ...knownUnits, y: 'sales in the dataset’s currency' }, rows: sales.height };

  /** Days of the period that begins on a day. */
  function daysOf(first: number): number {
    return periodSpan(frequency, first, 'start').last - first + 1;
  }

  /** Visitors and weather: of the series' own store, or of all stores. */
  function traffic(): Record<string, Float64Array> {
    const columns = ['visitors', 'temperature', 'precipitation'].filter((name) => source.columns('customer_traffic').includes(name));
    const frame = columns.length > 0 ? source.read('customer_traffic', ['date', 'store_id', ...columns], { window }) : undefined;
    if (!frame) return {};
    const byStore = keyNames.includes('store');
    const sums = aggregate(
      frame,
      byStore ? ['store'] : [],
      frequency,
      Object.fromEntries(columns.map((name) => [name, name === 'visitors' ? pl.col(name).sum() : pl.col(name).mean()])),
    );
    if (!byStore) return Object.fromEntries(columns.map((name) => [name, place(sums, name, true)]));
    const seriesOf = new Map<string, number[]>();
    for (const [s, own] of keys.entries()) seriesOf.set(own.store as string, [...(seriesOf.get(own.store as string) ?? []), s]);
    return Object.fromEntries(
      columns.map((name) => [
        name,
        place(
          spread(sums, (own) => seriesOf.get(own.store as string) ?? []),
          name,
          false,
        ),
      ]),
    );
  }

  /** Units in stock at the start of the week that a period lies in. */
  function inventory(): Record<string, Float64Array> {
    const columns = source.columns('inventory');
    const frame = columns.includes('on_hand') ? source.read('inventory', ['week_start', 'store_id', 'product_id', 'on_hand']) : undefined;
    if (!frame) return {};
    const categories = pl.DataFrame({ product_id: [...assortment.products.keys()], category: [...assortment.products.values()] });
    const sums = aggregate(
      frame.join(categories, { on: 'product_id', how: 'inner' }),
      keyNames,
      'week',
      { on_hand: pl.col('on_hand').sum() },
      'week_start',
    );
    const position = new Map(sums.keys.map((own, k) => [JSON.stringify(own), k]));
    const stock = sums.values.on_hand as Float64Array;
    const byWeek = new Map<number, Map<number, number>>();
    for (let i = 0; i < stock.length; i++) {
      const week = byWeek.get(sums.period[i] as number) ?? new Map<number, number>();
      week.set(sums.series[i] as number, stock[i] as number);
      byWeek.set(sums.period[i] as number, week);
    }
    const out = new Float64Array(size).fill(Number.NaN);
    for (let i = 0; i < size; i++) {
      const day = grid.ds[i] as number;
      const series = position.get(
        JSON.stringify(Object.fromEntries(keyNames.map((name) => [name, keys[grid.series[i] as number]?.[name]]))),
      );
      out[i] = (series === undefined ? undefined : byWeek.get(mondayOf(day))?.get(series)) ?? Number.NaN;
    }
    return { inventory: out };
  }
}

const pastUnits: Record<string, string> = {
  quantity: 'units sold',
  profit: 'in the dataset’s currency',
  visitors: 'people, of the store or of all',
  temperature: 'degrees Celsius, mean',
  precipitation: 'mm a day, mean',
  inventory: 'units in stock at the start of the week',
};

/** Rows of a coarser aggregation, once for each series that they are of. */
function spread(of: Aggregated, seriesOf: (keys: Record<string, string>) => number[]): Aggregated {
  const targets = of.keys.map(seriesOf);
  const rows: number[] = [];
  const series: number[] = [];
  for (let i = 0; i < of.series.length; i++) {
    for (const s of targets[of.series[i] as number] ?? []) {
      rows.push(i);
      series.push(s);
    }
  }
  return {
    keys: [],
    series: Int32Array.from(series),
    period: Int32Array.from(rows, (i) => of.period[i] as number),
    values: Object.fromEntries(
      Object.entries(of.values).map(([name, values]) => [name, Float64Array.from(rows, (i) => values[i] as number)]),
    ),
  };
}

function assortmentOf(sales: DataFrame, regions: Map<string, string>): Assortment {
  const stores = sales.select('store_id').unique().sort('store_id').getColumn('store_id').toArray() as string[];
  const products = sales
    .select('product_id', 'category')
    .unique()
    .sort({ by: ['product_id', 'category'] })
    .toRecords();
  return {
    stores: new Map(stores.map((store) => [store, regions.get(store) ?? null])),
    products: new Map(products.map((row) => [row.product_id as string, row.category as string])),
  };
}

/** A product's category goes with it: it groups series, and models learn from it. */
function withCategory(keys: Record<string, string>, assortment: Assortment): Record<string, string> {
  const category = keys.product === undefined ? undefined : assortment.products.get(keys.product);
  return category === undefined ? keys : { ...keys, category };
}
