import { shown } from './findings';

export type FileFormat = 'csv' | 'parquet';

/** Most bytes of one row; a table's row is a few hundred. */
export const mostRowBytes = 1024 * 1024;
/** Bytes at a file's beginning that tell what it is. */
export const headBytes = mostRowBytes + 1;

/** How files begin that people take for tables. */
const signatures: [number[] | string, string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'is a zip archive or a workbook (.xlsx, .ods); save the sheet as CSV, or unpack the archive'],
  [[0x50, 0x4b, 0x05, 0x06], 'is an empty zip archive; give the CSV or Parquet file itself'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'is an old Excel workbook (.xls); save the sheet as CSV'],
  [[0x1f, 0x8b], 'is compressed by gzip; unpack it first (gunzip)'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'is compressed by zstd; unpack it first (unzstd)'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'is compressed by xz; unpack it first (unxz)'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'is a 7z archive; unpack it first'],
  ['BZh9', 'is compressed by bzip2; unpack it first (bunzip2)'],
  ['Rar!', 'is a RAR archive; unpack it first'],
  ['%PDF', 'is a PDF document; give the table as CSV'],
  ['{\\rtf', 'is a rich-text document; give the table as CSV'],
  ['SQLite format 3', 'is an SQLite database; export the table as CSV'],
  ['ARROW1', 'is an Arrow file; write it as Parquet'],
  [[0x89, 0x50, 0x4e, 0x47], 'is a picture'],
  [[0xff, 0xd8, 0xff], 'is a picture'],
  [[0x7f, 0x45, 0x4c, 0x46], 'is a program'],
];

export interface HeadVerdict {
  format: FileFormat;
  /** What is wrong, and what would be right; undefined where the beginning is that of a table. */
  problem?: string;
}

/**
 * What a file is, by its first bytes and never by its name.
 * @param complete whether these are all bytes of the file
 */
export function judgeHead(bytes: Buffer, complete: boolean): HeadVerdict {
  if (startsWith(bytes, 'PAR1')) return { format: 'parquet' };
  const csv = (problem?: string): HeadVerdict => ({ format: 'csv', ...(problem && { problem }) });
  if (bytes.length === 0) return csv('is empty');
  const known = signatures.find(([signature]) => startsWith(bytes, signature));
  if (known) return csv(known[1]);
  const wide = utf16(bytes);
  const text = wide ? new TextDecoder(wide).decode(bytes.subarray(0, 4096)) : bytes.subarray(0, 4096).toString('latin1');
  const start = text.replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, '').trimStart();
  if (start === '' && complete) return csv('holds nothing but blanks');
  if (/^<(!doctype|html|head|body|table|\?xml|script)/i.test(start))
    return csv('is a web page or XML, perhaps a log-in page; give the table as CSV');
  if (/^[[{]\s*["{[\]}]/.test(start)) return csv('is JSON; give the table as CSV or Parquet');
  if (!wide) {
    const controls = bytes.subarray(0, 4096).filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
    if (controls > bytes.subarray(0, 4096).length / 20) return csv('is binary, no text; give the table as CSV or Parquet');
  }
  if (!complete && bytes.length >= mostRowBytes && !hasLineEnd(bytes, wide))
    return csv(
      `has no line end in its first ${mostRowBytes} bytes, which begin ${shown(start.slice(0, 40))}; a table has one after each row`,
    );
  return csv();
}

/** UTF-16 by its byte order mark, or by the NULs that every second byte of plain text then is. */
export function utf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  if (sample.length < 8) return undefined;
  const nuls = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) nuls[i % 2]!++;
  const [even, odd] = nuls as [number, number];
  const most = sample.length * 0.4;
  if (odd > most && even === 0) return 'utf-16le';
  if (even > most && odd === 0) return 'utf-16be';
  return undefined;
}

function hasLineEnd(bytes: Buffer, wide: string | undefined): boolean {
  if (!wide) return bytes.includes(10) || bytes.includes(13);
  const lineEnd = wide === 'utf-16le' ? Buffer.from([10, 0]) : Buffer.from([0, 10]);
  return bytes.includes(lineEnd);
}

function startsWith(bytes: Buffer, signature: number[] | string): boolean {
  const wanted = typeof signature === 'string' ? Buffer.from(signature, 'latin1') : Buffer.from(signature);
  return bytes.subarray(0, wanted.length).equals(wanted);
}
