import pl, { type DataFrame } from 'nodejs-polars';
import type { ObservationSource } from './observation-source';
import { PeriodClock } from './period-clock';

/** First and last day with a recorded target in all of a version's parts, in a span of days; undefined where there is none. */
export function recordedSpan(
  source: ObservationSource,
  { from, to }: { from?: number; to?: number } = {},
): { first: number; last: number } | undefined {
  let span: { first: number; last: number } | undefined;
  const day = pl.col('date').cast(pl.Int32);
  for (let part = 0; part < source.parts.length; part++) {
    const [row] = source.guard(() => {
      let rows = source.scan(part).filter(pl.col('y').isNotNull().and(pl.col('y').isNotNan()));
      if (from !== undefined) rows = rows.filter(day.gtEq(pl.lit(from)));
      if (to !== undefined) rows = rows.filter(day.ltEq(pl.lit(to)));
      return rows.select(day.min().alias('first'), day.max().alias('last')).collectSync().toRecords();
    });
    if (row?.first == null || row.last == null) continue;
    span = {
      first: Math.min(span?.first ?? Number.POSITIVE_INFINITY, row.first as number),
      last: Math.max(span?.last ?? Number.NEGATIVE_INFINITY, row.last as number),
    };
  }
  return span;
}

/** Where a row has no place: its date or a key is missing, its date is outside the grid, or is no label of a period. */
export const outside = -1;
export const offCalendar = -2;
/** Stands for a missing date. */
const noDay = -(2 ** 31);

/**
 * The rows of a version as one grid: series by period. Strings are looked at once, for the series of each row; after that a
 * column is read by its numbers alone, and one at a time, so that millions of rows take megabytes.
 */
export class ObservationGrid {
  /** Keys and attributes of each series, in order of the keys' values. */
  readonly series: Record<string, string>[];
  /** Cell of each row by part: `series * periods + period`, or `outside`, or `offCalendar`. */
  readonly cells: Int32Array[];

  /**
   * @param first label of the first period
   * @param periods from the first one on, those of the horizon included
   */
  constructor(
    readonly source: ObservationSource,
    first: number,
    readonly periods: number,
  ) {
    const { keys } = source.observations;
    const table = seriesTable(source);
    this.series = table.select(...source.names).toRecords() as Record<string, string>[];
    const codes = table.select(...keys, 'series');
    const index = periodIndex(new PeriodClock(source.observations.frequency, first), first, periods);
    this.cells = source.parts.map((_, part) => {
      const day = pl.col('date').cast(pl.Int32).fillNull(pl.lit(noDay)).alias('day');
      const rows = source.guard(() => {
        const read = source.scan(part).select('row', ...keys, day);
        const numbered =
          keys.length === 0
            ? read.withColumn(pl.lit(0).cast(pl.Int32).alias('series'))
            : read.join(codes.lazy(), { on: keys, how: 'inner' });
        return numbered.select(pl.col('row').cast(pl.Int32), 'series', 'day').collectSync();
      });
      const numbers = (name: string) => rows.getColumn(name).toTypedArray() as Int32Array;
      const [row, series, days] = [numbers('row'), numbers('series'), numbers('day')];
      const cells = new Int32Array(source.parts[part]?.rows ?? row.length).fill(outside);
      for (let i = 0; i < row.length; i++) {
        const period = index(days[i] as number);
        cells[row[i] as number] = period < 0 ? period : (series[i] as number) * periods + period;
      }
      return cells;
    });
  }

  /** A column on the grid, `[series * periods + period]`; NaN where nothing was recorded. */
  column(name: string): Float64Array {
    const out = new Float64Array(this.series.length * this.periods).fill(Number.NaN);
    this.cells.forEach((cells, part) => {
      const values = this.source.numbers(part, name);
      for (let row = 0; row < values.length; row++) {
        const cell = cells[row] as number;
        const value = values[row] as number;
        if (cell >= 0 && value === value) out[cell] = value;
      }
    });
    return out;
  }
}

/** Every combination of keys that comes up, numbered in order; of attributes that do not agree the first one holds. */
function seriesTable(source: ObservationSource): DataFrame {
  const { keys } = source.observations;
  if (source.names.length === 0) return pl.DataFrame([pl.Series('series', Int32Array.of(0))]);
  const parts = source.parts.map((_, part) =>
    source.guard(() =>
      source
        .scan(part)
        .select(...source.names)
        .unique()
        .collectSync(),
    ),
  );
  const all = pl.concat(parts).unique().sort({ by: source.names });
  // An attribute of no key would not be one; without keys there is one series.
  const table = keys.length === 0 ? all.head(1) : all.unique({ subset: keys, keep: 'first', maintainOrder: true });
  return table.withColumn(
    pl.Series(
      'series',
      Int32Array.from({ length: table.height }, (_, i) => i),
    ),
  );
}

/** The period of a day by table: the same day comes up in every series. */
function periodIndex(clock: PeriodClock, first: number, periods: number): (day: number) => number {
  const base = clock.indexOf(first);
  const known = new Map<number, number>([[noDay, outside]]);
  return (day) => {
    let found = known.get(day);
    if (found === undefined) {
      const index = clock.find(day);
      if (index === undefined) found = offCalendar;
      else found = index - base >= 0 && index - base < periods ? index - base : outside;
      known.set(day, found);
    }
    return found;
  };
}
