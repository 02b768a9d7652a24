import pl, { type DataFrame, type Expr } from 'nodejs-polars';
import { clean, numberFault } from './cells';
import { periodsOf } from './collect-csv';
import type { Collector } from './collector';
import { noDay } from './dates';
import type { NamedColumn } from './mapping';
import { isMissing, parseBoolean, parseNumber } from './number-format';
import { asText, type ParquetColumn, unreadable } from './parquet-file';
import type { Table } from './table';

export interface CollectParquetOptions {
  signal?: AbortSignal | undefined;
  onRows?: ((rows: number) => void) | undefined;
  /** The file is a part of an earlier version of the dataset: its columns have the dataset's names. */
  earlier?: boolean;
}

type ParquetTable = Table & { format: 'parquet' };

const batchRows = 200_000;

/** Reads the rows of one parquet file into the collector, a batch at a time. */
export async function collectParquet(table: ParquetTable, collector: Collector, options: CollectParquetOptions = {}): Promise<void> {
  const { rows } = table.parquet;
  const reader = new BatchReader(table, collector, options.earlier ?? false);
  for (let from = 0; from < rows; from += batchRows) {
    options.signal?.throwIfAborted();
    let frame: DataFrame;
    try {
      frame = pl
        .scanParquet(table.path)
        .slice(from, batchRows)
        .select(...reader.expressions)
        .collectSync();
    } catch (error) {
      collector.findings.error('parquet', unreadable(error), { file: table.name });
      return;
    }
    reader.take(frame, from);
    options.onRows?.(frame.height);
    // Signals and messages of the parent are heard between batches only.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

class BatchReader {
  readonly expressions: Expr[];
  readonly #keys: string[];
  readonly #attributes: string[];
  readonly #values: ParquetColumn[];
  readonly #date: ParquetColumn | undefined;
  readonly #periods: { column: ParquetColumn; date: number }[];
  readonly #base: number;

  constructor(
    private readonly table: ParquetTable,
    private readonly collector: Collector,
    private readonly earlier: boolean,
  ) {
    const { mapping } = collector;
    this.#base = earlier ? 0 : collector.begin(table.name);
    const columnOf = (named: NamedColumn) => (earlier ? named.name : named.column);
    const find = (name: string) =>
      table.parquet.columns[earlier ? table.columns.indexOf(name) : table.columns.indexOf(name)] as ParquetColumn;
    this.#keys = mapping.keys.map((key) => find(columnOf(key)).name);
    this.#attributes = mapping.attributes.map((attribute) => find(columnOf(attribute)).name);
    const wide = mapping.layout === 'wide' && !earlier;
    const target = earlier ? 'y' : mapping.target;
    const covariates = [...mapping.known, ...mapping.past].map(columnOf);
    this.#values = wide ? [] : [target as string, ...covariates].map(find);
    this.#date = wide ? undefined : find(earlier ? 'date' : (mapping.date as string));
    this.#periods = wide
      ? periodsOf(table, mapping, collector).map(({ index, date }) => ({ column: table.parquet.columns[index] as ParquetColumn, date }))
      : [];
    const texts = [...this.#keys, ...this.#attributes].map((name) => asText(find(name)).alias(`text ${name}`));
    const numbers = [...this.#values, ...this.#periods.map(({ column }) => column)].map((column) =>
      (column.kind === 'text' ? pl.col(column.name).cast(pl.Utf8) : pl.col(column.name).cast(pl.Float64)).alias(`number ${column.name}`),
    );
    this.expressions = [...texts, ...numbers, ...(this.#date ? [dateExpression(this.#date), timeExpression(this.#date)] : [])];
  }

  take(frame: DataFrame, from: number): void {
    const series = this.#series(frame, from);
    if (this.#date) this.#takeLong(frame, from, series, this.#date);
    else this.#takeWide(frame, from, series);
  }

  #takeLong(frame: DataFrame, from: number, series: Int32Array, date: ParquetColumn): void {
    const { collector } = this;
    const dates = this.#dateCodes(frame, from, date);
    const columns = this.#values.map((column, v) => this.#numbers(frame, column, from, v > 0));
    const values = new Float64Array(columns.length);
    for (let i = 0; i < series.length; i++) {
      if (!this.earlier) collector.rowsRead++;
      for (let v = 0; v < columns.length; v++) values[v] = (columns[v] as Float64Array)[i] as number;
      if ((series[i] as number) < 0 || (dates[i] as number) < 0) continue;
      collector.add(series[i] as number, dates[i] as number, this.earlier ? 0 : this.#base + from + i + 1, values);
    }
  }

  #takeWide(frame: DataFrame, from: number, series: Int32Array): void {
    const { collector } = this;
    collector.rowsRead += series.length;
    const values = new Float64Array(1);
    for (const { column, date } of this.#periods) {
      const numbers = this.#numbers(frame, column, from, false);
      for (let i = 0; i < series.length; i++) {
        values[0] = numbers[i] as number;
        if (date >= 0 && (series[i] as number) >= 0 && !Number.isNaN(values[0]))
          collector.add(series[i] as number, date, this.#base + from + i + 1, values);
      }
    }
  }

  /** The series of every row, -1 where a key is faulty: keys are looked at once for each combination that a batch has. */
  #series(frame: DataFrame, from: number): Int32Array {
    const { collector, table } = this;
    const names = [...this.#keys, ...this.#attributes].map((name) => `text ${name}`);
    const codes = new Int32Array(this.#keys.length);
    if (names.length === 0) return new Int32Array(frame.height).fill(collector.table.seriesOf(codes));
    const numbered = frame.select(...names).withRowCount('row');
    const combinations = numbered.unique({ subset: names, keep: 'first', maintainOrder: true });
    const rows = combinations.getColumn('row').toArray() as number[];
    const texts = names.map((name) => combinations.getColumn(name).toArray() as (string | null)[]);
    const series = Int32Array.from(rows, (row, c) => {
      const at = this.earlier ? null : from + row + 1;
      let sound = true;
      for (const k of this.#keys.keys()) {
        const code = collector.keyCode(k, clean(texts[k]?.[c] ?? ''), table.name, at);
        if (code < 0) sound = false;
        codes[k] = code;
      }
      if (!sound) return -1;
      const found = collector.table.seriesOf(codes);
      for (const a of this.#attributes.keys())
        collector.attributes.observe(a, clean(texts[this.#keys.length + a]?.[c] ?? ''), codes, collector.table, table.name, at);
      return found;
    });
    const joined = numbered.join(combinations.select(...names).withColumns(pl.Series('series', series)), {
      on: names,
      how: 'left',
      // Keys that are missing are faulty, and no series.
    });
    return joined
      .select(pl.col('series').fillNull(pl.lit(-1)).cast(pl.Int32))
      .getColumn('series')
      .toTypedArray() as Int32Array;
  }

  #dateCodes(frame: DataFrame, from: number, { name, kind }: ParquetColumn): Int32Array {
    const { collector, table } = this;
    const column = frame.getColumn('date');
    const out = new Int32Array(frame.height);
    const place = (i: number) => ({ file: table.name, row: from + i + 1, column: name });
    const missing = (i: number, value: string | null) => {
      collector.findings.error('date', 'is empty; every row needs a date', { ...place(i), value });
      return -1;
    };
    if (kind === 'date' || (kind === 'datetime' && !isZoned(this.#date))) {
      const days = frame
        .select(pl.col('date').fillNull(pl.lit(noDay)).cast(pl.Int32))
        .getColumn('date')
        .toTypedArray() as Int32Array;
      for (let i = 0; i < days.length; i++) {
        const day = days[i] as number;
        out[i] = day === noDay ? missing(i, null) : collector.dates.codeOfDay(day, table.name, this.earlier ? null : from + i + 1);
      }
    } else {
      for (const [i, text] of (column.toArray() as (string | null)[]).entries()) {
        const cell = clean(text ?? '');
        out[i] = cell === '' ? missing(i, text) : collector.dates.codeOf(cell, table.name, from + i + 1, name);
        if (cell !== '' && (out[i] as number) < 0)
          collector.findings.error('date', 'has more than a date and a time of day', { ...place(i), value: cell });
      }
    }
    if (frame.getColumn('timed').sum() > 0) collector.dates.times = true;
    return out;
  }

  #numbers(frame: DataFrame, { name, kind }: ParquetColumn, from: number, words: boolean): Float64Array {
    const { findings } = this.collector;
    const label = `number ${name}`;
    const fault = (i: number, value: string, detail: string) =>
      findings.error('number', 'is no number', { file: this.table.name, row: from + i + 1, column: name, value, detail });
    if (kind === 'text') {
      return Float64Array.from(frame.getColumn(label).toArray() as (string | null)[], (text, i) => {
        const cell = clean(text ?? '');
        if (isMissing(cell)) return Number.NaN;
        const value = parseNumber(cell, '.');
        const word = Number.isNaN(value) && words ? parseBoolean(cell) : value;
        if (Number.isNaN(word)) fault(i, cell, numberFault(cell, '.'));
        return word;
      });
    }
    const numbers = frame
      .select(pl.col(label).fillNull(pl.lit(Number.NaN)))
      .getColumn(label)
      .toTypedArray() as Float64Array;
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i] as number;
      if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
        fault(i, String(value), 'is not finite, as numbers must be');
        numbers[i] = Number.NaN;
      }
    }
    return numbers;
  }
}

function isZoned(column: ParquetColumn | undefined): boolean {
  return column?.type.includes(',') ?? false;
}

/** Days as numbers, or texts where a time zone or a format must be known first. */
function dateExpression(column: ParquetColumn): Expr {
  const { name, kind } = column;
  if (kind === 'date' || (kind === 'datetime' && !isZoned(column))) return pl.col(name).cast(pl.Date).cast(pl.Int32).alias('date');
  return asText(column).alias('date');
}

/** 1 where the date goes on with a time of day other than midnight. */
function timeExpression({ name, kind }: ParquetColumn): Expr {
  if (kind !== 'datetime') return pl.lit(0).alias('timed');
  const at = pl.col(name).date;
  return at.hour().add(at.minute()).gt(0).cast(pl.Int32).alias('timed');
}
