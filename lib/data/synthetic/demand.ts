import { weekday } from '../days';
import { holidayOn } from '../holidays';
import { type Category, categories, type Product, products } from './catalog';
import { listPrice } from './prices';
import type { PromotionKind } from './promotions';
import { drift, normal, type Stream, stream } from './random';
import { seasonalDemand, seasonalTraffic } from './seasonality';
import type { Store } from './stores';
import { normalTemperature, type Weather } from './weather';

/** Visitors on a holiday against a like day; holidays not named draw as usual. */
const holidayTraffic: Record<string, number> = {
  "New Year's Day": 0.75,
  'Martin Luther King Jr. Day': 1.08,
  "Washington's Birthday": 1.12,
  'Easter Sunday': 0.6,
  'Memorial Day': 1.12,
  'Independence Day': 0.85,
  'Labor Day': 1.1,
  'Columbus Day': 1.08,
  Halloween: 0.92,
  'Veterans Day': 1.06,
  'Day after Thanksgiving Day': 1.5,
  'Christmas Eve': 0.9,
  "New Year's Eve": 0.85,
};

/** Buyers a promotion brings beyond what its price explains: shelf ends, leaflets, queues at the door. */
const attention: Record<PromotionKind, number> = { holiday: 1.15, flash: 1.3, circular: 1.12 };
/** More visitors for each category's worth of a chain-wide discount: 0.9 on a 30 % sale of all categories is 27 % more. */
const draw: Record<PromotionKind, number> = { holiday: 0.9, flash: 0.5, circular: 0 };

/** Weekday effect of each category, Monday first: weekends are for the home and for clothes. */
const categoryWeek: Record<Category, readonly number[]> = {
  Electronics: [1.02, 1.03, 1.02, 1.01, 1, 0.96, 0.96],
  Clothing: [0.95, 0.95, 0.96, 0.99, 1.03, 1.07, 1.05],
  Home: [0.95, 0.94, 0.95, 0.96, 0.99, 1.1, 1.11],
  Sports: [1.03, 1.02, 1, 0.98, 1, 1, 0.97],
};

/** The best cut that holds for a product on a day in a region. */
export interface Cut {
  discount: number;
  kind: PromotionKind;
  name: string;
}

const epoch = 19723; // 2024-01-01
const weatherPull: Partial<Record<Product['seasonality'], number>> = { summer: 0.018, spring: 0.012, winter: -0.02 };

/** One product's streams and standing at one store. */
interface Taste {
  own: Stream;
  shared: Stream;
  /** Growth of demand a year. */
  trend: number;
  /** How well it sells at this store against elsewhere. */
  level: number;
}

/** Expected visitors and demand of one store. All effects multiply. */
export class StoreDemand {
  readonly #own: Stream;
  readonly #economy: Stream;
  readonly #products: Taste[];

  constructor(
    private readonly seed: number,
    readonly store: Store,
  ) {
    this.#own = stream(seed, 'traffic', store.id);
    this.#economy = stream(seed, 'economy');
    this.#products = products.map((product) => {
      const shared = stream(seed, 'product', product.id);
      const own = stream(seed, 'assortment', store.id, product.id);
      return { own, shared, trend: 0.05 + 0.05 * normal(shared, -1), level: Math.exp(0.2 * normal(own, -1)) };
    });
  }

  /** Visitors expected on a day, were the store wholly open. `cuts` are of all products. */
  visitors(day: number, dayOfYear: number, weather: Weather, cuts: (Cut | undefined)[]): number {
    const { store } = this;
    const years = (day - epoch) / 365.25;
    const holiday = holidayOn(day);
    const comfort = Math.exp(
      -0.011 * Math.min(weather.precipitation, 20) -
        0.006 * Math.max(0, -weather.temperature) -
        0.012 * Math.max(0, weather.temperature - 32),
    );
    let promotions = 1;
    for (let p = 0; p < cuts.length; p++) {
      const cut = cuts[p];
      if (cut) promotions += (draw[cut.kind] * cut.discount) / cuts.length;
    }
    const mood =
      0.02 * drift(this.#economy, day, 120) +
      0.035 * drift(this.#own, day, 84) +
      0.03 * drift(stream(this.#own, 'month'), day, 21) +
      0.045 * normal(this.#own, day, 9);
    return (
      store.visitors *
      (1 + store.growth * years) *
      (store.week[weekday(day)] as number) *
      seasonalTraffic(dayOfYear) *
      (holiday ? (holidayTraffic[holiday.name] ?? 1) : 1) *
      comfort *
      promotions *
      Math.exp(mood)
    );
  }

  /** Units expected of product number `p` from this many visitors. Without `weather`, as planned: no weather, no noise. */
  units(p: number, day: number, dayOfYear: number, visitors: number, cut: Cut | undefined, weather?: Weather): number {
    const product = products[p] as Product;
    const { own, shared, trend, level } = this.#products[p] as Taste;
    const years = (day - epoch) / 365.25;
    const taste = this.store.taste[categories.indexOf(product.category)] as number;
    const price = listPrice(this.seed, product, day) / product.price / (1 + 0.025 * years);
    const week = categoryWeek[product.category][weekday(day)] as number;
    let effect = seasonalDemand(product.seasonality, dayOfYear) * week * Math.exp(trend * years) * price ** -product.elasticity;
    if (cut) effect *= (1 - cut.discount) ** -product.elasticity * attention[cut.kind];
    if (weather) {
      const warmth = weather.temperature - normalTemperature(this.store.region, dayOfYear);
      effect *= Math.exp(
        (weatherPull[product.seasonality] ?? 0) * warmth +
          0.06 * drift(shared, day, 45) +
          0.05 * drift(own, day, 60) +
          0.12 * normal(own, day, 3),
      );
    }
    return (visitors / 1000) * product.demand * taste * level * effect;
  }
}
