import { parse } from 'csv-parse';
import { chunks } from './bytes';
import { mostRowBytes } from './file-kind';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How a CSV file is to be read. */
export interface CsvDialect {
  encoding: CsvEncoding;
  /** Bytes of its byte order mark. */
  bomBytes: number;
  delimiter: string;
  /** What ends a row; a carriage return before a line feed is dropped with it. */
  lineEnd: '\n' | '\r';
  /** Rows above the header: 1 where Excel's `sep=;` is there. */
  rowsAbove: number;
}

/** Most characters of one cell: Excel's own bound. */
export const mostCellCharacters = 32_767;

/** A file whose rows cannot be told from each other from here on. */
export class CsvBroken extends Error {
  override readonly name = 'CsvBroken';
  constructor(
    /** As a spreadsheet counts, the header included. */
    readonly row: number,
    /** Index of the cell; null where none is at fault. */
    readonly cell: number | null,
    message: string,
  ) {
    super(message);
  }
}

export interface ReadCsvOptions {
  signal?: AbortSignal | undefined;
  onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Calls `onRow` with the cells of every row, blank ones included (as one empty cell), and its number.
 *
 * Text without quotes is split as it stands, some five times faster than a parser of quotes does it; from the first quote on, csv-parse
 * takes over.
 * @throws CsvBroken where quotes do not pair or a row has no end; the signal's reason when it aborts
 */
export async function readCsvRows(
  path: string,
  dialect: CsvDialect,
  onRow: (cells: string[], row: number) => void,
  { signal, onBytes }: ReadCsvOptions = {},
): Promise<void> {
  let row = 0;
  const counted = (cells: string[]) => {
    row++;
    if (row > dialect.rowsAbove) onRow(cells, row);
  };
  const end = dialect.lineEnd.charCodeAt(0);
  let carry = Buffer.alloc(0);
  let quoted: ReturnType<typeof quotedRows> | undefined;
  for await (const chunk of textChunks(path, dialect, onBytes)) {
    signal?.throwIfAborted();
    if (quoted) {
      await quoted.write(chunk);
      continue;
    }
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    if (bytes.includes(34)) {
      quoted = quotedRows(dialect, counted, () => row);
      await quoted.write(bytes);
      continue;
    }
    const cut = bytes.lastIndexOf(end) + 1;
    splitLines(bytes.toString('utf8', 0, cut), dialect, counted);
    carry = Buffer.from(bytes.subarray(cut));
    if (carry.length > mostRowBytes) throw tooLong(row + 1);
  }
  if (quoted) await quoted.end();
  else if (carry.length > 0) splitLines(carry.toString('utf8'), dialect, counted);
}

function splitLines(text: string, { delimiter, lineEnd }: CsvDialect, onCells: (cells: string[]) => void): void {
  let from = 0;
  while (from < text.length) {
    let to = text.indexOf(lineEnd, from);
    if (to < 0) to = text.length;
    const stop = to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to;
    onCells(text.slice(from, stop).split(delimiter));
    from = to + 1;
  }
}

/** Rows of text that has quotes. */
function quotedRows({ delimiter, lineEnd }: CsvDialect, onCells: (cells: string[]) => void, rows: () => number) {
  const parser = parse({
    delimiter,
    record_delimiter: lineEnd === '\n' ? ['\r\n', '\n'] : ['\r'],
    relax_column_count: true,
    max_record_size: mostRowBytes,
    on_record: (cells: string[]) => {
      onCells(cells);
      return null;
    },
  });
  parser.resume();
  const failed = new Promise<never>((_, reject) => parser.once('error', (error) => reject(broken(error, rows() + 1))));
  failed.catch(() => undefined); // told by whoever waits next
  const ended = new Promise<void>((resolve) => parser.once('end', resolve));
  return {
    // The parser copies what it keeps of a chunk only after the next one has come, when the chunk's memory holds other bytes.
    write: (chunk: Buffer) => Promise.race([failed, new Promise<void>((resolve) => parser.write(Buffer.from(chunk), () => resolve()))]),
    end: () => {
      parser.end();
      return Promise.race([failed, ended]);
    },
  };
}

function broken(error: Error, row: number): Error {
  const { code, column } = error as Error & { code?: string; column?: number };
  const cell = typeof column === 'number' ? column : null;
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new CsvBroken(row, cell, 'opens a quote that is never closed; write a quote within text twice ("")');
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new CsvBroken(row, cell, 'has text after its closing quote; write a quote within text twice ("")');
    case 'INVALID_OPENING_QUOTE':
      return new CsvBroken(row, cell, 'has a quote within text; put the whole cell in quotes and write the quote twice ("")');
    case 'CSV_MAX_RECORD_SIZE':
      return tooLong(row);
    default:
      return error;
  }
}

function tooLong(row: number): CsvBroken {
  return new CsvBroken(row, null, `is longer than ${mostRowBytes} bytes; is a line end missing, or a quote that was opened not closed?`);
}

/** The file's text as UTF-8, whatever its own encoding. */
async function* textChunks(path: string, { encoding, bomBytes }: CsvDialect, onBytes?: (bytes: number) => void): AsyncGenerator<Buffer> {
  const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of chunks(path, bomBytes)) {
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
    onBytes?.(chunk.length);
  }
  const rest = decoder?.decode();
  if (rest) yield Buffer.from(rest);
}
