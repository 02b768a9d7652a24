import { columnName, columnNames } from './column-name';
import { type DateFormatName, readings } from './date-format';
import { type Decimal, type DecimalEvidence, decideDecimal, isMissing, parseBoolean, parseNumber, weigh } from './number-format';
import type { Table } from './table';
import { keyRank, targetRank } from './vocabulary';

export type ColumnKind = 'date' | 'integer' | 'number' | 'boolean' | 'text' | 'empty' | 'unsupported';

/** What a sample says of one column. */
export interface ColumnProfile {
  /** As the source heads it. */
  column: string;
  /** As datasets have names. */
  name: string;
  /** The same, whether or not another column has it: what it is called says what it may be. */
  plain: string;
  index: number;
  kind: ColumnKind;
  /** Type of a parquet column. */
  type: string | null;
  /** Digits that could be dates (`20260131`): only where nothing else is. */
  digitDates: boolean;
  /** Of a text column that has numbers in most rows: the first value that is none. */
  oddValue: string | null;
  /** Rows of the sample that have a value. */
  values: number;
  distinct: number;
  examples: string[];
}

export interface Profile {
  columns: ColumnProfile[];
  decimal: Decimal;
  /** Evidence of the decimal sign; `sure` is false where the numbers make sense either way. */
  decimalSure: boolean;
  evidence: DecimalEvidence;
}

/** Share of a column's cells that must be of a kind: the others are then reported one by one. */
const enough = 0.9;
const mostDistinctDates = 3000;
const mostCodes = 20;

/** Looks at every column of a table's sample. */
export function profileTable(table: Table, given: { decimal?: Decimal | undefined } = {}): Profile {
  const names = columnNames(table.columns);
  const evidence: DecimalEvidence = { point: 0, comma: 0, pointOrThousands: 0, commaOrThousands: 0 };
  if (table.format === 'csv') {
    for (const row of table.sample) for (const cell of row) if (cell.length > 2 && /[.,]/.test(cell)) weigh(evidence, cell);
  }
  const delimiter = table.format === 'csv' ? table.dialect.delimiter : ',';
  const { decimal, sure } = given.decimal ? { decimal: given.decimal, sure: true } : decideDecimal(evidence, delimiter);
  const columns = table.columns.map((column, index): ColumnProfile => {
    const parquet = table.format === 'parquet' ? table.parquet.columns[index] : undefined;
    const base = { column, name: names[index] as string, plain: columnName(column, index + 1), index, type: parquet?.type ?? null };
    const cells = table.sample.map((row) => row[index] ?? '').filter((cell) => !isMissing(cell));
    const counts = new Map<string, number>();
    for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
    const seen = { values: cells.length, distinct: counts.size, examples: [...counts.keys()].slice(0, 3) };
    if (parquet && parquet.kind !== 'text') {
      const whole = parquet.kind === 'number' && cells.length > 0 && [...counts.keys()].every((cell) => /^-?\d+$/.test(cell));
      const kind = parquet.kind === 'datetime' ? 'date' : whole ? 'integer' : parquet.kind;
      return { ...base, ...seen, kind, digitDates: digitDates(counts), oddValue: null };
    }
    const kind = kindOf(counts, cells.length, decimal, base.plain);
    const odd = [...counts].filter(([cell]) => Number.isNaN(parseNumber(cell, decimal)));
    const numbers = cells.length - odd.reduce((sum, [, times]) => sum + times, 0);
    const oddValue = kind === 'text' && numbers > cells.length / 2 ? (odd[0]?.[0] ?? null) : null;
    return { ...base, ...seen, kind, digitDates: digitDates(counts), oddValue };
  });
  return { columns, decimal, decimalSure: sure, evidence };
}

function kindOf(counts: Map<string, number>, total: number, decimal: Decimal, plain: string): ColumnKind {
  if (total === 0) return 'empty';
  let [numbers, integers, booleans] = [0, 0, 0];
  for (const [cell, times] of counts) {
    const value = parseNumber(cell, decimal);
    if (!Number.isNaN(value)) {
      numbers += times;
      if (/^[+-]?\d+$/.test(cell)) integers += times;
    } else if (!Number.isNaN(parseBoolean(cell))) booleans += times;
  }
  if (booleans === total && counts.size <= 6) return 'boolean';
  const dates = shareOfDates(counts, (format) => format !== 'YYYYMMDD' && format !== 'YYYYMM');
  if (dates >= enough || (dates >= 0.5 && numbers < total / 10)) return 'date';
  if (numbers === total) return integers === total ? 'integer' : 'number';
  // Numbers in most rows make a damaged column of numbers, unless they number products, or few values repeat: 0, a, b for holidays.
  const codes = keyRank(plain) < Number.POSITIVE_INFINITY || (counts.size <= mostCodes && targetRank(plain) === Number.POSITIVE_INFINITY);
  return codes || numbers < total / 2 ? 'text' : 'number';
}

function shareOfDates(counts: Map<string, number>, accepts: (format: DateFormatName) => boolean): number {
  let [dates, looked] = [0, 0];
  for (const [cell, times] of [...counts].slice(0, mostDistinctDates)) {
    looked += times;
    if (readings(cell.replace(/[T ]\d{1,2}:.*$/, '')).some(({ format, day }) => accepts(format) && plausible(day))) dates += times;
  }
  return looked === 0 ? 0 : dates / looked;
}

function digitDates(counts: Map<string, number>): boolean {
  return counts.size > 0 && shareOfDates(counts, (format) => format === 'YYYYMMDD' || format === 'YYYYMM') >= enough;
}

/** 1900 to 2200. */
function plausible(day: number): boolean {
  return day > -25_568 && day < 84_006;
}
