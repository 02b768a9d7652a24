import { products } from './catalog';
import type { Retailer } from './retailer';

/** Raised by whatever changes a value: data of different generators must not lie in one folder. */
export const generatorVersion = 2;

/** What is told of the retailer in `metadata.json`: who it is and what its columns mean. */
export function describeRetailer({ config, stores }: Retailer) {
  return {
    generator: 'almanac-synthetic-retailer',
    generatorVersion,
    ...config,
    storeDetails: stores.map(({ id, format, region, area, visitors, growth }) => ({
      id,
      format,
      region,
      areaSquareMetres: area,
      visitorsPerDay: visitors,
      growthPerYear: growth,
    })),
    products: products.map(({ id, name, category, price, margin, seasonality, elasticity }) => ({
      id,
      name,
      category,
      price,
      margin,
      seasonality,
      elasticity,
    })),
    tables: {
      sales: {
        partitions: ['year', 'month', 'day'],
        rows: 'one a day, store and product; a closed store has rows of zero',
        columns: {
          date: 'day',
          quantity_sold: 'units',
          unit_price: 'USD after the discount',
          sales: 'USD, the target',
          cost: 'USD',
          profit: 'USD',
          discount: 'share off the list price',
          promotion: 'name of the promotion, null for none',
        },
      },
      customer_traffic: {
        partitions: ['year', 'week'],
        rows: 'one a day and store',
        columns: {
          visitors: 'people',
          temperature: 'degrees Celsius, mean of the day',
          precipitation: 'mm',
          open_share: 'share of the store that is open',
        },
      },
      inventory: {
        partitions: ['year', 'week'],
        rows: 'one a week (ISO), store and product, as on Monday morning',
        columns: { on_hand: 'units', on_order: 'units', weeks_of_supply: 'weeks' },
      },
      promotions: {
        partitions: ['year'],
        rows: 'one a planned price cut; null product or region means all',
        columns: { discount: 'share off the list price' },
      },
      prices: { partitions: ['year'], rows: 'one a product and quarter', columns: { list_price: 'USD from start_date on' } },
      store_events: { partitions: ['year'], rows: 'one a planned closure', columns: { closed_share: 'share of the store that is closed' } },
    },
  };
}
