import type { DataFrame } from 'nodejs-polars';
import pl from 'nodejs-polars';
import type { DataSource } from './source';

/** Planned price cuts, closures and list prices of a dataset, as its tables have them. Days are day numbers, both ends included. */
export interface Planned {
  promotions: {
    kind: string;
    category: string;
    productId: string | null;
    region: string | null;
    start: number;
    end: number;
    discount: number;
  }[];
  events: { storeId: string; kind: string; start: number; end: number; closedShare: number }[];
  /** List prices by product, in order of the day from which they hold; empty where the dataset plans none. */
  prices: Map<string, { start: number; price: number }[]>;
  /** Which of the tables the dataset has: one that is not there says nothing, an empty one says that nothing is planned. */
  has: { promotions: boolean; events: boolean; prices: boolean };
}

/** Reads what is planned. @throws AlmanacError `data_invalid` naming a file that cannot be read */
export function readPlanned(source: DataSource): Planned {
  const promotions = rows(source.read('promotions', ['kind', 'category', 'product_id', 'region', 'start_date', 'end_date', 'discount']));
  const events = rows(source.read('store_events', ['store_id', 'kind', 'start_date', 'end_date', 'closed_share']));
  const prices = rows(source.read('prices', ['product_id', 'start_date', 'list_price']));
  const byProduct = new Map<string, { start: number; price: number }[]>();
  for (const row of prices ?? []) {
    const product = row.product_id as string;
    const list = byProduct.get(product) ?? [];
    list.push({ start: row.start_date as number, price: row.list_price as number });
    byProduct.set(product, list);
  }
  for (const list of byProduct.values()) list.sort((a, b) => a.start - b.start);
  return {
    promotions: (promotions ?? []).map((row) => ({
      kind: row.kind as string,
      category: row.category as string,
      productId: row.product_id as string | null,
      region: row.region as string | null,
      start: row.start_date as number,
      end: row.end_date as number,
      discount: row.discount as number,
    })),
    events: (events ?? []).map((row) => ({
      storeId: row.store_id as string,
      kind: row.kind as string,
      start: row.start_date as number,
      end: row.end_date as number,
      closedShare: row.closed_share as number,
    })),
    prices: byProduct,
    has: { promotions: promotions !== undefined, events: events !== undefined, prices: prices !== undefined },
  };
}

/** A small table's rows, dates as day numbers. */
function rows(frame: DataFrame | undefined): Record<string, unknown>[] | undefined {
  if (!frame) return undefined;
  const dates = frame.columns.filter((name) => name.endsWith('_date'));
  return frame.withColumns(...dates.map((name) => pl.col(name).cast(pl.Int32))).toRecords();
}
