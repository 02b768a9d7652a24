import pl, { type DataFrame } from 'nodejs-polars';
import type { ObservationRules } from '@/lib/datasets/manifest';
import type { Attributes } from './attributes';
import type { Collector } from './collector';
import { noDay } from './dates';
import type { Findings } from './findings';
import { PartWriter, type PreparedPart } from './part-writer';
import type { BucketRows } from './row-store';
import { noCounts, SeriesShaper, type ShapeCounts } from './shape';
import type { TimeGrid } from './time-grid';

export interface WriteOptions {
  grid: TimeGrid;
  rules: ObservationRules;
  overlap: 'error' | 'replace';
  folder: string;
  findings: Findings;
  signal?: AbortSignal | undefined;
  /** Share of the buckets that are done. */
  onProgress?: (fraction: number) => void;
}

export interface Written {
  parts: PreparedPart[];
  counts: ShapeCounts;
  attributes: Record<string, string>;
}

/** Rules may add as many rows as were read and this many more. */
const mostFilledBeyond = 10_000_000;

/** Sorts what was collected, applies the rules and writes the parquet files of a version into a folder. */
export async function writeObservations(collector: Collector, options: WriteOptions): Promise<Written> {
  const { grid, rules, overlap, folder, findings, signal, onProgress } = options;
  const { table, store, mapping, values } = collector;
  const attributes = collector.attributes.resolve(table, findings);
  const counts = noCounts();
  const keyNames = mapping.keys.map(({ name }) => name);
  const writer = new PartWriter(folder, values, seriesFrame(collector, attributes), [...keyNames, ...attributes.map(({ name }) => name)]);
  const shaper = new SeriesShaper(
    {
      ...{ grid, rules, overlap, findings, counts },
      known: mapping.known.length,
      closures: table.size > 1,
      mostFilled: store.rows + mostFilledBeyond,
      place: (row) => collector.place(row),
      nameOf: (series) => nameOf(table.keysOf(series), keyNames),
    },
    values.length,
    (series, day, row) => writer.emit(series, day, row),
  );
  const ranks = table.ranks();
  const parts: PreparedPart[] = [];
  for (let bucket = 0; bucket < store.buckets; bucket++) {
    signal?.throwIfAborted();
    const rows = store.take(bucket);
    for (const { series, order, days } of bySeries(rows, grid.days, ranks)) shaper.shape(series, rows, order, days);
    // With errors nothing will be kept: the rest is read for what else is wrong, not written.
    if (findings.failed) writer.forget();
    else parts.push(...(await writer.finish(bucket)));
    onProgress?.((bucket + 1) / store.buckets);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { parts, counts, attributes: Object.fromEntries(attributes.map(({ name, of }) => [name, of])) };
}

/** `store=3, product=17`. */
function nameOf(keys: string[], names: string[]): string {
  return keys.map((key, k) => `${names[k]}=${key}`).join(', ');
}

/** Keys and attributes of every series, as columns beside its number. */
function seriesFrame({ table, mapping }: Collector, attributes: ReturnType<Attributes['resolve']>): DataFrame {
  const codes = Array.from({ length: table.size }, (_, series) => table.codesOf(series));
  const text = (name: string, values: string[]) => pl.Series(name, values, pl.Utf8);
  return pl.DataFrame([
    pl.Series(
      'series',
      Int32Array.from(codes, (_, series) => series),
    ),
    ...mapping.keys.map(({ name }, k) =>
      text(
        name,
        codes.map((own) => table.dictionaries[k]?.texts[own[k] as number] as string),
      ),
    ),
    ...attributes.map(({ name, key, textOf }) =>
      text(
        name,
        codes.map((own) => textOf(own[key] as number)),
      ),
    ),
  ]);
}

/** The rows of each series in order of their date, then of their number; series in the order of their keys. */
function* bySeries(
  rows: BucketRows,
  dayOfCode: Int32Array,
  ranks: Int32Array,
): Generator<{ series: number; order: Int32Array; days: Int32Array }> {
  const days = Int32Array.from(rows.date, (code) => dayOfCode[code] as number);
  const counts = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    if (days[i] !== noDay) counts.set(rows.series[i] as number, (counts.get(rows.series[i] as number) ?? 0) + 1);
  }
  const order = [...counts.keys()].sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
  const next = new Int32Array(ranks.length);
  let at = 0;
  for (const series of order) {
    next[series] = at;
    at += counts.get(series) as number;
  }
  const index = new Int32Array(at);
  for (let i = 0; i < rows.length; i++) if (days[i] !== noDay) index[next[rows.series[i] as number]!++] = i;
  let from = 0;
  for (const series of order) {
    const to = from + (counts.get(series) as number);
    const own = index.subarray(from, to);
    sortByDay(own, days, rows.row);
    yield { series, order: own, days };
    from = to;
  }
}

/** Sources are mostly in order already; then this is one pass. */
function sortByDay(order: Int32Array, days: Int32Array, row: Int32Array): void {
  const compare = (a: number, b: number) => (days[a] as number) - (days[b] as number) || (row[a] as number) - (row[b] as number) || a - b;
  for (let i = 1; i < order.length; i++) {
    if (compare(order[i - 1] as number, order[i] as number) > 0) {
      order.sort(compare);
      return;
    }
  }
}
