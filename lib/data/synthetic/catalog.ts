import type { Seasonality } from './seasonality';

export const categories = ['Electronics', 'Clothing', 'Home', 'Sports'] as const;
export type Category = (typeof categories)[number];

export interface Product {
  id: string;
  name: string;
  category: Category;
  /** List price in US dollars at the start of 2024. */
  price: number;
  /** Share of the list price above cost. */
  margin: number;
  seasonality: Seasonality;
  /** Units sold to 1,000 visitors on an ordinary day. */
  demand: number;
  /** How demand answers price: units go with price to the power of minus this. */
  elasticity: number;
}

function product(
  number: number,
  name: string,
  category: Category,
  price: number,
  margin: number,
  seasonality: Seasonality,
  demand: number,
  elasticity: number,
): Product {
  return { id: `product_${String(number).padStart(3, '0')}`, name, category, price, margin, seasonality, demand, elasticity };
}

/** What the retailer sells, five products in each of four categories. */
export const products: Product[] = [
  product(1, 'Wireless headphones', 'Electronics', 89.99, 0.32, 'holiday', 9, 1.9),
  product(2, '10-inch tablet', 'Electronics', 249.99, 0.18, 'back_to_school', 3.6, 2.1),
  product(3, 'Smart watch', 'Electronics', 199.99, 0.26, 'fitness', 3.4, 1.8),
  product(4, 'Portable speaker', 'Electronics', 59.99, 0.35, 'summer', 7, 1.7),
  product(5, 'Phone charger', 'Electronics', 19.99, 0.55, 'all_year', 22, 1.1),
  product(6, 'Winter jacket', 'Clothing', 119.99, 0.48, 'winter', 6, 1.6),
  product(7, 'Summer dress', 'Clothing', 49.99, 0.55, 'summer', 10, 1.7),
  product(8, 'Kids school uniform', 'Clothing', 34.99, 0.42, 'back_to_school', 11, 1.2),
  product(9, 'Jeans', 'Clothing', 59.99, 0.5, 'all_year', 13, 1.5),
  product(10, 'Rain coat', 'Clothing', 69.99, 0.46, 'spring', 6, 1.5),
  product(11, 'Coffee maker', 'Home', 79.99, 0.3, 'holiday', 6.5, 1.8),
  product(12, 'Patio set', 'Home', 299.99, 0.28, 'spring', 1.8, 2),
  product(13, 'Space heater', 'Home', 64.99, 0.33, 'winter', 6, 1.4),
  product(14, 'Bedding set', 'Home', 74.99, 0.44, 'all_year', 7.5, 1.6),
  product(15, 'Desk lamp', 'Home', 29.99, 0.47, 'back_to_school', 10, 1.3),
  product(16, 'Yoga mat', 'Sports', 24.99, 0.52, 'fitness', 13, 1.3),
  product(17, 'Running shoes', 'Sports', 109.99, 0.43, 'spring', 7, 1.7),
  product(18, 'Camping tent', 'Sports', 159.99, 0.34, 'summer', 2.6, 1.9),
  product(19, 'Ski goggles', 'Sports', 79.99, 0.45, 'winter', 3.8, 1.5),
  product(20, 'Dumbbell set', 'Sports', 139.99, 0.36, 'fitness', 3.2, 1.6),
];

/** Category of each product by its id. */
export const productCategory: Record<string, string> = Object.fromEntries(products.map(({ id, category }) => [id, category]));
