import pl, { type DataFrame, type Expr } from 'nodejs-polars';
import type { ObservationSource } from '@/lib/data/observation-source';
import { stream, uniform } from '@/lib/data/synthetic/random';
import { type Check, check, mostOffences, type Offence } from './check';

/** Checks of a sample of rows, the same for the same seed: what a row says of itself must fit together. They warn. */
export function sampledChecks(source: ObservationSource, size: number, seed: number): Check[] {
  const { known, past, price, promotion } = source.observations;
  const total = source.parts.reduce((sum, part) => sum + part.rows, 0);
  const chosen = sampleRows(total, size, seed);
  const checks: { name: string; column: string; wrong: Expr; message: string }[] = [];
  const recorded = pl.col('y').isNotNull();
  if (price) checks.push({ name: 'price-range', column: price, wrong: pl.col(price).ltEq(0), message: 'have no positive price' });
  if (promotion)
    checks.push({
      name: 'promotion-range',
      column: promotion,
      wrong: pl.col(promotion).lt(0).or(pl.col(promotion).gt(1)),
      message: 'have a promotion outside 0 to 1',
    });
  for (const name of [...known, ...past])
    checks.push({ name: `finite-${name}`, column: name, wrong: pl.col(name).isInfinite(), message: `have an infinite ${name}` });
  for (const name of known)
    checks.push({
      name: `known-${name}`,
      column: name,
      wrong: recorded.and(pl.col(name).isNull()),
      message: `have a target but no ${name}, which is known ahead`,
    });
  const found = checks.map(() => ({ count: 0, offences: [] as Offence[] }));
  let before = 0;
  let next = 0;
  source.parts.forEach(({ path, rows }, part) => {
    const from = next;
    while (next < chosen.length && (chosen[next] as number) < before + rows) next++;
    const own = Int32Array.from(chosen.subarray(from, next), (row) => row - before);
    before += rows;
    if (own.length === 0) return;
    const sample = rowsOf(source, part, own, ['y', ...known, ...past]);
    checks.forEach(({ column, wrong }, k) => {
      const offenders = sample.filter(wrong).select('row', pl.col(column).cast(pl.Utf8).alias('value'));
      const outcome = found[k] as (typeof found)[number];
      outcome.count += offenders.height;
      for (const row of offenders.head(mostOffences - outcome.offences.length).toRecords())
        outcome.offences.push({ file: path, row: (row.row as number) + 1, column, value: row.value as string | null });
    });
  });
  return checks.map(({ name, message }, k) => {
    const { count, offences } = found[k] as (typeof found)[number];
    return check(name, 'warning', count, `of ${chosen.length} sampled rows ${message}`, offences);
  });
}

/** Rows of a part by number. */
function rowsOf(source: ObservationSource, part: number, rows: Int32Array, columns: string[]): DataFrame {
  const wanted = pl.DataFrame([pl.Series('row', rows)]).lazy();
  return source.guard(() =>
    source
      .scan(part)
      .select(pl.col('row').cast(pl.Int32), ...columns)
      .join(wanted, { on: 'row', how: 'inner' })
      .sort('row')
      .collectSync(),
  );
}

/** Different row numbers below `total` in ascending order, by Floyd's algorithm; all of them where there are no more than `size`. */
export function sampleRows(total: number, size: number, seed: number): Float64Array {
  if (size >= total) return Float64Array.from({ length: total }, (_, row) => row);
  const own = stream(seed, 'validation-sample');
  const chosen = new Set<number>();
  for (let top = total - size; top < total; top++) {
    const row = Math.floor(uniform(own, top) * (top + 1));
    chosen.add(chosen.has(row) ? top : row);
  }
  return Float64Array.from(chosen).sort();
}
