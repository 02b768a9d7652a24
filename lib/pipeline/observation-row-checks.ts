import pl, { type Expr } from 'nodejs-polars';
import { type ObservationGrid, offCalendar } from '@/lib/data/observation-grid';
import type { ObservationSource } from '@/lib/data/observation-source';
import { type Check, check, mostOffences, type Offence, type Severity } from './check';

/** Days of the run, as day numbers; `today` is the last day that may have a target. */
export interface CheckedSpan {
  first: number;
  last: number;
  today: number;
}

/** Columns that are missing from a part or are not of the type that an import writes; rows can be checked only without any. */
export function schemaChecks(source: ObservationSource): Check[] {
  const types: [string[], RegExp, string][] = [
    [['date'], /Date(?!time)/, 'a date'],
    [source.names, /Utf8|String|Categorical/, 'text'],
    [['y', ...source.covariates], /Float|Int/, 'numeric'],
  ];
  const missing: Offence[] = [];
  const wrong: Offence[] = [];
  source.parts.forEach((file, part) => {
    const have = source.schema(part);
    for (const [names, expected, kind] of types) {
      for (const column of names) {
        const type = have[column];
        if (type === undefined) missing.push({ file: file.path, row: null, column, value: null });
        else if (!expected.test(type)) wrong.push({ file: file.path, row: null, column, value: `${type}, not ${kind}` });
      }
    }
  });
  return [
    check('required-columns', 'error', missing.length, 'required columns are missing', missing.slice(0, mostOffences)),
    check('types', 'error', wrong.length, 'columns have the wrong type', wrong.slice(0, mostOffences)),
  ];
}

/** Checks that one row by itself can fail, of every row in the span. */
export function rowChecks(grid: ObservationGrid, span: CheckedSpan): Check[] {
  const { source } = grid;
  const { rules } = source.observations;
  const day = pl.col('date').cast(pl.Int32);
  const inside = day.gtEq(pl.lit(span.first)).and(day.ltEq(pl.lit(span.last)));
  const blank = (name: string) =>
    pl
      .col(name)
      .isNull()
      .or(pl.col(name).eq(pl.lit('')));
  const y = pl.col('y').cast(pl.Float64);
  const conditions: RowCondition[] = [];
  const add = (name: string, severity: Severity, column: string, wrong: Expr, message: string) =>
    conditions.push({ name, severity, column, wrong, message });
  add('dates', 'error', 'date', pl.col('date').isNull(), 'rows without a date');
  for (const name of source.names) add(`blank-${name}`, 'error', name, blank(name), `rows without a ${name}`);
  add('finite-target', 'error', 'y', inside.and(y.isInfinite()), 'rows with an infinite target');
  add(
    'future-dates',
    'error',
    'date',
    y
      .isNotNull()
      .and(y.isNotNan())
      .and(day.gt(pl.lit(span.today))),
    'rows with a target dated after today',
  );
  const negative =
    rules.negatives === 'keep'
      ? 'rows with a negative target'
      : `rows with a negative target, which the import was told to ${rules.negatives === 'error' ? 'refuse' : 'set to zero'}`;
  add('negative-target', rules.negatives === 'keep' ? 'warning' : 'error', 'y', inside.and(y.lt(0)), negative);
  return [...checkRows(source, conditions), ...placeChecks(grid)];
}

/** Rows that share their series and date with another, and rows whose date is no label of a period. */
function placeChecks({ source, cells, series, periods }: ObservationGrid): Check[] {
  const times = new Uint8Array(series.length * periods);
  for (const part of cells)
    for (const cell of part) if (cell >= 0 && (times[cell] as number) < 2) times[cell] = (times[cell] as number) + 1;
  const collect = (wrong: (cell: number) => boolean, column: string) => {
    let count = 0;
    const offences: Offence[] = [];
    cells.forEach((part, index) => {
      for (let row = 0; row < part.length; row++) {
        if (!wrong(part[row] as number)) continue;
        if (count++ < mostOffences) offences.push({ file: source.parts[index]?.path ?? '', row: row + 1, column, value: null });
      }
    });
    return { count, offences };
  };
  const twice = collect((cell) => cell >= 0 && times[cell] === 2, source.observations.keys.at(-1) ?? 'date');
  const off = collect((cell) => cell === offCalendar, 'date');
  return [
    check('duplicates', 'error', twice.count, 'rows share series and date with another', twice.offences),
    check('off-calendar', 'error', off.count, 'rows have a date that is out of step with the others', off.offences),
  ];
}

/** What a row is at fault for, by itself. */
export interface RowCondition {
  name: string;
  severity: Severity;
  /** Shown as the place that is at fault, with its value. */
  column: string;
  wrong: Expr;
  message: string;
}

/** Rows for which conditions hold: all are counted, in one pass over each part; the first are looked up and named. */
export function checkRows(source: ObservationSource, conditions: RowCondition[]): Check[] {
  const found = conditions.map(() => ({ count: 0, offences: [] as Offence[] }));
  if (conditions.length === 0) return [];
  source.parts.forEach((file, part) => {
    const sums = conditions.map(({ wrong }, k) => wrong.cast(pl.UInt32).sum().alias(`c${k}`));
    const [counted] = source.read(part, sums).toRecords();
    conditions.forEach(({ column, wrong }, k) => {
      const count = Number(counted?.[`c${k}`] ?? 0);
      const outcome = found[k] as (typeof found)[number];
      outcome.count += count;
      const room = mostOffences - outcome.offences.length;
      if (count === 0 || room === 0) return;
      const rows = source.guard(() =>
        source.scan(part).filter(wrong).select('row', pl.col(column).cast(pl.Utf8).alias('value')).head(room).collectSync(),
      );
      for (const row of rows.toRecords())
        outcome.offences.push({ file: file.path, row: (row.row as number) + 1, column, value: row.value as string | null });
    });
  });
  return conditions.map(({ name, severity, message }, k) => {
    const { count, offences } = found[k] as (typeof found)[number];
    return check(name, severity, count, message, offences);
  });
}
