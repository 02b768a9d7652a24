import { calendarDate } from '../days';
import { products } from './catalog';
import type { Cut } from './demand';
import { type Promotion, promotionsOf } from './promotions';
import { type StoreEvent, storeEventsOf } from './store-events';
import { regions, type Store } from './stores';

/** What is planned for any day: price cuts by region and product, closures by store. Years are planned when first asked for. */
export class Plan {
  readonly #promotions = new Map<number, Promotion[]>();
  readonly #events = new Map<number, StoreEvent[]>();

  constructor(
    private readonly seed: number,
    private readonly stores: Store[],
  ) {}

  promotions(year: number): Promotion[] {
    let found = this.#promotions.get(year);
    if (found) return found;
    found = promotionsOf(this.seed, year);
    this.#promotions.set(year, found);
    return found;
  }

  events(year: number): StoreEvent[] {
    let found = this.#events.get(year);
    if (found) return found;
    found = this.stores.flatMap((store) => storeEventsOf(this.seed, store, year));
    this.#events.set(year, found);
    return found;
  }

  /** The best cut of each product, `[region][product]`, in the order of `regions` and `products`. */
  cuts(day: number): (Cut | undefined)[][] {
    const { year } = calendarDate(day);
    // A circular of the last days of a year runs on into the next.
    const running = [...this.promotions(year - 1), ...this.promotions(year)].filter(({ start, end }) => start <= day && day <= end);
    return regions.map((region) => {
      const here = running.filter((promotion) => promotion.region === null || promotion.region === region);
      return products.map((product) => {
        let best: Promotion | undefined;
        for (const promotion of here) {
          if (promotion.category !== product.category || (promotion.productId !== null && promotion.productId !== product.id)) continue;
          if (!best || promotion.discount > best.discount) best = promotion;
        }
        return best && { discount: best.discount, kind: best.kind, name: best.name };
      });
    });
  }

  /** Share of each store that is open, in the order of the stores. */
  openShares(day: number): number[] {
    const closed = new Map<string, number>();
    for (const event of this.events(calendarDate(day).year)) {
      if (event.start <= day && day <= event.end) closed.set(event.storeId, Math.max(closed.get(event.storeId) ?? 0, event.closedShare));
    }
    return this.stores.map((store) => 1 - (closed.get(store.id) ?? 0));
  }
}
