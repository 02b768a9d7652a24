import { isoDate, parseDay } from '@/lib/data/days';
import { periodSpan } from '@/lib/data/period-clock';
import type { SalesPlan } from '@/lib/data/plan/plan';
import { currentVersion, getDatasetVersion } from '@/lib/datasets/service';
import { AlmanacError } from '@/lib/errors';
import type { PlannedParts } from '@/lib/serving/forecaster/planned-parts';
import { levelsOf } from '@/lib/serving/on-demand';
import { publishedFor } from '@/lib/serving/published';
import { plannedOf, planOf } from './planned';
import type { PlanQuery, SeriesPlan } from './schema';

/**
 * What is planned for one series over the horizon of the newest forecast, and what of it may be told otherwise.
 * @throws AlmanacError as forecasts on demand do
 */
export async function seriesPlan(query: PlanQuery): Promise<SeriesPlan> {
  const { ref, summary } = await publishedFor(query.dataset, levelsOf({ ...query, series: [query.series] }));
  const [facts, plan] = await Promise.all([plannedOf(ref, query.series, query.level ?? ref.level), planOf(ref)]);
  return {
    forecast: summary,
    series: facts.series.id,
    level: facts.series.level,
    dates: facts.dates,
    covariates: facts.known.map(({ name, unit, flag }) => ({ name, unit, flag, role: roleOf(name, facts), planned: meanOf(facts, name) })),
    keys: keysOf(facts),
    tables: plan ? tablesOf(facts, plan, await productNames(query.dataset, summary.datasetVersion)) : null,
  };
}

function roleOf(name: string, { price, promotion }: PlannedParts): 'price' | 'promotion' | 'closure' | null {
  if (name === price) return 'price';
  if (name === promotion) return 'promotion';
  return name === 'closed_share' ? 'closure' : null;
}

function meanOf({ parts, dates }: PlannedParts, name: string): (number | null)[] {
  return dates.map((_, k) => {
    const values = parts.flatMap(({ planned }) => (Number.isFinite(planned[name]?.[k]) ? [planned[name]?.[k] as number] : []));
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

/** More values than one chooses among. */
const mostValues = 1000;

function keysOf({ parts }: PlannedParts): Record<string, string[]> {
  const names = [...new Set(parts.flatMap(({ keys }) => Object.keys(keys)))];
  return Object.fromEntries(
    names.map((name) => [name, [...new Set(parts.flatMap(({ keys }) => keys[name] ?? []))].sort().slice(0, mostValues)]),
  );
}

/** The plan's rows that meet the horizon and have to do with the series. */
function tablesOf(facts: PlannedParts, { planned, assortment }: SalesPlan, names: Map<string, string>): SeriesPlan['tables'] {
  const { parts, dates, frequency, weekLabel } = facts;
  const first = periodSpan(frequency, parseDay(dates[0] ?? ''), weekLabel).first;
  const last = periodSpan(frequency, parseDay(dates.at(-1) ?? ''), weekLabel).last;
  const isNear = ({ start, end }: { start: number; end: number }) => start <= last && end >= first;
  const own = (key: string) => new Set(parts.map(({ keys }) => keys[key]));
  const [stores, categories, products] = [own('store'), own('category'), own('product')];
  const isOwn = (values: Set<string | undefined>, value: string | undefined) =>
    values.has(undefined) || value === undefined || values.has(value);
  const ownStores = [...assortment.stores].filter(([id]) => isOwn(stores, id));
  const regions = new Set(ownStores.map(([, region]) => region));
  const ownProducts = [...assortment.products].filter(([id, category]) => isOwn(products, id) && isOwn(categories, category));
  const ownCategories = [...new Set(ownProducts.map(([, category]) => category))];
  const span = ({ start, end }: { start: number; end: number }) => ({ from: isoDate(start), to: isoDate(end) });
  return {
    categories: ownCategories.map((name) => ({
      name,
      products: ownProducts.flatMap(([id, category]) => (category === name ? [{ id, name: names.get(id) ?? id }] : [])),
    })),
    stores: ownStores.map(([id, region]) => ({ id, region })),
    promotions: planned.promotions
      .filter((row) => isNear(row) && (row.region === null || regions.has(row.region)))
      .filter(({ category, productId }) =>
        productId === null ? ownCategories.includes(category) : ownProducts.some(([id]) => id === productId),
      )
      .map((row) => ({
        kind: row.kind,
        category: row.category,
        product: row.productId,
        region: row.region,
        ...span(row),
        discount: row.discount,
      })),
    closures: planned.events
      .filter((row) => isNear(row) && ownStores.some(([id]) => id === row.storeId))
      .map((row) => ({ store: row.storeId, kind: row.kind, ...span(row), share: row.closedShare })),
  };
}

/** Names of products, where the dataset's metadata tell them. */
async function productNames(dataset: string, version: number): Promise<Map<string, string>> {
  const { metadata } = await getDatasetVersion(dataset, version).catch((error: unknown) => {
    if (error instanceof AlmanacError) return currentVersion(dataset);
    throw error;
  });
  const products = Array.isArray(metadata.products) ? (metadata.products as { id: string; name: string }[]) : [];
  return new Map(products.map(({ id, name }) => [id, name]));
}
