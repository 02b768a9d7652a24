import pl from 'nodejs-polars';
import { AlmanacError } from '@/lib/errors';
import { artifactStore } from '@/lib/storage';
import type { TableHead } from './preview-tasks';

/** What an answer holds at most, so that a wide table is no larger than a long one. */
const [mostColumns, mostCells, mostCharacters] = [500, 100_000, 1000];

/** The first rows of a parquet file of the store. @throws AlmanacError `not_found`; `data_invalid` where it is damaged */
export async function readTableHead(key: string, rows: number): Promise<TableHead> {
  const file = await artifactStore().localize(key);
  try {
    const scan = pl.scanParquet(file);
    const all = Object.entries(scan.limit(0).collectSync().schema).map(([name, type]) => ({ name, type: typeName(type) }));
    const totalRows = Number(scan.select(pl.len().alias('rows')).collectSync().getColumn('rows').get(0));
    const columns = all.slice(0, mostColumns);
    const readable = columns.filter(({ type }) => !/Binary|Object/.test(type));
    const height = Math.min(rows, totalRows, Math.floor(mostCells / Math.max(1, columns.length)));
    const frame = scan
      .select(...readable.map(({ name, type }) => (isWide(type) ? pl.col(name).cast(pl.Utf8) : pl.col(name))))
      .limit(height)
      .collectSync();
    const cells = columns.map(({ name, type }) =>
      frame.columns.includes(name)
        ? frame
            .getColumn(name)
            .toArray()
            .map(isWide(type) ? wholeNumber : toJson)
        : undefined,
    );
    return {
      columns,
      rows: Array.from({ length: height }, (_, row) => cells.map((column) => column?.[row] ?? null)),
      totalRows,
      moreColumns: all.length - columns.length,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AlmanacError('data_invalid', `It is no parquet file that can be read: ${why}`, [{ path: 'path', message: why }], {
      cause: error,
    });
  }
}

/** `List(String)` for `DataType(List(DataType(String)))`. */
function typeName(type: unknown): string {
  let name = String(type);
  for (let before = ''; before !== name; ) {
    before = name;
    name = name.replace(/DataType\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/, '$1');
  }
  return name.replace(/,\)/g, ')');
}

/** Whether a column has integers beyond the doubles, which would be rounded on their way to JavaScript. */
function isWide(type: string): boolean {
  return /^U?Int64\b/.test(type);
}

/** An integer from its digits; beyond the doubles they stay digits. */
function wholeNumber(digits: unknown): unknown {
  return digits !== null && Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}

/** A cell as JSON has it: what is no number is null, times are ISO 8601. */
function toJson(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return wholeNumber(String(value));
  if (typeof value === 'string') return value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
  return value ?? null;
}
