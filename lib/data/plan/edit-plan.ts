import { AlmanacError, type ErrorItem } from '@/lib/errors';
import { parseDay } from '../days';
import type { Planned } from '../planned';
import { byAreas } from './areas';
import type { SalesPlan } from './plan';
import type { TableEdit } from './plan-edit';
import { without } from './spans';

type Promotion = Planned['promotions'][number];

/**
 * The plan as it would be with these edits, in their order. Covariates are then made of it as those of any plan are, so that an
 * edit means to a model what the same promotion, price or closure meant in training.
 * @param at where the edits stand, for errors
 * @throws AlmanacError `validation_failed` naming every edit that speaks of goods, stores or tables that there are not
 */
export function editPlan(
  plan: SalesPlan,
  edits: readonly TableEdit[],
  at: (index: number) => string = (index) => `edits.${index}`,
): SalesPlan {
  const problems = edits.flatMap((edit, index) => problemsOf(plan, edit, at(index)));
  if (problems.length > 0)
    throw new AlmanacError('validation_failed', problems.map(({ path, message }) => `${path}: ${message}`).join('; '), problems);
  const { plan: split, areasOf, storesOf } = byAreas(plan, edits);
  let { promotions, events, prices } = split.planned;
  edits.forEach((edit, index) => {
    const [start, end] = [parseDay(edit.from), parseDay(edit.to)];
    switch (edit.kind) {
      case 'promotion':
        for (const goods of goodsOf(split, edit))
          for (const region of areasOf(index))
            promotions = [...promotions, { kind: edit.promotion, ...goods, region, start, end, discount: edit.discount }];
        break;
      case 'no-promotion':
        promotions = withoutGoods(split, promotions, { products: productsOf(split, edit), regions: new Set(areasOf(index)), start, end });
        break;
      case 'price':
        prices = new Map(
          [...prices].map(([product, steps]) => [
            product,
            productsOf(split, edit).has(product) ? repriced(steps, start, end, edit.change) : steps,
          ]),
        );
        break;
      case 'closure':
        events = [
          ...events,
          ...storesOf(index).map((storeId) => ({
            storeId,
            kind: edit.renovation ? 'renovation' : 'closure',
            start,
            end,
            closedShare: edit.share,
          })),
        ];
        break;
      case 'open': {
        const stores = new Set(storesOf(index));
        events = events.flatMap((event) => (stores.has(event.storeId) ? without(event, start, end) : [event]));
        break;
      }
    }
  });
  return { planned: { ...split.planned, promotions, events, prices }, assortment: split.assortment };
}

function problemsOf({ planned, assortment }: SalesPlan, edit: TableEdit, path: string): ErrorItem[] {
  const problems: ErrorItem[] = [];
  const table = edit.kind === 'price' ? 'prices' : edit.kind === 'closure' || edit.kind === 'open' ? 'events' : 'promotions';
  if (!planned.has[table]) {
    const what = { prices: 'list prices', events: 'closures', promotions: 'promotions' }[table];
    problems.push({ path: `${path}.kind`, message: `the dataset plans no ${what}` });
  }
  const { stores, products } = assortment;
  const known = (field: string, value: string | undefined, values: Iterable<string>, what: string) => {
    const all = [...new Set(values)];
    if (value === undefined || all.includes(value)) return;
    problems.push({
      path: `${path}.${field}`,
      message: `there is no such ${what}; there are ${all.slice(0, 12).join(', ') || 'none'}${all.length > 12 ? ', …' : ''}`,
    });
  };
  if ('category' in edit) known('category', edit.category, products.values(), 'category');
  if ('product' in edit) {
    known('product', edit.product, products.keys(), 'product');
    const own = edit.product === undefined ? undefined : products.get(edit.product);
    if (own !== undefined && edit.category !== undefined && own !== edit.category)
      problems.push({ path: `${path}.product`, message: `is of category ${own}, not of ${edit.category}` });
  }
  if ('store' in edit) known('store', edit.store, stores.keys(), 'store');
  if ('region' in edit) {
    known(
      'region',
      edit.region,
      [...stores.values()].flatMap((region) => region ?? []),
      'region',
    );
    const own = edit.store === undefined ? undefined : stores.get(edit.store);
    if (own !== undefined && edit.region !== undefined && own !== edit.region)
      problems.push({ path: `${path}.store`, message: `is in ${own ?? 'no region'}, not in ${edit.region}` });
  }
  return problems;
}

/** What an edit is of, as rows of promotions name it: one product, one category, or every category. */
function goodsOf(
  { assortment }: SalesPlan,
  { product, category }: { product?: string | undefined; category?: string | undefined },
): Pick<Promotion, 'category' | 'productId'>[] {
  if (product !== undefined) return [{ category: assortment.products.get(product) as string, productId: product }];
  if (category !== undefined) return [{ category, productId: null }];
  return [...new Set(assortment.products.values())].map((one) => ({ category: one, productId: null }));
}

function productsOf(
  { assortment }: SalesPlan,
  { product, category }: { product?: string | undefined; category?: string | undefined },
): Set<string> {
  const fits = ([id, own]: [string, string]) => (product === undefined ? category === undefined || own === category : id === product);
  return new Set([...assortment.products].filter(fits).map(([id]) => id));
}

/** Promotions less some goods of some areas on some days; one of a whole category goes on for its other products. */
function withoutGoods(
  { assortment }: SalesPlan,
  promotions: Promotion[],
  { products, regions, start, end }: { products: Set<string>; regions: Set<string | null>; start: number; end: number },
): Promotion[] {
  const areas = new Set(assortment.stores.values());
  return promotions.flatMap((promotion) => {
    if (promotion.end < start || promotion.start > end) return [promotion];
    const own = [...assortment.products].filter(([id, category]) =>
      promotion.productId === null ? category === promotion.category : id === promotion.productId,
    );
    const where = promotion.region === null && !regions.has(null) ? [...areas] : [promotion.region];
    const hit = where.filter((region) => regions.has(null) || regions.has(region));
    const gone = own.filter(([id]) => products.has(id));
    if (hit.length === 0 || gone.length === 0) return [promotion];
    const spared = where.filter((region) => !hit.includes(region)).map((region) => ({ ...promotion, region }));
    const rest = own.length === gone.length ? [] : own.filter(([id]) => !products.has(id)).map(([productId]) => productId);
    const during = { start: Math.max(start, promotion.start), end: Math.min(end, promotion.end) };
    return [
      ...spared,
      ...hit.flatMap((region) => [
        ...without({ ...promotion, region }, start, end),
        ...rest.map((productId) => ({ ...promotion, region, productId, ...during })),
      ]),
    ];
  });
}

/** List prices with a change over some days; what was planned to hold afterwards does. */
function repriced(
  steps: { start: number; price: number }[],
  start: number,
  end: number,
  change: number,
): { start: number; price: number }[] {
  const at = (day: number) => steps.findLast((step) => step.start <= day)?.price;
  const [before, after] = [at(start), at(end + 1)];
  const inside = steps.filter((step) => step.start > start && step.start <= end);
  return [
    ...steps.filter((step) => step.start < start),
    ...(before === undefined ? [] : [{ start, price: before * (1 + change) }]),
    ...inside.map((step) => ({ start: step.start, price: step.price * (1 + change) })),
    ...(after === undefined ? [] : [{ start: end + 1, price: after }]),
    ...steps.filter((step) => step.start > end + 1),
  ];
}
