import { stat } from 'node:fs/promises';
import { type CsvError, parse } from 'csv-parse/sync';
import { foreignLines, head, lineOf, scanBytes } from './bytes';
import type { CsvDialect, CsvEncoding } from './csv-rows';
import { utf16 } from './file-kind';
import type { Findings } from './findings';

const delimiters = [',', ';', '\t', '|'];
/** Rows that tell the delimiter. */
const sniffedRows = 200;
const sniffedBytes = 256 * 1024;

export interface DialectHints {
  encoding?: CsvEncoding | undefined;
  delimiter?: string | undefined;
}

/**
 * How a CSV file is written: its encoding by every byte, its delimiter by its first rows.
 * Undefined, with an error among the findings, where it is no text.
 */
export async function detectDialect(
  path: string,
  file: string,
  hints: DialectHints,
  findings: Findings,
  signal?: AbortSignal,
): Promise<CsvDialect | undefined> {
  const start = await head(path, sniffedBytes);
  const encoding = hints.encoding ?? (await detectEncoding(path, file, start, findings, signal));
  if (!encoding) return undefined;
  const bomBytes = bomOf(start, encoding);
  if (bomBytes > 0 && encoding === 'utf-8')
    findings.info('encoding', 'begins with a byte order mark, which is not part of the header', { file });
  if (encoding.startsWith('utf-16')) findings.info('encoding', `is UTF-16 (${encoding.slice(-2)}), read as such`, { file });
  const text = new TextDecoder(encoding).decode(start.subarray(bomBytes));
  const lineEnd = text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : '\n';
  const separator = /^sep=([^\r\n])\r?\n/i.exec(text)?.[1];
  const body = separator === undefined ? text : text.slice(text.indexOf('\n') + 1);
  const complete = (await stat(path)).size <= start.length;
  return {
    encoding,
    bomBytes,
    delimiter: hints.delimiter ?? separator ?? sniffDelimiter(body, lineEnd, complete),
    lineEnd,
    rowsAbove: separator === undefined ? 0 : 1,
  };
}

async function detectEncoding(
  path: string,
  file: string,
  start: Buffer,
  findings: Findings,
  signal?: AbortSignal,
): Promise<CsvEncoding | undefined> {
  const wide = utf16(start);
  if (wide) return wide;
  const scan = await scanBytes(path, signal);
  if (scan.firstNul >= 0) {
    const row = await lineOf(path, scan.firstNul);
    findings.error('nul', 'holds a NUL byte, as text never does: the file is binary or damaged; export it again as UTF-8', { file, row });
    return undefined;
  }
  if (scan.utf8) return 'utf-8';
  const lines = await foreignLines(path);
  if (lines.utf8 > 0) {
    findings.error('encoding', 'is not UTF-8, though other rows are: the file mixes encodings; export it again as UTF-8', {
      file,
      row: lines.firstOther,
    });
    return undefined;
  }
  findings.warning('encoding', `is not UTF-8; it is read as Windows-1252 (Latin-1), first in row ${lines.firstOther}`, {
    file,
    row: lines.firstOther,
  });
  return 'windows-1252';
}

function bomOf(bytes: Buffer, encoding: CsvEncoding): number {
  if (encoding === 'utf-8') return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (encoding === 'utf-16le') return bytes[0] === 0xff && bytes[1] === 0xfe ? 2 : 0;
  if (encoding === 'utf-16be') return bytes[0] === 0xfe && bytes[1] === 0xff ? 2 : 0;
  return 0;
}

/** The delimiter by which most rows have the same number of cells, and more than one. */
function sniffDelimiter(text: string, lineEnd: string, complete: boolean): string {
  const scores = delimiters.map((delimiter) => {
    const rows = looseRows(text, delimiter, lineEnd, complete, sniffedRows);
    const counts = new Map<number, number>();
    for (const cells of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    const [cells, times] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
    // The header's own count decides between delimiters that fit equally often.
    const header = rows[0]?.length ?? 1;
    return cells > 1 ? times / rows.length + (header === cells ? 1 : 0) + Math.min(cells, 99) / 1000 : header > 1 ? 0.1 : 0;
  });
  const best = scores.indexOf(Math.max(...scores));
  return delimiters[best] as string;
}

/** Rows of a piece of a file, for looking at: whatever can be read, and nothing of what its end cuts. */
export function looseRows(text: string, delimiter: string, lineEnd: string, complete: boolean, most: number): string[][] {
  const cut = complete ? text.length : text.lastIndexOf(lineEnd) + 1;
  const rows: string[][] = [];
  try {
    parse(text.slice(0, cut), {
      delimiter,
      record_delimiter: lineEnd === '\n' ? ['\r\n', '\n'] : ['\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: most,
      on_record: (cells: string[]) => {
        rows.push(cells);
        return null;
      },
    });
  } catch (error) {
    // A quote that the cut leaves open ends the look; one that the file itself leaves open is told when it is read.
    if ((error as CsvError).code === undefined) throw error;
  }
  return rows;
}
