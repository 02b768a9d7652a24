export interface CsvTable {
  columns: string[];
  rows: string[][];
  /** There is more than these rows. */
  more: boolean;
}

/**
 * The head of a CSV text (RFC 4180): fields in quotes may hold separators, line breaks and doubled quotes. Of a text that was cut, the
 * last line is left out, for it may be half of one.
 */
export function parseCsv(
  text: string,
  { separator = ',', mostRows, truncated = false }: { separator?: string; mostRows: number; truncated?: boolean },
): CsvTable {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  const endField = () => {
    record.push(field);
    field = '';
  };
  const endRecord = () => {
    endField();
    // A blank line is no record.
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (; at < text.length && records.length <= mostRows; at++) {
    const character = text[at] as string;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at++;
      } else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === separator) endField();
    else if (character === '\n') endRecord();
    else if (character !== '\r') field += character;
  }
  const ended = at >= text.length;
  if (ended && !truncated && (field !== '' || record.length > 0)) endRecord();
  const [columns = [], ...rows] = records;
  return { columns, rows, more: truncated || !ended };
}
