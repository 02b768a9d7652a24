import { clean, numberFault } from './cells';
import type { Collector } from './collector';
import { CsvBroken, mostCellCharacters, readCsvRows } from './csv-rows';
import type { Mapping } from './mapping';
import { type Decimal, isMissing, parseBoolean, parseNumber } from './number-format';
import type { Table } from './table';

export interface CollectOptions {
  decimal: Decimal;
  signal?: AbortSignal | undefined;
  /** Called with bytes that have been read since the last call. */
  onBytes?: ((bytes: number) => void) | undefined;
}

type CsvTable = Table & { format: 'csv' };

/** Reads the rows of one CSV file into the collector; every fault is told with its row and column. */
export async function collectCsv(table: CsvTable, collector: Collector, { decimal, signal, onBytes }: CollectOptions): Promise<void> {
  const { mapping, findings } = collector;
  const file = table.name;
  const places = placesOf(table, mapping);
  const shift = table.rowShift ?? 0;
  const base = collector.begin(file, shift);
  const width = table.columns.length;
  const headerRow = 1 + table.dialect.rowsAbove;
  const keyCodes = new Int32Array(mapping.keys.length);
  const values = new Float64Array(collector.values.length);
  const column = (index: number) => table.columns[index] ?? `column ${index + 1}`;
  const periods = mapping.layout === 'wide' ? periodsOf(table, mapping, collector) : [];

  const readNumber = (cell: string, index: number, row: number, words: boolean): number => {
    const text = clean(cell);
    if (isMissing(text)) return Number.NaN;
    const value = parseNumber(text, decimal);
    if (!Number.isNaN(value)) return value;
    const word = words ? parseBoolean(text) : Number.NaN;
    if (Number.isNaN(word))
      findings.error('number', 'is no number', {
        file,
        row: row - shift,
        column: column(index),
        value: text,
        detail: numberFault(text, decimal),
      });
    return word;
  };

  /** The series of a row; -1 where its keys are faulty. */
  const seriesOf = (cells: string[], row: number): number => {
    let sound = true;
    for (const [k, index] of places.keys.entries()) {
      const code = collector.keyCode(k, clean(cells[index] as string), file, row - shift);
      if (code < 0) sound = false;
      keyCodes[k] = code;
    }
    if (!sound) return -1;
    const series = collector.table.seriesOf(keyCodes);
    for (const [a, index] of places.attributes.entries())
      collector.attributes.observe(a, clean(cells[index] as string), keyCodes, collector.table, file, row - shift);
    return series;
  };

  const onRow = (cells: string[], row: number): void => {
    if (row === headerRow) return;
    if (clean(cells[0] as string) === '' && cells.every((cell) => clean(cell) === '')) {
      collector.blankRows++;
      return;
    }
    if (cells.length !== width) {
      reportRagged(cells, row);
      return;
    }
    for (const [index, cell] of cells.entries()) {
      if (cell.length > mostCellCharacters)
        findings.error('cell', `has ${cell.length} characters; a cell has at most ${mostCellCharacters}`, {
          file,
          row: row - shift,
          column: column(index),
          value: cell.slice(0, 40),
        });
    }
    collector.rowsRead++;
    const series = seriesOf(cells, row);
    if (mapping.layout === 'wide') {
      for (const { index, date } of periods) {
        values[0] = readNumber(cells[index] as string, index, row, false);
        if (series >= 0 && !Number.isNaN(values[0])) collector.add(series, date, base + row, values);
      }
      return;
    }
    const text = clean(cells[places.date] as string);
    let date = -1;
    if (text === '')
      findings.error('date', 'is empty; every row needs a date', { file, row: row - shift, column: column(places.date), value: text });
    else {
      date = collector.dates.codeOf(text, file, row - shift, column(places.date));
      if (date < 0)
        findings.error('date', 'has more than a date and a time of day', {
          file,
          row: row - shift,
          column: column(places.date),
          value: text,
        });
    }
    for (const [v, index] of places.values.entries()) values[v] = readNumber(cells[index] as string, index, row, v > 0);
    if (series >= 0 && date >= 0) collector.add(series, date, base + row, values);
  };

  const reportRagged = (cells: string[], row: number): void => {
    const found = `has ${cells.length} cell${cells.length === 1 ? '' : 's'} where the header has ${width}`;
    const other = [',', ';', '\t', '|'].find(
      (sign) => sign !== table.dialect.delimiter && cells.join(table.dialect.delimiter).split(sign).length === width,
    );
    const hint = other ? `; it seems to be separated by ${other === '\t' ? 'tabs' : other}, the others by ${table.dialect.delimiter}` : '';
    findings.error('ragged', 'has not as many cells as the header', {
      file,
      row: row - shift,
      value: cells.join(table.dialect.delimiter),
      detail: found + hint,
    });
  };

  try {
    await readCsvRows(table.path, table.dialect, onRow, { signal, onBytes });
  } catch (error) {
    if (!(error instanceof CsvBroken)) throw error;
    findings.error('quotes', error.message, { file, row: error.row - shift, column: error.cell === null ? null : column(error.cell) });
  }
}

interface Places {
  date: number;
  keys: number[];
  attributes: number[];
  /** Of the target and the covariates, in the collector's order. */
  values: number[];
}

function placesOf(table: CsvTable, mapping: Mapping): Places {
  const at = (column: string | null) => (column === null ? -1 : table.columns.indexOf(column));
  return {
    date: at(mapping.date),
    keys: mapping.keys.map(({ column }) => at(column)),
    attributes: mapping.attributes.map(({ column }) => at(column)),
    values: [mapping.target, ...[...mapping.known, ...mapping.past].map(({ column }) => column)].map(at),
  };
}

/** Columns of a wide table that hold targets, each with its date's code. */
export function periodsOf(table: Table, mapping: Mapping, collector: Collector): { index: number; date: number }[] {
  const others = new Set([...[...mapping.keys, ...mapping.attributes].map(({ column }) => column), ...mapping.ignored]);
  const row = table.format === 'csv' ? 1 + table.dialect.rowsAbove : null;
  return table.columns.flatMap((column, index) =>
    others.has(column) ? [] : [{ index, date: collector.dates.codeOf(column, table.name, row, column) }],
  );
}
