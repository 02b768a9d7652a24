import type { SalesPlan } from './plan';
import type { TableEdit } from './plan-edit';

interface Areas {
  /** The plan whose promotions name areas instead of regions. */
  plan: SalesPlan;
  /** The areas that an edit holds in; null is all of them. */
  areasOf(edit: number): (string | null)[];
  storesOf(edit: number): string[];
}

/**
 * Promotions are planned by region. Where an edit is of one store, the regions are cut into areas of stores that no edit tells
 * apart, and each promotion is one of each of its region's areas; otherwise all stays as it is, to the last bit.
 */
export function byAreas(plan: SalesPlan, edits: readonly TableEdit[]): Areas {
  const { stores, products } = plan.assortment;
  const named = edits.map((edit) => ('store' in edit ? edit.store : undefined));
  const storesOf = (index: number) => {
    const edit = edits[index];
    const region = edit && 'region' in edit ? edit.region : undefined;
    return [...stores].flatMap(([store, own]) => ((named[index] ?? store) === store && (region ?? own) === own ? [store] : []));
  };
  const regionOf = (index: number) => {
    const edit = edits[index];
    return edit && 'region' in edit ? (edit.region ?? null) : null;
  };
  const single = new Set(edits.flatMap((edit) => (edit.kind === 'promotion' || edit.kind === 'no-promotion' ? (edit.store ?? []) : [])));
  if (single.size === 0) return { plan, areasOf: (index) => [regionOf(index)], storesOf };
  const areaOf = (store: string, region: string | null) => (single.has(store) ? `store ${store}` : `region ${region ?? ''}`);
  const areas = new Map([...stores].map(([store, region]) => [store, areaOf(store, region)]));
  const areasIn = (region: string | null) => [
    ...new Set([...stores].flatMap(([store, own]) => (own === region ? [areas.get(store) as string] : []))),
  ];
  const promotions = plan.planned.promotions.flatMap((promotion) =>
    promotion.region === null ? [promotion] : areasIn(promotion.region).map((region) => ({ ...promotion, region })),
  );
  return {
    plan: { planned: { ...plan.planned, promotions }, assortment: { stores: areas, products } },
    areasOf: (index) => {
      if (named[index] === undefined && regionOf(index) === null) return [null];
      return [...new Set(storesOf(index).map((store) => areas.get(store) as string))];
    },
    storesOf,
  };
}
