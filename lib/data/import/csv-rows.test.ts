import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CsvBroken, type CsvDialect, readCsvRows } from './csv-rows';

const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plain: CsvDialect = { encoding: 'utf-8', bomBytes: 0, delimiter: ',', lineEnd: '\n', rowsAbove: 0 };

async function rowsOf(content: string | Buffer, dialect: Partial<CsvDialect> = {}): Promise<string[][]> {
  const file = path.join(folder, 'rows.csv');
  writeFileSync(file, content);
  const rows: string[][] = [];
  await readCsvRows(file, { ...plain, ...dialect }, (cells, row) => {
    expect(row).toBe(rows.length + 1 + (dialect.rowsAbove ?? 0));
    rows.push(cells);
  });
  return rows;
}

describe('readCsvRows', () => {
  it('gives back what was written, quoted or not', async () => {
    const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('a,b', '"', 'x"y', 'line\nend', '', 'é€😀'));
    const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, end) => {
          const text = rows.map((cells) => cells.map(quote).join(',')).join(end) + end;
          expect(await rowsOf(text)).toEqual(rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('splits text without quotes as csv-parse does, across the pieces in which it comes', async () => {
    const line = (i: number) => `2024-01-${String((i % 28) + 1).padStart(2, '0')},störe ${i % 50},${i * 1.5},\n`;
    const text = Array.from({ length: 60_000 }, (_, i) => line(i)).join('');
    expect(Buffer.byteLength(text)).toBeGreaterThan(1024 * 1024);
    expect(await rowsOf(text)).toEqual(parse(text, { relax_column_count: true }));
    // From the first quote on, the parser takes over in the middle of the file.
    const late = `${text}"a ""b""",c\n${text}`;
    expect(await rowsOf(late)).toEqual(parse(late, { relax_column_count: true }));
  });

  it('counts blank rows, and takes the last row without a line end', async () => {
    expect(await rowsOf('a,b\n\n1,2\r\n3,4')).toEqual([['a', 'b'], [''], ['1', '2'], ['3', '4']]);
    expect(await rowsOf('a;b\r1;2\r', { delimiter: ';', lineEnd: '\r' })).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(await rowsOf('sep=;\na;b\n', { delimiter: ';', rowsAbove: 1 })).toEqual([['a', 'b']]);
  });

  it('reads other encodings', async () => {
    const rows = [
      ['Größe', '€'],
      ['ñ', '1'],
    ];
    const text = rows.map((cells) => cells.join(',')).join('\n');
    expect(await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'), { encoding: 'utf-16le', bomBytes: 2 })).toEqual(rows);
    expect(await rowsOf(Buffer.from(text, 'utf16le').swap16(), { encoding: 'utf-16be' })).toEqual(rows);
    expect(await rowsOf(Buffer.from(text.replace('€', '\u0080'), 'latin1'), { encoding: 'windows-1252' })).toEqual(rows);
  });

  it('says where quotes do not pair', async () => {
    const broken = async (text: string) => {
      const error = await rowsOf(text).catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(CsvBroken);
      const { row, cell } = error as CsvBroken;
      return { row, cell };
    };
    expect(await broken('a,b\n1,"2\n3,4\n')).toEqual({ row: 2, cell: 1 });
    expect(await broken('a,b\n1,2\n"3"x,4\n')).toEqual({ row: 3, cell: 0 });
    expect(await broken('a,b\n1,2\n3,4"\n')).toEqual({ row: 3, cell: 1 });
    expect(await broken(`a,b\n1,2\n3,"${'x'.repeat(1_100_000)}`)).toEqual({ row: 3, cell: null });
    expect(await broken(`a,b\n1,2\n${'3,'.repeat(1_100_000)}`)).toEqual({ row: 3, cell: null });
  });
});
