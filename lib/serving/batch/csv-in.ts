import { type AlmanacError, invalid } from '@/lib/errors';
import { shorten } from '../shorten';
import { type BadRow, type BatchRow, mostRowCharacters, numberOf } from './rows';
import { isBroken, notUtf8 } from './utf8';

/**
 * Rows of CSV in UTF-8, separated by commas, cells in quotes where need be (RFC 4180): a header with `series`, perhaps `date`, and
 * covariates by name. An empty cell changes nothing. They come in as many at a time as a piece of text has.
 * @param onHeader hears the names, and may throw
 * @throws AlmanacError `validation_failed` where the header is none, or no row follows it
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  onHeader: (covariates: string[]) => void,
): AsyncGenerator<(BatchRow | BadRow)[]> {
  let header: string[] | undefined;
  let any = false;
  for await (const some of records(text)) {
    const rows: (BatchRow | BadRow)[] = [];
    for (const { cells, row, problem } of some) {
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      if (header) rows.push(problem === undefined ? toRow(header, cells, row) : { row, problem });
      else {
        if (problem !== undefined) throw invalid('header', problem);
        header = headerOf(cells);
        onHeader(header.filter((name) => name !== 'series' && name !== 'date'));
      }
    }
    if (rows.length === 0) continue;
    any = true;
    yield rows;
  }
  if (!any) throw emptyBody(header ? 'has a header and no rows: it ' : '');
}

export function emptyBody(found = ''): AlmanacError {
  return invalid('body', `${found}must have a row for each series`);
}

function headerOf(cells: string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  if (names.some(isBroken)) throw invalid('header', notUtf8);
  if (!names.includes('series')) throw invalid('header', `must have a column series; it has ${shorten(names.join(', '))}`);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined) throw invalid('header', `has ${shorten(twice) || 'a column without a name'} twice`);
  if (names.includes('')) throw invalid('header', 'has a column without a name');
  return names;
}

function toRow(header: string[], cells: string[], row: number): BatchRow | BadRow {
  const series = cells[header.indexOf('series')]?.trim() ?? '';
  if (cells.some(isBroken)) return { row, ...(series !== '' && !isBroken(series) && { series }), problem: notUtf8 };
  if (cells.length !== header.length) return { row, series, problem: `has ${cells.length} cells where the header has ${header.length}` };
  if (series === '') return { row, problem: 'series: must not be empty' };
  const out: BatchRow = { row, series, values: [] };
  for (let k = 0; k < header.length; k++) {
    const [name, text] = [header[k] as string, (cells[k] as string).trim()];
    if (name === 'series' || text === '') continue;
    if (name === 'date') {
      out.date = text;
      continue;
    }
    const value = numberOf(text);
    if (value === undefined)
      return { row, series, problem: `${name}: must be a number such as 1.5, or true or false, not ${shorten(text)}` };
    out.values.push([name, value]);
  }
  return out;
}

interface CsvRecord {
  row: number;
  cells: string[];
  problem?: string;
}

/** Records with the number of the line that each begins on, as many at a time as a piece of text completes. */
async function* records(text: AsyncIterable<string>): AsyncGenerator<CsvRecord[]> {
  let rest = '';
  let row = 1;
  for await (const piece of text) {
    const parts = splitRecords(rest + piece);
    rest = parts.pop() as string;
    const made = parts.map((record) => {
      const own = row;
      row += 1 + countLines(record);
      return { row: own, ...cellsOf(record) };
    });
    if (rest.length > mostRowCharacters) {
      yield [...made, { row, cells: [], problem: `is longer than ${mostRowCharacters} characters; nothing after it is read` }];
      return;
    }
    yield made;
  }
  if (rest !== '') yield [{ row, ...cellsOf(rest) }];
}

/** The records that end within a text, and last what is left of it. A line feed within quotes ends none. */
function splitRecords(text: string): string[] {
  if (!text.includes('"')) return text.split('\n');
  const out: string[] = [];
  let from = 0;
  let quoted = false;
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    if (code === 34) quoted = !quoted;
    else if (code === 10 && !quoted) {
      out.push(text.slice(from, k));
      from = k + 1;
    }
  }
  out.push(text.slice(from));
  return out;
}

function cellsOf(record: string): { cells: string[]; problem?: string } {
  const line = record.endsWith('\r') ? record.slice(0, -1) : record;
  if (!line.includes('"')) return { cells: line.split(',') };
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      cells.push(line.slice(at, comma < 0 ? line.length : comma));
      if (comma < 0) return { cells };
      at = comma + 1;
      continue;
    }
    let cell = '';
    for (at++; ; at++) {
      const close = line.indexOf('"', at);
      if (close < 0) return { cells, problem: 'opens a quote that is never closed' };
      cell += line.slice(at, close);
      at = close + 1;
      if (line[at] !== '"') break;
      cell += '"';
    }
    cells.push(cell);
    if (at >= line.length) return { cells };
    if (line[at] !== ',') return { cells, problem: 'has text after a closing quote' };
    at++;
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
