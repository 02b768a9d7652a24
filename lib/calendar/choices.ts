import type { SalesPlan } from '@/lib/data/plan/plan';
import { readManifest } from '@/lib/datasets/manifest';
import type { Dataset } from '@/lib/datasets/schema';
import { db } from '@/lib/db';
import { sampleDataset } from '@/lib/pipeline/parameters';
import type { Calendar } from './schema';

/** What events of a dataset's calendar may speak of. */
export async function choicesOf({ name, version, structure }: Dataset): Promise<Pick<Calendar, 'kinds' | 'choices'>> {
  const none = { categories: [], products: [], stores: [], covariates: [], keys: {} };
  if (name === sampleDataset) {
    const { stores, products } = retailerOf(version?.metadata ?? {});
    return { kinds: 'tables', choices: { ...none, categories: [...new Set(products.map(({ category }) => category))], products, stores } };
  }
  const manifest = version ? await readManifest(name, version.version) : undefined;
  const { price = null, promotion = null } = manifest?.observations ?? {};
  const role = (covariate: string) => (covariate === price ? 'price' : covariate === promotion ? 'promotion' : null);
  return {
    kinds: 'covariates',
    choices: {
      ...none,
      covariates: (structure?.known ?? []).map((covariate) => ({ name: covariate, role: role(covariate) })),
      keys: await keyValues(name, [...(structure?.keys ?? []), ...Object.keys(structure?.attributes ?? {})]),
    },
  };
}

/** Most values of one key that are offered. */
const mostValues = 300;

/** The values of keys, as the series of each key by itself have them. */
async function keyValues(dataset: string, keys: string[]): Promise<Record<string, string[]>> {
  const rows = await Promise.all(
    keys.map((key) =>
      db().series.findMany({ where: { dataset, level: key }, select: { keys: true }, orderBy: { id: 'asc' }, take: mostValues }),
    ),
  );
  return Object.fromEntries(keys.map((key, k) => [key, (rows[k] ?? []).flatMap((row) => (row.keys as Record<string, string>)[key] ?? [])]));
}

type Retailer = Pick<Calendar['choices'], 'stores' | 'products'>;

/** Stores and products, as the sample retailer's metadata tell. */
function retailerOf({ storeDetails, products }: Record<string, unknown>): Retailer {
  return {
    stores: Array.isArray(storeDetails)
      ? (storeDetails as { id: string; region?: string }[]).map(({ id, region }) => ({ id, region: region ?? null }))
      : [],
    products: Array.isArray(products)
      ? (products as Retailer['products']).map(({ id, name, category }) => ({ id, name: name ?? id, category }))
      : [],
  };
}

/** A plan of nothing, of what there is: enough to tell which events speak of what there is not. */
export function emptyPlan({ stores, products }: Retailer): SalesPlan {
  return {
    planned: { promotions: [], events: [], prices: new Map(), has: { promotions: true, events: true, prices: true } },
    assortment: {
      stores: new Map(stores.map(({ id, region }) => [id, region])),
      products: new Map(products.map(({ id, category }) => [id, category])),
    },
  };
}
