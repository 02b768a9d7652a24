import pl, { type DataFrame, type Expr } from 'nodejs-polars';
import type { Findings } from './findings';

/** What a parquet column can be to an import. */
export type ParquetKind = 'date' | 'datetime' | 'integer' | 'number' | 'boolean' | 'text' | 'empty' | 'unsupported';

export interface ParquetColumn {
  name: string;
  /** As polars names it: `i64`, `list[str]`. */
  type: string;
  kind: ParquetKind;
}

/** A parquet file whose footer could be read. */
export interface ParquetFile {
  path: string;
  columns: ParquetColumn[];
  rows: number;
}

const sampledRows = 5000;
const samples = 4;

/** Reads a file's footer; undefined, with an error among the findings, where it is damaged. */
export function openParquet(path: string, file: string, findings: Findings): ParquetFile | undefined {
  try {
    const lazy = pl.scanParquet(path);
    const names = lazy.columns;
    const rows = Number(lazy.select(pl.len().alias('rows')).collectSync().getColumn('rows').get(0));
    const first = lazy.slice(0, 1).collectSync();
    const columns = names.map((name) => {
      const type = typeOf(first, name);
      return { name, type, kind: kindOf(type) };
    });
    return { path, columns, rows };
  } catch (error) {
    findings.error('parquet', unreadable(error), { file });
    return undefined;
  }
}

/** Why a parquet file cannot be read, and what to do. */
export function unreadable(error: unknown): string {
  const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
  if (/must end with PAR1/.test(why)) return `is a Parquet file without its end: it was cut short; copy it again (${why})`;
  return `cannot be read as Parquet: it is damaged or uses what is not known here; write it again (${why})`;
}

/** Rows from several places of the file, as text. */
export function sampleParquet({ path, columns, rows }: ParquetFile): string[][] {
  const usable = columns.filter(({ kind }) => kind !== 'unsupported');
  const out: string[][] = [];
  const step = Math.max(sampledRows, Math.floor(rows / samples));
  for (let from = 0; from < rows; from += step) {
    const frame = pl
      .scanParquet(path)
      .slice(from, sampledRows)
      .select(...usable.map((column) => asText(column)))
      .collectSync();
    const texts = new Map(usable.map(({ name }) => [name, frame.getColumn(name).toArray() as (string | null)[]]));
    for (let i = 0; i < frame.height; i++) out.push(columns.map(({ name }) => texts.get(name)?.[i] ?? ''));
  }
  return out;
}

/** A column as text: dates in ISO form, in the column's own time zone where it has one. */
export function asText({ name, kind }: ParquetColumn): Expr {
  if (kind === 'date' || kind === 'datetime') return pl.col(name).date.strftime('%Y-%m-%d').alias(name);
  if (kind === 'boolean' || kind === 'empty') return pl.col(name).cast(pl.Float64).cast(pl.Utf8);
  if (kind === 'number') return wholeOrNot(name);
  return pl.col(name).cast(pl.Utf8);
}

/** Keys that a table library made floats of, because some were missing, are whole numbers again: `3`, not `3.0`. */
function wholeOrNot(name: string): Expr {
  const value = pl.col(name).cast(pl.Float64);
  return pl
    .when(value.eq(value.floor()).and(value.abs().lt(2 ** 53)))
    .then(value.cast(pl.Int64).cast(pl.Utf8))
    .otherwise(value.cast(pl.Utf8))
    .alias(name);
}

/**
 * The type of a column out of the table that polars prints of it: asked for its schema, the library panics on types that it has no
 * JavaScript class for (decimals among them).
 */
function typeOf(frame: DataFrame, name: string): string {
  const printed = frame.select(pl.col(name).alias('x')).head(0).toString().split('\n');
  return (printed[4] ?? '').replace(/[│|]/g, '').trim();
}

function kindOf(type: string): ParquetKind {
  if (type === 'date') return 'date';
  if (type.startsWith('datetime')) return 'datetime';
  if (/^[iu](8|16|32|64|128)$/.test(type)) return 'integer';
  if (/^f(32|64)$/.test(type) || type.startsWith('decimal')) return 'number';
  if (type === 'bool') return 'boolean';
  if (type === 'str' || type === 'cat' || type === 'enum') return 'text';
  return type === 'null' ? 'empty' : 'unsupported';
}
