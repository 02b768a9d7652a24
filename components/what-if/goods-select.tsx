'use client';

import type { SeriesPlan } from '@/lib/scenarios/schema';
import { words } from '../format';
import { Select } from '../ui/select';

type Tables = NonNullable<SeriesPlan['tables']>;

export interface Scope {
  category?: string | undefined;
  product?: string | undefined;
  store?: string | undefined;
  region?: string | undefined;
}

/** What an edit is of: all goods, a category, or one product. */
export function GoodsSelect({
  tables,
  value,
  onChange,
}: {
  tables: Tables;
  value: Scope;
  onChange: (goods: Pick<Scope, 'category' | 'product'>) => void;
}) {
  const options = [
    { value: 'all', label: tables.categories.length > 1 ? 'All goods' : `All of ${tables.categories[0]?.name ?? 'it'}` },
    ...tables.categories.flatMap(({ name, products }) => [
      ...(tables.categories.length > 1 ? [{ value: `category ${name}`, label: name }] : []),
      ...products.map((product) => ({ value: `product ${product.id}`, label: `${name} › ${product.name}` })),
    ]),
  ];
  const current =
    value.product !== undefined ? `product ${value.product}` : value.category !== undefined ? `category ${value.category}` : 'all';
  return (
    <Select
      aria-label="Goods"
      className="w-full min-w-44"
      value={current}
      options={options}
      onValueChange={(next) => onChange({ category: after(next, 'category '), product: after(next, 'product ') })}
    />
  );
}

/** Where an edit holds: all stores, a region, or one store. */
export function PlaceSelect({
  tables,
  value,
  onChange,
  regionsOnly = false,
}: {
  tables: Tables;
  value: Scope;
  regionsOnly?: boolean;
  onChange: (place: Pick<Scope, 'store' | 'region'>) => void;
}) {
  if (tables.stores.length < 2) return null;
  const regions = [...new Set(tables.stores.flatMap(({ region }) => region ?? []))];
  const options = [
    { value: 'all', label: 'All stores' },
    ...regions.map((region) => ({ value: `region ${region}`, label: `Region ${region}` })),
    ...(regionsOnly ? [] : tables.stores).map(({ id }) => ({ value: `store ${id}`, label: words(id) })),
  ];
  const current = value.store !== undefined ? `store ${value.store}` : value.region !== undefined ? `region ${value.region}` : 'all';
  return (
    <Select
      aria-label="Where"
      className="w-full min-w-36"
      value={current}
      options={options}
      onValueChange={(next) => onChange({ store: after(next, 'store '), region: after(next, 'region ') })}
    />
  );
}

function after(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
