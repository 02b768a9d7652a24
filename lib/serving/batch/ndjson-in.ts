import { unstorable } from '@/lib/http/validation';
import { shorten } from '../shorten';
import { emptyBody } from './csv-in';
import { type BadRow, type BatchRow, mostRowCharacters } from './rows';
import { isBroken, notUtf8 } from './utf8';

/**
 * Rows of newline-delimited JSON: objects with `series`, perhaps `date`, and covariates by name, whose values are numbers, true or
 * false. Null changes nothing. They come in as many at a time as a piece of text has.
 * @throws AlmanacError `validation_failed` where there is no row
 */
export async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<(BatchRow | BadRow)[]> {
  let row = 0;
  let any = false;
  let rest = '';
  const read = (lines: string[]) =>
    lines.flatMap((line) => {
      row++;
      if (line.trim() === '') return [];
      any = true;
      return [toRow(line, row)];
    });
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() as string;
    yield read(lines);
    if (rest.length > mostRowCharacters) {
      yield [{ row: row + 1, problem: `is longer than ${mostRowCharacters} characters; nothing after it is read` }];
      return;
    }
  }
  yield read([rest]);
  if (!any) throw emptyBody();
}

function toRow(line: string, row: number): BatchRow | BadRow {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { row, problem: isBroken(line) ? notUtf8 : `is not JSON: ${(error as SyntaxError).message}` };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { row, problem: 'must be a JSON object' };
  const { series, date, ...rest } = value as Record<string, unknown>;
  if (isBroken(line)) return { row, ...(typeof series === 'string' && series !== '' && !isBroken(series) && { series }), problem: notUtf8 };
  if (typeof series !== 'string' || series === '') return { row, problem: 'series: must be a text' };
  const broken = unstorable({ series, date: typeof date === 'string' ? date : null });
  if (broken) return { row, problem: `${broken.path}: ${broken.message}` };
  const out: BatchRow = { row, series, values: [] };
  if (date !== undefined && date !== null) {
    if (typeof date !== 'string') return { row, series, problem: 'date: must be a date such as 2026-01-31' };
    out.date = date;
  }
  for (const [name, given] of Object.entries(rest)) {
    if (given === null) continue;
    if (typeof given !== 'number' && typeof given !== 'boolean')
      return { row, series, problem: `${shorten(name)}: must be a number, or true or false` };
    out.values.push([name, Number(given)]);
  }
  return out;
}
