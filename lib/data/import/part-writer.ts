import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import pl, { type DataFrame } from 'nodejs-polars';
import { calendarDate, dayOf } from '@/lib/data/days';

/** A finished parquet file in a scratch folder. */
export interface PreparedPart {
  file: string;
  /** Calendar year of all its rows. */
  year: number;
  bucket: number;
  sizeBytes: number;
  sha256: string;
  rows: number;
}

const firstRows = 65_536;

/** Rows of one bucket as columns that grow, written as one parquet file a calendar year: an append then leaves earlier years' files alone. */
export class PartWriter {
  #length = 0;
  #series: Int32Array = new Int32Array(firstRows);
  #days: Int32Array = new Int32Array(firstRows);
  readonly #values: Float64Array[];

  /**
   * @param names of the values
   * @param seriesFrame `series` (number) with its keys and attributes
   * @param textColumns of that frame, in the files' order
   */
  constructor(
    private readonly folder: string,
    private readonly names: string[],
    private readonly seriesFrame: DataFrame,
    private readonly textColumns: string[],
  ) {
    this.#values = names.map(() => new Float64Array(firstRows));
  }

  emit(series: number, day: number, values: Float64Array): void {
    const at = this.#length++;
    if (at === this.#days.length) this.#grow();
    this.#series[at] = series;
    this.#days[at] = day;
    for (let v = 0; v < values.length; v++) (this.#values[v] as Float64Array)[at] = values[v] as number;
  }

  forget(): void {
    this.#length = 0;
  }

  /** Writes what has come since the last call. */
  async finish(bucket: number): Promise<PreparedPart[]> {
    const length = this.#length;
    this.#length = 0;
    if (length === 0) return [];
    const days = this.#days.subarray(0, length);
    const frame = pl
      .DataFrame([
        pl.Series('series', this.#series.subarray(0, length)),
        pl.Series('date', days).cast(pl.Date),
        ...this.names.map((name, v) => pl.Series(name, (this.#values[v] as Float64Array).subarray(0, length))),
      ])
      .withColumns(...this.names.map((name) => pl.col(name).fillNan(pl.lit(null))))
      .join(this.seriesFrame, { on: 'series', how: 'left' })
      .select('date', ...this.textColumns, ...this.names);
    const parts: PreparedPart[] = [];
    for (const year of yearsOf(days)) {
      const from = pl
        .lit(dayOf(year, 1, 1))
        .cast(pl.Int32)
        .cast(pl.Date);
      const to = pl
        .lit(dayOf(year + 1, 1, 1))
        .cast(pl.Int32)
        .cast(pl.Date);
      const rows = frame.filter(pl.col('date').gtEq(from).and(pl.col('date').lt(to)));
      const file = path.join(this.folder, `part-${year}-${bucket}.parquet`);
      rows.writeParquet(file, { compression: 'zstd' });
      const bytes = await readFile(file);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      parts.push({ file, year, bucket, sizeBytes: (await stat(file)).size, sha256, rows: rows.height });
    }
    return parts;
  }

  #grow(): void {
    const size = this.#days.length * 2;
    this.#series = grown<Int32Array>(this.#series, new Int32Array(size));
    this.#days = grown<Int32Array>(this.#days, new Int32Array(size));
    for (const [v, values] of this.#values.entries()) this.#values[v] = grown<Float64Array>(values, new Float64Array(size));
  }
}

function grown<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}

function yearsOf(days: Int32Array): number[] {
  let [first, last] = [days[0] as number, days[0] as number];
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const [from, to] = [calendarDate(first).year, calendarDate(last).year];
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((year) =>
    days.some((day) => day >= dayOf(year, 1, 1) && day < dayOf(year + 1, 1, 1)),
  );
}
