import { type Product, products } from './catalog';
import { StoreDemand } from './demand';
import { Plan } from './plan';
import { listPrice } from './prices';
import { poisson, type Stream, stream, uniform } from './random';
import { dayOfYear } from './seasonality';
import { makeStore, regions, type Store } from './stores';
import { WeatherStation } from './weather';

export interface RetailerConfig {
  seed: number;
  /** Number of stores. */
  stores: number;
}

/** One day's sales, a row for each store and product, stores outermost. Money in dollars, rounded to cents. */
export interface SalesDay {
  quantity: Int32Array;
  unitPrice: Float64Array;
  sales: Float64Array;
  cost: Float64Array;
  profit: Float64Array;
  discount: Float64Array;
  /** Name of the promotion, null for none. */
  promotion: (string | null)[];
}

/** One day's visitors and weather, a row for each store. */
export interface TrafficDay {
  visitors: Int32Array;
  temperature: Float64Array;
  precipitation: Float64Array;
  openShare: Float64Array;
}

/** Stock at the start of a week, a row for each store and product. */
export interface InventoryWeek {
  onHand: Int32Array;
  onOrder: Int32Array;
  weeksOfSupply: Float64Array;
}

const cents = (amount: number) => Math.round(amount * 100) / 100;

/**
 * A made-up retailer. Whatever is asked of it depends on the seed, the series and the date alone, so a longer span, more
 * stores or another order of questions changes no value.
 */
export class Retailer {
  readonly stores: Store[];
  readonly plan: Plan;
  readonly #demand: StoreDemand[];
  readonly #weather: WeatherStation[];
  readonly #counts: Stream[];
  readonly #visits: Stream[];
  readonly #stock: Stream[];

  constructor(readonly config: RetailerConfig) {
    const { seed } = config;
    this.stores = Array.from({ length: config.stores }, (_, index) => makeStore(seed, index));
    this.plan = new Plan(seed, this.stores);
    this.#demand = this.stores.map((store) => new StoreDemand(seed, store));
    this.#weather = this.stores.map((store) => new WeatherStation(seed, store));
    this.#visits = this.stores.map((store) => stream(seed, 'visits', store.id));
    this.#counts = this.stores.flatMap((store) => products.map((product) => stream(seed, 'units', store.id, product.id)));
    this.#stock = this.stores.flatMap((store) => products.map((product) => stream(seed, 'stock', store.id, product.id)));
  }

  day(day: number): { sales: SalesDay; traffic: TrafficDay } {
    const rows = this.stores.length * products.length;
    const sales: SalesDay = {
      quantity: new Int32Array(rows),
      unitPrice: new Float64Array(rows),
      sales: new Float64Array(rows),
      cost: new Float64Array(rows),
      profit: new Float64Array(rows),
      discount: new Float64Array(rows),
      promotion: new Array<string | null>(rows).fill(null),
    };
    const traffic: TrafficDay = {
      visitors: new Int32Array(this.stores.length),
      temperature: new Float64Array(this.stores.length),
      precipitation: new Float64Array(this.stores.length),
      openShare: new Float64Array(this.stores.length),
    };
    const at = dayOfYear(day);
    const cuts = this.plan.cuts(day);
    const open = this.plan.openShares(day);
    const prices = products.map((product) => listPrice(this.config.seed, product, day));
    this.stores.forEach((store, s) => {
      const demand = this.#demand[s] as StoreDemand;
      const weather = (this.#weather[s] as WeatherStation).at(day, at);
      const here = cuts[regions.indexOf(store.region)] ?? [];
      const share = open[s] as number;
      const visitors = poisson(this.#visits[s] as Stream, day, share * demand.visitors(day, at, weather, here));
      traffic.visitors[s] = visitors;
      traffic.temperature[s] = weather.temperature;
      traffic.precipitation[s] = weather.precipitation;
      traffic.openShare[s] = share;
      products.forEach((product, p) => {
        const row = s * products.length + p;
        const cut = here[p];
        const units = poisson(this.#counts[row] as Stream, day, demand.units(p, day, at, visitors, cut, weather));
        const list = prices[p] as number;
        const price = cents(list * (1 - (cut?.discount ?? 0)));
        const revenue = cents(units * price);
        const cost = cents(units * list * (1 - product.margin));
        sales.quantity[row] = units;
        sales.unitPrice[row] = price;
        sales.sales[row] = revenue;
        sales.cost[row] = cost;
        sales.profit[row] = cents(revenue - cost);
        sales.discount[row] = cut?.discount ?? 0;
        sales.promotion[row] = cut?.name ?? null;
      });
    });
    return { sales, traffic };
  }

  /** Stock on the morning of a week's Monday: one to three weeks of the demand then planned. */
  inventory(monday: number): InventoryWeek {
    const rows = this.stores.length * products.length;
    const stock: InventoryWeek = { onHand: new Int32Array(rows), onOrder: new Int32Array(rows), weeksOfSupply: new Float64Array(rows) };
    const at = dayOfYear(monday);
    this.stores.forEach((store, s) => {
      products.forEach((_: Product, p) => {
        const row = s * products.length + p;
        const own = this.#stock[row] as Stream;
        const weekly = 7 * (this.#demand[s] as StoreDemand).units(p, monday, at, store.visitors, undefined);
        const onHand = Math.round(weekly * (0.9 + 2.1 * uniform(own, monday, 0)));
        stock.onHand[row] = onHand;
        stock.onOrder[row] = onHand < 1.6 * weekly ? Math.round(weekly * (1 + uniform(own, monday, 1))) : 0;
        stock.weeksOfSupply[row] = Math.round((onHand / Math.max(weekly, 0.1)) * 100) / 100;
      });
    });
    return stock;
  }
}
