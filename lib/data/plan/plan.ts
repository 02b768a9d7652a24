import type { Assortment } from '../known-covariates';
import type { Planned } from '../planned';

/** What covariates known ahead are made of: who sells what, and what is planned. */
export interface SalesPlan {
  planned: Planned;
  assortment: Assortment;
}

/** A plan as JSON holds it. */
export interface StoredPlan extends Omit<Planned, 'prices'> {
  prices: [product: string, steps: { start: number; price: number }[]][];
  stores: [store: string, region: string | null][];
  products: [product: string, category: string][];
}

/** The plan as JSON holds it, without promotions and closures that are over before `first`. List prices are whole: indices start at their first. */
export function storePlan({ planned, assortment }: SalesPlan, first: number): StoredPlan {
  return {
    promotions: planned.promotions.filter(({ end }) => end >= first),
    events: planned.events.filter(({ end }) => end >= first),
    has: planned.has,
    prices: [...planned.prices],
    stores: [...assortment.stores],
    products: [...assortment.products],
  };
}

export function restorePlan({ promotions, events, has, prices, stores, products }: StoredPlan): SalesPlan {
  return {
    planned: { promotions, events, has, prices: new Map(prices) },
    assortment: { stores: new Map(stores), products: new Map(products) },
  };
}
