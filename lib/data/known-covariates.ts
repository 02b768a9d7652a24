import type { Planned } from './planned';

/** Who sells what: the stores with their regions, the products with their categories. */
export interface Assortment {
  /** Region of each store; null where the dataset has none. */
  stores: Map<string, string | null>;
  /** Category of each product. */
  products: Map<string, string>;
}

/** Unit of each covariate that is known ahead, for people. */
export const knownUnits: Record<string, string> = {
  promotion_share: 'share of the assortment at a discount',
  discount: 'mean discount of the assortment, share of the list price',
  holiday_promotion: 'share of the assortment in a holiday sale',
  flash_promotion: 'share of the assortment in a flash sale',
  price_index: 'mean planned price after discounts against the first list price',
  closed_share: 'share of the stores that is closed',
  renovation_share: 'share of the stores that is closed for renovation',
};

/** Daily covariates of one series; the arrays go from `first` to `last`. */
export type DailyCovariates = Record<string, Float64Array>;

/**
 * What is planned for each series on each day, from the plan alone: the same for days past and to come, so that a forecast
 * knows what training knew. Products weigh equally and so do stores: weights by sales would tell of sales not made yet.
 */
export class KnownCovariates {
  readonly names: string[];
  readonly #days: number;
  readonly #regions: (string | null)[];
  readonly #products: string[];
  /** By region: days x products. */
  readonly #cuts = new Map<string | null, { discount: Float64Array; holiday: Uint8Array; flash: Uint8Array }>();
  /** Days x products: list price against the product's first one. */
  readonly #prices: Float64Array | undefined;
  readonly #closed = new Map<string, { closed: Float64Array; renovation: Float64Array }>();

  constructor(
    planned: Planned,
    private readonly assortment: Assortment,
    private readonly first: number,
    last: number,
  ) {
    this.#days = last - first + 1;
    this.#products = [...assortment.products.keys()];
    this.#regions = [...new Set(assortment.stores.values())];
    for (const region of this.#regions) this.#cuts.set(region, this.#cutsIn(region, planned));
    this.#prices = planned.has.prices ? this.#relativePrices(planned) : undefined;
    for (const store of assortment.stores.keys()) this.#closed.set(store, this.#closures(store, planned));
    this.names = [
      ...(planned.has.promotions ? ['promotion_share', 'discount', 'holiday_promotion', 'flash_promotion'] : []),
      ...(planned.has.prices ? ['price_index'] : []),
      ...(planned.has.events ? ['closed_share', 'renovation_share'] : []),
    ];
  }

  /** Of the series that these keys name: one store or all, one product, the products of a category, or all. */
  of(keys: Record<string, string>): DailyCovariates {
    const stores = keys.store === undefined ? [...this.assortment.stores.keys()] : [keys.store];
    const products = this.#products.flatMap((id, p) => {
      const fits =
        keys.product === undefined
          ? keys.category === undefined || this.assortment.products.get(id) === keys.category
          : id === keys.product;
      return fits ? [p] : [];
    });
    const out = Object.fromEntries(this.names.map((name) => [name, new Float64Array(this.#days)]));
    for (const region of this.#regions) {
      const share = stores.filter((store) => this.assortment.stores.get(store) === region).length / stores.length;
      if (share > 0) this.#addCuts(out, region, products, share / products.length);
    }
    for (const store of stores) {
      const { closed, renovation } = this.#closed.get(store) ?? {};
      if (closed && renovation)
        for (let day = 0; day < this.#days; day++) {
          if (out.closed_share) out.closed_share[day]! += (closed[day] as number) / stores.length;
          if (out.renovation_share) out.renovation_share[day]! += (renovation[day] as number) / stores.length;
        }
    }
    return out;
  }

  #addCuts(out: DailyCovariates, region: string | null, products: number[], weight: number): void {
    const cuts = this.#cuts.get(region);
    if (!cuts) return;
    const { promotion_share: share, discount, holiday_promotion: holiday, flash_promotion: flash, price_index: price } = out;
    for (let day = 0; day < this.#days; day++) {
      for (const p of products) {
        const at = day * this.#products.length + p;
        const cut = cuts.discount[at] as number;
        if (share && cut > 0) share[day]! += weight;
        if (discount) discount[day]! += weight * cut;
        if (holiday) holiday[day]! += weight * (cuts.holiday[at] as number);
        if (flash) flash[day]! += weight * (cuts.flash[at] as number);
        if (price && this.#prices) price[day]! += weight * (this.#prices[at] as number) * (1 - cut);
      }
    }
  }

  #cutsIn(region: string | null, planned: Planned) {
    const size = this.#days * this.#products.length;
    const cuts = { discount: new Float64Array(size), holiday: new Uint8Array(size), flash: new Uint8Array(size) };
    for (const promotion of planned.promotions) {
      if (promotion.region !== null && promotion.region !== region) continue;
      const from = Math.max(0, promotion.start - this.first);
      const to = Math.min(this.#days - 1, promotion.end - this.first);
      if (from > to) continue;
      this.#products.forEach((id, p) => {
        if (promotion.productId === null ? this.assortment.products.get(id) !== promotion.category : promotion.productId !== id) return;
        for (let day = from; day <= to; day++) {
          const at = day * this.#products.length + p;
          // The best cut holds; flags tell of every promotion that runs.
          cuts.discount[at] = Math.max(cuts.discount[at] as number, promotion.discount);
          if (promotion.kind === 'holiday') cuts.holiday[at] = 1;
          if (promotion.kind === 'flash') cuts.flash[at] = 1;
        }
      });
    }
    return cuts;
  }

  #relativePrices({ prices }: Planned): Float64Array {
    const out = new Float64Array(this.#days * this.#products.length).fill(Number.NaN);
    this.#products.forEach((id, p) => {
      const list = prices.get(id) ?? [];
      const reference = list[0]?.price ?? Number.NaN;
      let next = 0;
      let price = Number.NaN;
      for (let day = 0; day < this.#days; day++) {
        for (let at = list[next]; at && at.start <= this.first + day; at = list[++next]) price = at.price;
        out[day * this.#products.length + p] = price / reference;
      }
    });
    return out;
  }

  #closures(store: string, { events }: Planned) {
    const closed = new Float64Array(this.#days);
    const renovation = new Float64Array(this.#days);
    for (const event of events) {
      if (event.storeId !== store) continue;
      const values = event.kind === 'renovation' ? renovation : closed;
      const to = Math.min(this.#days - 1, event.end - this.first);
      for (let day = Math.max(0, event.start - this.first); day <= to; day++)
        values[day] = Math.max(values[day] as number, event.closedShare);
    }
    return { closed, renovation };
  }
}
