import { dayOf, mondayOf } from '../days';
import { nthWeekday, thanksgiving } from '../holidays';
import { type Category, categories, products } from './catalog';
import { integer, stream, uniform } from './random';
import { type Region, regions } from './stores';

export type PromotionKind = 'holiday' | 'flash' | 'circular';

/** One planned price cut: for a category or one product of it, in all regions or in one. Both dates are included. */
export interface Promotion {
  id: string;
  name: string;
  kind: PromotionKind;
  category: Category;
  /** Null for the whole category. */
  productId: string | null;
  /** Null for all regions. */
  region: Region | null;
  start: number;
  end: number;
  /** Share off the list price. */
  discount: number;
}

interface Event {
  name: string;
  discount: number;
  categories: readonly Category[];
  days(year: number): [start: number, end: number];
}

const friday = 4;
const monday = 0;

/** The retailer's yearly sales events. */
const events: Event[] = [
  { name: 'New Year', discount: 0.2, categories, days: (year) => [dayOf(year, 1, 1), dayOf(year, 1, 4)] },
  {
    name: "Presidents' Day",
    discount: 0.15,
    categories: ['Electronics', 'Home'],
    days: (year) => longWeekend(nthWeekday(year, 2, monday, 3)),
  },
  {
    name: 'Memorial Day',
    discount: 0.2,
    categories: ['Clothing', 'Home', 'Sports'],
    days: (year) => longWeekend(nthWeekday(year, 5, monday, -1)),
  },
  { name: 'July 4th', discount: 0.2, categories, days: (year) => [dayOf(year, 7, 1), dayOf(year, 7, 4)] },
  {
    name: 'Back to School',
    discount: 0.12,
    categories: ['Electronics', 'Clothing'],
    days: (year) => [nthWeekday(year, 8, monday, 1), nthWeekday(year, 8, monday, 1) + 20],
  },
  {
    name: 'Labor Day',
    discount: 0.2,
    categories: ['Clothing', 'Home', 'Sports'],
    days: (year) => longWeekend(nthWeekday(year, 9, monday, 1)),
  },
  { name: 'Black Friday', discount: 0.3, categories, days: (year) => [thanksgiving(year) + 1, thanksgiving(year) + 3] },
  {
    name: 'Cyber Monday',
    discount: 0.25,
    categories: ['Electronics', 'Home'],
    days: (year) => [thanksgiving(year) + 4, thanksgiving(year) + 4],
  },
  { name: 'Christmas', discount: 0.15, categories, days: (year) => [dayOf(year, 12, 10), dayOf(year, 12, 24)] },
];

function longWeekend(holidayMonday: number): [number, number] {
  return [holidayMonday - (7 - friday), holidayMonday];
}

/**
 * Every promotion that starts in a year, planned whole: it depends on the seed and the year alone, so a plan made today
 * holds when its days come. Yearly events, two flash sales a month, and a weekly circular of one product a category.
 */
export function promotionsOf(seed: number, year: number): Promotion[] {
  return [...yearlyEvents(year), ...flashSales(seed, year), ...circulars(seed, year)].sort(
    (a, b) => a.start - b.start || (a.id < b.id ? -1 : 1),
  );
}

function yearlyEvents(year: number): Promotion[] {
  return events.flatMap((event) => {
    const [start, end] = event.days(year);
    const slug = event.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    return event.categories.map((category) => ({
      id: `${year}-${slug}-${category.toLowerCase()}`,
      name: event.name,
      kind: 'holiday' as const,
      category,
      productId: null,
      region: null,
      start,
      end,
      discount: event.discount,
    }));
  });
}

function flashSales(seed: number, year: number): Promotion[] {
  const own = stream(seed, 'flash');
  return Array.from({ length: 24 }, (_, k): Promotion => {
    const month = Math.floor(k / 2) + 1;
    const at = year * 24 + k;
    const start = dayOf(year, month, 1 + (k % 2) * 14) + integer(own, at, 0, 11, 0);
    const region = uniform(own, at, 1) < 0.5 ? null : (regions[integer(own, at, 0, regions.length - 1, 2)] as Region);
    return {
      id: `${year}-flash-${String(k + 1).padStart(2, '0')}`,
      name: 'Flash sale',
      kind: 'flash',
      category: categories[integer(own, at, 0, categories.length - 1, 3)] as Category,
      productId: null,
      region,
      start,
      end: start + integer(own, at, 0, 2, 4),
      discount: integer(own, at, 3, 7, 5) / 20,
    };
  });
}

function circulars(seed: number, year: number): Promotion[] {
  const own = stream(seed, 'circular');
  const found: Promotion[] = [];
  const first = dayOf(year, 1, 1);
  for (let week = mondayOf(first + 6); week < dayOf(year + 1, 1, 1); week += 7) {
    categories.forEach((category, c) => {
      const assortment = products.filter((product) => product.category === category);
      const chosen = assortment[integer(own, week, 0, assortment.length - 1, 2 * c)];
      if (!chosen) return;
      found.push({
        id: `${year}-circular-${String((week - mondayOf(first)) / 7 + 1).padStart(2, '0')}-${category.toLowerCase()}`,
        name: 'Weekly circular',
        kind: 'circular',
        category,
        productId: chosen.id,
        region: null,
        start: week,
        end: week + 6,
        discount: integer(own, week, 2, 4, 2 * c + 1) / 20,
      });
    });
  }
  return found;
}
