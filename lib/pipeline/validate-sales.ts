import pl, { type DataFrame, type Expr } from 'nodejs-polars';
import { isoDate } from '@/lib/data/days';
import { stream, uniform } from '@/lib/data/synthetic/random';
import { type Check, check, mostOffences, type Offence, place } from './check';

/** Shares of rows up to which returns and blanks are told of, and above which they stop the run. */
const tolerated = { nullTarget: 0.01, negativeSales: 0.01, missingDays: 0.2 };
const outlierDistance = 12;

/** Sales rows in the order of their files, with the columns `file` and `row` (from 0, over all files). */
export interface SalesRows {
  frame: DataFrame;
  first: number;
  last: number;
  today: number;
}

/** Checks of every row of sales. */
export function fullChecks({ frame, first, last, today }: SalesRows): Check[] {
  const rows = new RowFinder(frame);
  const share = (count: number) => count / Math.max(1, frame.height);
  const key = ['date', 'store_id', 'product_id'];
  const duplicates = frame.filter(pl.col('row').count().over('date', 'store_id', 'product_id').gt(1));
  const blanks = frame.filter(pl.col('sales').isNull().or(pl.col('sales').isNan()));
  const infinite = frame.filter(pl.col('sales').isInfinite());
  const negative = frame.filter(pl.col('sales').lt(0));
  const unnamed = frame.filter(
    [...key, 'category']
      .map((name) =>
        name === 'date'
          ? pl.col(name).isNull()
          : pl
              .col(name)
              .isNull()
              .or(pl.col(name).eq(pl.lit(''))),
      )
      .reduce((any, one) => any.or(one)),
  );
  const ambiguous = frame.filter(pl.col('category').nUnique().over('product_id').gt(1));
  const day = pl.col('date').cast(pl.Int32);
  const future = frame.filter(day.gt(today));
  const misplaced = frame.filter(
    pl
      .concatString([pl.lit('sales/year='), pl.col('date').date.strftime('%Y/month=%m/day=%d/')], '')
      .neq(pl.col('file').str.replace('[^/]+$', '')),
  );
  const days = (frame.select(day.alias('day')).unique().getColumn('day').toArray() as (number | null)[]).filter((value) => value !== null);
  const have = new Set(days);
  const absent: number[] = [];
  for (let at = first; at <= last; at++) if (!have.has(at)) absent.push(at);
  const series = frame.groupBy(['store_id', 'product_id']).agg(pl.col('date').nUnique().alias('n')).filter(pl.col('n').lt(days.length));
  return [
    check(
      'null-target',
      share(blanks.height) > tolerated.nullTarget ? 'error' : 'warning',
      blanks.height,
      'rows without sales',
      rows.offences(blanks, 'sales'),
    ),
    check('finite-target', 'error', infinite.height, 'rows with infinite sales', rows.offences(infinite, 'sales')),
    check(
      'duplicates',
      'error',
      duplicates.height,
      'rows share date, store and product with another',
      rows.offences(duplicates, 'product_id'),
    ),
    check(
      'negative-sales',
      share(negative.height) > tolerated.negativeSales ? 'error' : 'warning',
      negative.height,
      'rows with negative sales',
      rows.offences(negative, 'sales'),
    ),
    check('unknown-keys', 'error', unnamed.height, 'rows without a date, store, product or category', rows.offences(unnamed, 'store_id')),
    check(
      'one-category',
      'error',
      ambiguous.height,
      'rows of products that are in several categories',
      rows.offences(ambiguous, 'category'),
    ),
    check('future-dates', 'error', future.height, 'rows dated after today', rows.offences(future, 'date')),
    check('partition-dates', 'error', misplaced.height, 'rows lie in the file of another day', rows.offences(misplaced, 'date')),
    check(
      'missing-days',
      absent.length / (last - first + 1) > tolerated.missingDays ? 'error' : 'warning',
      absent.length,
      'days have no sales at all',
      absent.slice(0, mostOffences).map((at) => place('date', isoDate(at))),
    ),
    check(
      'gaps',
      'warning',
      series.height,
      'series of a store and product lack days that others have',
      series
        .head(mostOffences)
        .toRecords()
        .map((row) => place('date', `${row.store_id}/${row.product_id}: ${row.n} of ${days.length} days`)),
    ),
    outliers(frame, rows),
  ];
}

