import pl, { type DataFrame, type Expr } from 'nodejs-polars';
import type { PanelFrequency } from '@/lib/features/panel';

/** Name of the column that holds each key of a level. */
export const keyColumns: Record<string, string> = { store: 'store_id', product: 'product_id', category: 'category' };

/** Day number of the first day of a date's period: the day itself, the Monday of its ISO week, or the first of its month. */
export function periodOf(frequency: PanelFrequency, date = 'date'): Expr {
  const day = pl.col(date).cast(pl.Int32);
  if (frequency === 'day') return day;
  return frequency === 'week' ? day.minus(day.plus(3).modulo(7)) : day.minus(pl.col(date).date.day().cast(pl.Int32)).plus(1);
}

/** Aggregated rows as columns: row `i` belongs to series `series[i]` and period `period[i]`. */
export interface Aggregated {
  /** Keys of each series, in order of their values. */
  keys: Record<string, string>[];
  series: Int32Array;
  period: Int32Array;
  values: Record<string, Float64Array>;
}

/**
 * Groups rows by the keys of a level and by period.
 * @param aggregations by name of the result; each yields a number, null where there is none (NaN in the result)
 */
export function aggregate(
  frame: DataFrame,
  keyNames: string[],
  frequency: PanelFrequency,
  aggregations: Record<string, Expr>,
  date = 'date',
): Aggregated {
  const columns = keyNames.map((name) => keyColumns[name] as string);
  const names = Object.keys(aggregations);
  const grouped = frame
    .lazy()
    .withColumn(periodOf(frequency, date).alias('period'))
    .groupBy([...columns, 'period'])
    .agg(...Object.entries(aggregations).map(([name, expression]) => expression.cast(pl.Float64).alias(name)))
    .collectSync();
  // Few strings cross over to JavaScript: one a series; rows carry its number.
  let numbered = grouped.withColumn(pl.lit(0).cast(pl.Int32).alias('series'));
  let keys: Record<string, string>[] = [{}];
  if (columns.length > 0) {
    const unique = grouped
      .select(...columns)
      .unique()
      .sort({ by: columns });
    keys = unique.toRecords().map((row) => Object.fromEntries(keyNames.map((name, k) => [name, row[columns[k] as string] as string])));
    const codes = unique.withColumn(
      pl.Series(
        'series',
        Int32Array.from(keys, (_, i) => i),
      ),
    );
    numbered = grouped.join(codes, { on: columns, how: 'inner' });
  }
  const filled = numbered.select(pl.col('series'), pl.col('period'), ...names.map((name) => pl.col(name).fillNull(pl.lit(Number.NaN))));
  return {
    keys,
    series: filled.getColumn('series').toTypedArray() as Int32Array,
    period: filled.getColumn('period').toTypedArray() as Int32Array,
    values: Object.fromEntries(names.map((name) => [name, filled.getColumn(name).toTypedArray() as Float64Array])),
  };
}
