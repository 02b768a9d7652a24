import { dayOf, isoDate } from '@/lib/data/days';
import { seriesId } from '@/lib/datasets/series-id';

export const chainDataset = 'bench';
export const chainLevel = 'store+product';
export const chainHorizon = 28;
/** Three years. */
const days = 1095;
const categories = 10;
const products = 100;

/** One level of the chain: its series, and which modelled series each adds up. */
export interface ChainLevel {
  level: string;
  keys: Record<string, string>[];
  ids: string[];
  /** Of each modelled series, the series of this level that it is a part of. */
  of: Int32Array;
}

const named = (kind: string, number: number) => `${kind}_${String(number + 1).padStart(3, '0')}`;

/** A chain of stores that sell a hundred products in ten categories for three years up to yesterday: made-up sales without a file. */
export class Chain {
  readonly origin: number;
  readonly days = days;
  readonly levels: ChainLevel[];
  private readonly stores: number;

  /** @param series modelled ones, one a store and product: rounded to whole stores */
  constructor(series: number, now = new Date()) {
    this.stores = Math.max(1, Math.round(series / products));
    this.origin = dayOf(now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()) - 1;
    const part = (
      level: string,
      count: number,
      of: (store: number, product: number) => number,
      keys: (k: number) => Record<string, string>,
    ) => ({
      level,
      keys: Array.from({ length: count }, (_, k) => keys(k)),
      ids: Array.from({ length: count }, (_, k) => seriesId(chainDataset, level, keys(k))),
      of: Int32Array.from({ length: this.stores * products }, (_, k) => of(Math.floor(k / products), k % products)),
    });
    const store = (k: number) => ({ store: named('store', k) });
    const category = (k: number) => ({ category: named('category', k) });
    const product = (k: number) => ({ product: named('product', k), ...category(k % categories) });
    this.levels = [
      part(
        chainLevel,
        this.stores * products,
        (s, p) => s * products + p,
        (k) => ({ ...store(Math.floor(k / products)), ...product(k % products) }),
      ),
      part(
        'store+category',
        this.stores * categories,
        (s, p) => s * categories + (p % categories),
        (k) => ({
          ...store(Math.floor(k / categories)),
          ...category(k % categories),
        }),
      ),
      part('store', this.stores, (s) => s, store),
      part('product', products, (_, p) => p, product),
      part('category', categories, (_, p) => p % categories, category),
      part(
        'total',
        1,
        () => 0,
        () => ({}),
      ),
    ];
  }

  get modelled(): ChainLevel {
    return this.levels[0] as ChainLevel;
  }

  get firstDate(): string {
    return isoDate(this.origin - days + 1);
  }

  /** What a modelled series sells on a day by its size, the weekday, the season and its trend; chance aside. */
  expected(series: number, day: number): number {
    const size = 20 + 180 * share(series, 1);
    const week = 1 + 0.3 * Math.sin((2 * Math.PI * (day % 7)) / 7);
    const year = 1 + 0.2 * Math.sin((2 * Math.PI * (day + 365 * share(series, 2))) / 365.25);
    return size * week * year * (1 + 3e-4 * (share(series, 3) - 0.5) * (day - this.origin));
  }

  sales(series: number, day: number): number {
    return Math.round(this.expected(series, day) * (0.8 + 0.4 * share(series, day)) * 100) / 100;
  }

  /** Values of every modelled series over a span, series after series. */
  table(first: number, length: number, at: (series: number, day: number) => number): Float64Array {
    const values = new Float64Array(this.modelled.ids.length * length);
    for (let row = 0; row < values.length; row++) values[row] = at(Math.floor(row / length), first + (row % length));
    return values;
  }

  /** The same of another level: the sums of its parts. */
  sums({ of, ids }: ChainLevel, values: Float64Array, length: number): Float64Array {
    const sums = new Float64Array(ids.length * length);
    for (let row = 0; row < values.length; row++) {
      const place = (of[Math.floor(row / length)] as number) * length + (row % length);
      sums[place] = (sums[place] as number) + (values[row] as number);
    }
    return sums.map((value) => Math.round(value * 100) / 100);
  }
}

/** A number from 0 to 1, the same at every call. */
function share(a: number, b: number): number {
  let x = Math.imul(a + 0x9e37, 0x85ebca6b) ^ Math.imul(b + 0x79b9, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}
