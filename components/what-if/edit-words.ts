import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { SeriesPlan } from '@/lib/scenarios/schema';
import { day, words } from '../format';

/** Pure: edits in words. */

type Tables = NonNullable<SeriesPlan['tables']>;

export const promotionWords: Record<string, string> = { circular: 'Ordinary promotion', flash: 'Flash sale', holiday: 'Holiday sale' };

const percentFormat = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });
const signedFormat = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });

export const share = (value: number) => percentFormat.format(value);
export const signedShare = (value: number) => signedFormat.format(value);

/** From one day to another, as short as can be: `Dec 1`, `Dec 1 – Dec 7`. */
export function spanWords(from: string, to: string): string {
  return from === to ? day(from, 'short') : `${day(from, 'short')} – ${day(to, 'short')}`;
}

/** What an edit is of: goods, then places. */
function scopeWords(edit: PlanEdit, tables: Tables | null | undefined): string {
  const scope = edit as { product?: string; category?: string; store?: string; region?: string };
  const product = tables?.categories.flatMap(({ products }) => products).find(({ id }) => id === scope.product)?.name;
  const goods = product ?? scope.product ?? scope.category;
  const place = scope.store === undefined ? scope.region && `region ${scope.region}` : words(scope.store);
  return [goods && ` on ${goods}`, place && ` in ${place}`].filter(Boolean).join('');
}

/** What an edit changes, without its dates: `20% off Electronics`. */
export function editWords(edit: PlanEdit, tables?: Tables | null): string {
  const scope = scopeWords(edit, tables);
  switch (edit.kind) {
    case 'promotion':
      return `${promotionWords[edit.promotion]} of ${share(edit.discount)}${scope}`;
    case 'no-promotion':
      return `No promotion${scope}`;
    case 'price':
      return `List prices ${signedShare(edit.change)}${scope}`;
    case 'closure': {
      const part = edit.share < 1 ? `${share(edit.share)} closed` : 'Closed';
      return `${part}${edit.renovation ? ' for renovation' : ''}${scope}`;
    }
    case 'open':
      return `Open, whatever was planned${scope}`;
    case 'covariate': {
      const where = Object.entries(edit.where ?? {}).map(([key, value]) => `${key} ${value}`);
      const what = edit.value === undefined ? signedShare(edit.change ?? 0) : `set to ${edit.value}`;
      return `${words(edit.name)} ${what}${where.length > 0 ? ` for ${where.join(', ')}` : ''}`;
    }
  }
}

/** What is planned for a period, the rarest first: `Holiday sale 30%`, `Closed`. */
export function plannedWords(tables: Tables, from: string, to: string): string[] {
  const meets = (row: { from: string; to: string }) => row.from <= to && row.to >= from;
  const closures = tables.closures.filter(meets);
  const closed = closures.filter(({ share: own }) => own === 1).length;
  const stores = tables.stores.length;
  const shut =
    closures.length === 0
      ? []
      : [
          stores === 1
            ? closed > 0
              ? 'Closed'
              : `${share(closures[0]?.share ?? 0)} closed`
            : `${closures.length} of ${stores} stores closed`,
        ];
  const groups = ['holiday', 'flash', 'circular'].flatMap((kind) => {
    const rows = tables.promotions.filter((row) => row.kind === kind && meets(row));
    if (rows.length === 0) return [];
    const best = Math.max(...rows.map(({ discount }) => discount));
    const goods = kind === 'circular' ? `${rows.length} ${rows.length === 1 ? 'product' : 'products'}` : goodsWords(rows, tables);
    return [`${kind === 'circular' ? 'Circular' : promotionWords[kind]} ${rows.length > 1 ? 'up to ' : ''}${share(best)} · ${goods}`];
  });
  return [...shut, ...groups];
}

function goodsWords(rows: Tables['promotions'], tables: Tables): string {
  const categories = [...new Set(rows.map(({ category }) => category))];
  return categories.length === tables.categories.length && categories.length > 1 ? 'all goods' : categories.join(', ');
}