/** Values far from their series' median, in robust standard deviations of log sales: sales days stretch, they do not shift. */
function outliers(frame: DataFrame, rows: RowFinder): Check {
  const over = (value: Expr) => value.over('store_id', 'product_id');
  const scored = frame
    .filter(pl.col('sales').gt(0))
    .withColumn(pl.col('sales').plus(1).log().alias('log'))
    .withColumn(
      pl
        .col('log')
        .minus(over(pl.col('log').median()))
        .abs()
        .alias('off'),
    )
    .withColumn(over(pl.col('off').median()).multiplyBy(1.4826).alias('spread'));
  const far = scored.filter(pl.col('off').gt(pl.col('spread').plus(0.05).multiplyBy(outlierDistance)));
  return check(
    'outliers',
    'warning',
    far.height,
    `rows lie more than ${outlierDistance} robust standard deviations from their series' median`,
    rows.offences(far, 'sales'),
  );
}

/** Checks of a sample of rows, the same for the same seed: what a row says of itself must fit together. */
export function sampledChecks({ frame }: Pick<SalesRows, 'frame'>, size: number, seed: number): Check[] {
  const own = stream(seed, 'validation-sample');
  const rows = new RowFinder(frame);
  const order = Array.from({ length: frame.height }, (_, row) => ({ row, rank: uniform(own, row) }));
  const chosen = size >= frame.height ? order : order.sort((a, b) => a.rank - b.rank).slice(0, size);
  const sample = frame.join(
    pl.DataFrame([
      pl.Series(
        'row',
        Int32Array.from(chosen, ({ row }) => row),
      ),
    ]),
    { on: 'row', how: 'inner' },
  );
  const has = (...names: string[]) => names.every((name) => frame.columns.includes(name));
  const found: Check[] = [];
  const add = (name: string, message: string, column: string, wrong: Expr) => {
    const offending = sample.filter(wrong);
    found.push(check(name, 'warning', offending.height, `of ${sample.height} sampled rows ${message}`, rows.offences(offending, column)));
  };
  if (has('quantity_sold')) add('quantity-range', 'sell a negative quantity', 'quantity_sold', pl.col('quantity_sold').lt(0));
  if (has('discount'))
    add('discount-range', 'have a discount outside 0 to 1', 'discount', pl.col('discount').lt(0).or(pl.col('discount').gt(1)));
  if (has('unit_price')) add('price-range', 'have no positive price', 'unit_price', pl.col('unit_price').ltEq(0));
  if (has('quantity_sold', 'unit_price')) {
    const off = pl.col('quantity_sold').multiplyBy(pl.col('unit_price')).minus(pl.col('sales')).abs();
    add('amount', 'do not sell for quantity times price', 'sales', off.gt(pl.col('sales').abs().multiplyBy(0.01).plus(0.05)));
  }
  return found;
}

/** Finds rows again in their files. */
class RowFinder {
  readonly #first: Map<string, number>;

  constructor(frame: DataFrame) {
    const firsts = frame.groupBy(['file']).agg(pl.col('row').min().alias('first')).toRecords();
    this.#first = new Map(firsts.map((row) => [row.file as string, row.first as number]));
  }

  offences(rows: DataFrame, column: string): Offence[] {
    const shown = rows.select(pl.col('file'), pl.col('row'), pl.col(column).cast(pl.Utf8).alias('value')).sort('row').head(mostOffences);
    return shown.toRecords().map((row) => ({
      file: row.file as string,
      row: (row.row as number) - (this.#first.get(row.file as string) ?? 0) + 1,
      column,
      value: row.value as string | null,
    }));
  }
}
