/** One row as a client wrote it. `row` counts lines of CSV (the header is 1) or rows of NDJSON, from 1. */
export interface BatchRow {
  row: number;
  series: string;
  /** Absent where the row only asks for the series. */
  date?: string;
  values: [name: string, value: number][];
}

/** A row that cannot be read; `series` where that much is told. */
export interface BadRow {
  row: number;
  series?: string;
  problem: string;
}

/** Most characters of one row. */
export const mostRowCharacters = 65_536;

/** Text that stands for a number, or for true or false. @returns undefined where it is none */
export function numberOf(text: string): number | undefined {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const lower = text.toLowerCase();
  return lower === 'true' ? 1 : lower === 'false' ? 0 : undefined;
}
