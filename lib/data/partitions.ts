import { calendarDate, dayOf, mondayOf } from './days';

/** The tables of a dataset, each a folder of hive-partitioned parquet files. */
export const tables = ['sales', 'customer_traffic', 'inventory', 'promotions', 'store_events', 'prices'] as const;
export type TableName = (typeof tables)[number];

const two = (value: number) => String(value).padStart(2, '0');

/** `sales/year=2026/month=01/day=31/sales.parquet`: one file a day. */
export function dayFile(table: 'sales', day: number): string {
  const { year, month, date } = calendarDate(day);
  return `${table}/year=${year}/month=${two(month)}/day=${two(date)}/${table}.parquet`;
}

/** `inventory/year=2026/week=05/inventory.parquet`, year and week of ISO 8601. */
export function weekFile(table: 'customer_traffic' | 'inventory', monday: number): string {
  const { year, week } = isoWeekOf(monday);
  return `${table}/year=${year}/week=${two(week)}/${table}.parquet`;
}

/** `promotions/year=2026/promotions.parquet`: what starts (or, for prices, holds) in that year. */
export function yearFile(table: 'promotions' | 'store_events' | 'prices', year: number): string {
  return `${table}/year=${year}/${table}.parquet`;
}

/** Table and day number that a path's partitions name; undefined for a path that is not one of a day's. */
export function dayOfFile(path: string): { table: string; day: number } | undefined {
  const match = /^([a-z_]+)\/year=(\d{4})\/month=(\d\d)\/day=(\d\d)\/[^/]+\.parquet$/.exec(path);
  return match ? { table: match[1] as string, day: dayOf(Number(match[2]), Number(match[3]), Number(match[4])) } : undefined;
}

/** ISO 8601 year and week of a day: a week belongs to the year of its Thursday. */
export function isoWeekOf(day: number): { year: number; week: number } {
  const thursday = mondayOf(day) + 3;
  const { year } = calendarDate(thursday);
  return { year, week: 1 + Math.floor((thursday - dayOf(year, 1, 1)) / 7) };
}
