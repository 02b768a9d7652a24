import { dayOf } from '../days';
import { thanksgiving } from '../holidays';
import { integer, stream, uniform } from './random';
import type { Store } from './stores';

export type StoreEventKind = 'holiday' | 'closure' | 'renovation';

/** A planned time in which a store is closed, wholly or in part. Both dates are included; none spans two years. */
export interface StoreEvent {
  id: string;
  storeId: string;
  kind: StoreEventKind;
  name: string;
  start: number;
  end: number;
  /** Share of the store that is closed: 1 is all of it. */
  closedShare: number;
}

/**
 * The events of one store in a year, planned whole: Thanksgiving and Christmas off, a stock-taking day, in some years a
 * short closure for repairs and a renovation that leaves part of the floor open.
 */
export function storeEventsOf(seed: number, store: Store, year: number): StoreEvent[] {
  const own = stream(seed, 'store-events', store.id);
  const found: StoreEvent[] = [];
  const add = (kind: StoreEventKind, slug: string, name: string, start: number, days: number, closedShare: number) =>
    found.push({ id: `${year}-${store.id}-${slug}`, storeId: store.id, kind, name, start, end: start + days - 1, closedShare });
  const feast = thanksgiving(year);
  const christmas = dayOf(year, 12, 25);
  add('holiday', 'thanksgiving', 'Thanksgiving', feast, 1, 1);
  add('holiday', 'christmas', 'Christmas Day', christmas, 1, 1);
  // Stock is counted on a Tuesday of the quiet weeks from mid-January.
  const tuesday = dayOf(year, 1, 12) + integer(own, year, 0, 4, 0) * 7;
  add('closure', 'stock-taking', 'Stock-taking', tuesday - ((tuesday + 2) % 7), 1, 1);
  if (uniform(own, year, 1) < 0.35)
    add('closure', 'repairs', 'Repairs', dayOf(year, 2, 20) + integer(own, year, 0, 240, 2), integer(own, year, 1, 3, 3), 1);
  if (uniform(own, year, 4) < 0.3) {
    const days = integer(own, year, 14, 28, 5);
    add(
      'renovation',
      'renovation',
      'Renovation',
      dayOf(year, 3, 1) + integer(own, year, 0, 200, 6),
      days,
      integer(own, year, 6, 10, 7) / 20,
    );
  }
  return found.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}
