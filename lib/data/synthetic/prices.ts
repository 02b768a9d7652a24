import { calendarDate, dayOf } from '../days';
import { type Product, products } from './catalog';
import { stream, uniform } from './random';

const epoch = dayOf(2024, 1, 1);

/** List price in dollars of a product, set anew each quarter: some 2.5 % dearer a year, and up to 3 % off that line. */
export function listPrice(seed: number, product: Product, day: number): number {
  const { year, month } = calendarDate(day);
  const quarter = Math.floor((month - 1) / 3);
  const years = (dayOf(year, quarter * 3 + 1, 1) - epoch) / 365.25;
  const step = uniform(stream(seed, 'price', product.id), year * 4 + quarter);
  return Math.max(0.01, Math.round(product.price * (1 + 0.025 * years + 0.06 * (step - 0.5)) * 100) / 100);
}

/** The list prices of a year, each from the first day of its quarter on. */
export function listPricesOf(seed: number, year: number): { productId: string; start: number; listPrice: number }[] {
  return [1, 4, 7, 10].flatMap((month) => {
    const start = dayOf(year, month, 1);
    return products.map((product) => ({ productId: product.id, start, listPrice: listPrice(seed, product, start) }));
  });
}
