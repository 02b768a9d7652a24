import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import pl from 'nodejs-polars';
import { beforeAll, describe, expect, it } from 'vitest';
import { ImportRefused } from '@/lib/data/import/findings';
import type { ImportSource } from '@/lib/data/import/source';
import { checkImport, type ImportDatasetOptions, importDataset } from '@/lib/datasets/import';
import { AlmanacError } from '@/lib/errors';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { dailyCsv, sourceFolder, state } from './room';

await createTestDatabase();
createArtifactFolder();
const { folder, write } = sourceFolder();

interface Hostile {
  what: string;
  source: () => string | ImportSource;
  options?: Partial<ImportDatasetOptions>;
  /** What the report must say: the check, and one place and message of it. */
  check: string;
  path?: string | RegExp;
  message: RegExp;
}

const csv = (name: string, content: string | Uint8Array) => () => write(name, content);
const header = 'date,store,units\n';
const good = dailyCsv(['a', 'b'], 30);
const lines = good.trimEnd().split('\n');
/** The good file with one line (from 1) changed. */
const changed = (line: number, text: string) => [...lines.slice(0, line - 1), text, ...lines.slice(line)].join('\n');
/** Two stores on twenty Fridays. */
const weeks = `date,store,units\n${Array.from({ length: 20 }, (_, i) => new Date(Date.UTC(2024, 0, 5 + 7 * i)).toISOString().slice(0, 10))
  .flatMap((date, i) => [`${date},a,${i + 1}`, `${date},b,${i + 2}`])
  .join('\n')}\n`;
const parquet =
  (name: string, frame: pl.DataFrame, damage: (bytes: Buffer) => Buffer = (bytes) => bytes) =>
  () =>
    write(name, damage(frame.writeParquet({}) as unknown as Buffer));
const days = pl
  .Series(
    'date',
    Int32Array.from({ length: 30 }, (_, i) => 19_723 + i),
  )
  .cast(pl.Date);
const stores = pl.Series(
  'store',
  Array.from({ length: 30 }, () => 'a'),
);
const units = pl.Series(
  'units',
  Float64Array.from({ length: 30 }, (_, i) => i + 1),
);

const cases: Hostile[] = [
  { what: 'an empty file', source: csv('empty.csv', ''), check: 'format', path: 'empty.csv', message: /is empty/ },
  { what: 'blanks only', source: csv('blank.csv', '\n \n\n'), check: 'format', message: /nothing but blanks/ },
  { what: 'a header and no rows', source: csv('header.csv', header), check: 'rows', path: 'header.csv', message: /no rows below/ },
  {
    what: 'no header',
    source: csv('headless.csv', lines.slice(1).join('\n')),
    check: 'header',
    path: /row 1/,
    message: /first row must hold the names/,
  },
  { what: 'one column', source: csv('one.csv', 'date\n2024-01-01\n2024-01-02\n'), check: 'columns', message: /one column only/ },
  { what: 'one row', source: csv('single.csv', `${header}2024-01-01,a,3\n`), check: 'frequency', message: /one date only, 2024-01-01/ },
  {
    what: 'ragged rows',
    source: csv('ragged.csv', changed(5, '2024-01-04,a,3,1,9')),
    check: 'ragged',
    path: 'ragged.csv, row 5',
    message: /has 5 cells where the header has 4/,
  },
  {
    what: 'a row that is cut short',
    source: csv('short.csv', changed(7, '2024-01-06,a')),
    check: 'ragged',
    path: 'short.csv, row 7',
    message: /has 2 cells where the header has 4/,
  },
  {
    what: 'mixed delimiters',
    source: csv('mixed-delimiter.csv', changed(9, '2024-01-08;a;13;0')),
    check: 'ragged',
    path: 'mixed-delimiter.csv, row 9',
    message: /has 1 cell .* separated by ;/,
  },
  {
    what: 'mixed date formats',
    source: csv('mixed-dates.csv', changed(4, '03/01/2024,a,12,0')),
    check: 'date',
    path: 'mixed-dates.csv, row 4, column "date"',
    message: /"03\/01\/2024" is no date as YYYY-MM-DD.*DD\/MM\/YYYY/,
  },
  {
    what: 'ambiguous dates',
    source: csv('ambiguous.csv', 'date,store,units\n01-02-2024,a,1\n02-03-2024,a,2\n03-04-2024,a,3\n04-05-2024,a,9\n'),
    check: 'date-format',
    message: /could be DD-MM-YYYY \(2024-02-01\) or MM-DD-YYYY \(2024-01-02\)/,
  },
  {
    what: 'a date that no calendar has',
    source: csv('calendar.csv', changed(6, '2024-02-30,a,3,1')),
    check: 'date',
    path: 'calendar.csv, row 6, column "date"',
    message: /"2024-02-30" is no date/,
  },
  {
    what: 'an empty date',
    source: csv('no-date.csv', changed(6, ',a,3,1')),
    check: 'date',
    path: 'no-date.csv, row 6, column "date"',
    message: /is empty/,
  },
  {
    what: 'dates before all sales',
    source: csv('old.csv', changed(2, '0204-01-01,a,3,1')),
    check: 'date-range',
    path: 'old.csv, row 2, column "date"',
    message: /"0204-01-01" is before 1900/,
  },
  {
    what: 'sales of the future',
    source: csv('future.csv', `${good}2199-01-01,a,3,1\n`),
    check: 'future',
    path: 'future.csv, row 62, column "date"',
    message: /lies ahead/,
  },
  {
    what: 'dates a quarter apart',
    source: csv('quarters.csv', `${header}2023-01-01,a,3\n2023-04-01,a,4\n2023-07-01,a,2\n2023-10-01,a,2\n`),
    check: 'frequency',
    message: /neither daily, weekly nor monthly: dates are a quarter apart/,
  },
  {
    what: 'a weekly date on another weekday',
    source: csv(
      'weekday.csv',
      header +
        Array.from(
          { length: 60 },
          (_, i) => `${new Date(Date.UTC(2023, 0, 6 + 7 * i + (i === 40 ? 1 : 0))).toISOString().slice(0, 10)},a,${i + 1}`,
        ).join('\n'),
    ),
    check: 'weekday',
    path: 'weekday.csv, row 42, column "date"',
    message: /is a Saturday, where the other weekly dates are Fridays/,
  },
  {
    what: 'duplicate keys',
    source: csv('duplicate.csv', `${good}2024-01-03,a,5,0\n`),
    check: 'duplicate',
    path: 'duplicate.csv, row 62',
    message: /2024-01-03 of store=a" is there already, in row 4/,
  },
  {
    what: 'all zeros',
    source: csv('zeros.csv', header + Array.from({ length: 9 }, (_, i) => `2024-01-0${i + 1},a,0`).join('\n')),
    check: 'target',
    message: /is zero in every row/,
  },
  {
    what: 'no target at all',
    source: csv('blank-target.csv', header + Array.from({ length: 9 }, (_, i) => `2024-01-0${i + 1},a,`).join('\n')),
    check: 'target',
    message: /has no values/,
  },
  {
    what: 'a target of words',
    source: csv('words.csv', header + Array.from({ length: 9 }, (_, i) => `2024-01-0${i + 1},a,many`).join('\n')),
    check: 'target',
    path: 'words.csv, column "units"',
    message: /must hold numbers.*it is text/,
  },
  {
    what: 'one word among numbers',
    source: csv('word.csv', changed(12, '2024-01-11,a,abc,0')),
    check: 'number',
    path: 'word.csv, row 12, column "units"',
    message: /"abc" is no number/,
  },
  {
    what: 'infinities',
    source: csv('inf.csv', changed(12, '2024-01-11,a,Infinity,0')),
    check: 'number',
    path: 'inf.csv, row 12, column "units"',
    message: /is not finite/,
  },
  {
    what: 'a number beyond all numbers',
    source: csv('huge.csv', changed(12, '2024-01-11,a,1e999,0')),
    check: 'number',
    path: 'huge.csv, row 12, column "units"',
    message: /is not finite/,
  },
  {
    what: 'negative sales where none may be',
    source: csv('negative.csv', changed(13, '2024-01-12,a,-4.5,0')),
    options: { negatives: 'error' },
    check: 'negative',
    path: 'negative.csv, row 13',
    message: /"-4.5" is negative \(2024-01-12 of store=a\)/,
  },
  {
    what: 'a decimal comma among points',
    source: csv('comma.csv', changed(12, '2024-01-11,a,"1,5",0').replace(',a,10,', ',a,10.5,')),
    check: 'number',
    path: 'comma.csv, row 12, column "units"',
    message: /with the decimal sign \., though it is one with ,/,
  },
  {
    what: 'thousands that could be fractions',
    source: csv('thousands.csv', 'date;store;units\n2024-01-01;a;1.234\n2024-01-02;a;2.345\n2024-01-03;a;3.456\n'),
    check: 'decimal',
    message: /option decimal/,
  },
  {
    what: 'percentages',
    source: csv('percent.csv', changed(12, '2024-01-11,a,12%,0')),
    check: 'number',
    path: 'percent.csv, row 12, column "units"',
    message: /is a percentage/,
  },
  {
    what: 'formulas for numbers',
    source: csv('formula.csv', changed(12, '2024-01-11,a,=SUM(A1:A9),0')),
    check: 'number',
    path: 'formula.csv, row 12, column "units"',
    message: /is a formula/,
  },
  {
    what: 'formulas for keys',
    source: csv('formula-key.csv', changed(12, `2024-01-11,=cmd|' /C calc'!A0,3,0`)),
    check: 'key',
    path: 'formula-key.csv, row 12, column "store"',
    message: /is a formula/,
  },
  {
    what: 'an empty key',
    source: csv('no-key.csv', changed(12, '2024-01-11,,3,0')),
    check: 'key',
    path: 'no-key.csv, row 12, column "store"',
    message: /is empty/,
  },
  {
    what: 'control characters in a key',
    source: csv('control.csv', changed(12, '2024-01-11,a\u0007b,3,0')),
    check: 'key',
    path: 'control.csv, row 12, column "store"',
    message: /control character/,
  },
  {
    what: 'a cell of 40,000 characters',
    source: csv('cell.csv', changed(12, `2024-01-11,${'x'.repeat(40_000)},3,0`)),
    check: 'cell',
    path: 'cell.csv, row 12, column "store"',
    message: /has 40000 characters/,
  },
  {
    what: 'an unclosed quote',
    source: csv('quote.csv', changed(12, '2024-01-11,"a,3,0')),
    check: 'quotes',
    path: 'quote.csv, row 12, column "store"',
    message: /never closed/,
  },
  {
    what: 'text after a quote',
    source: csv('after-quote.csv', changed(12, '2024-01-11,"a"b,3,0')),
    check: 'quotes',
    path: 'after-quote.csv, row 12, column "store"',
    message: /text after its closing quote/,
  },
  {
    what: 'a quote within text',
    source: csv('in-quote.csv', changed(12, '2024-01-11,5" pipe,3,0')),
    check: 'quotes',
    path: 'in-quote.csv, row 12, column "store"',
    message: /quote within text/,
  },
  {
    what: 'a megabyte in one row',
    source: csv('row.csv', `${good}2024-02-01,"${'x,y'.repeat(500_000)}`),
    check: 'quotes',
    path: 'row.csv, row 62',
    message: /longer than 1048576 bytes/,
  },
  {
    what: 'NUL bytes',
    source: csv('nul.csv', changed(12, '2024-01-11,a\0,3,0')),
    check: 'nul',
    path: 'nul.csv, row 12',
    message: /NUL byte/,
  },
  {
    what: 'encodings that are mixed',
    source: csv(
      'encodings.csv',
      Buffer.concat([
        Buffer.from(`${header}2024-01-01,Café,1\n`),
        Buffer.from('2024-01-02,Café,2\n', 'latin1'),
        Buffer.from('2024-01-03,Café,3\n'),
      ]),
    ),
    check: 'encoding',
    path: 'encodings.csv, row 3',
    message: /mixes encodings/,
  },
  {
    what: 'duplicated header names',
    source: csv('twice.csv', 'date,store,units,units\n2024-01-01,a,1,2\n2024-01-02,a,1,2\n'),
    check: 'header',
    path: 'twice.csv, row 1, column "units"',
    message: /heads columns 3 and 4/,
  },
  {
    what: 'a header of injections',
    source: csv(
      'injection.csv',
      `date,"'; DROP TABLE datasets;--",<script>alert(1)</script>,__proto__\n2024-01-01,1,2,3\n2024-01-02,1,2,3\n`,
    ),
    check: 'mapping',
    path: 'injection.csv',
    message: /could be "'; DROP TABLE datasets;--", "<script>alert\(1\)<\/script>", "__proto__"; name it/,
  },
  {
    what: 'missing columns',
    source: csv('missing.csv', good),
    options: { target: 'revenue' },
    check: 'mapping',
    path: 'missing.csv, row 1, column "revenue"',
    message: /no such column, which target names; it has "date", "store"/,
  },
  {
    what: 'no date column',
    source: csv('dateless.csv', 'store,units\na,1\nb,2\n'),
    check: 'mapping',
    path: 'dateless.csv',
    message: /no column of dates/,
  },
  {
    what: 'ten thousand columns',
    source: csv(
      'columns.csv',
      `${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join()}\n${Array.from({ length: 10_000 }, () => 1).join()}\n`,
    ),
    check: 'columns',
    path: 'columns.csv, row 1',
    message: /has 10000 columns; at most 4096/,
  },
  {
    what: 'an attribute that changes',
    source: csv('attribute.csv', good.replaceAll('promo', 'region').replace(/(2024-01-05,a,\d+),0/, '$1,1')),
    options: { attributes: ['region'] },
    check: 'attribute',
    path: /attribute.csv, row \d+, column "region"/,
    message: /must not change/,
  },
  {
    what: 'a zip archive',
    source: csv('sales.zip.csv', Buffer.from('504b0304140000000800', 'hex')),
    check: 'format',
    path: 'sales.zip.csv',
    message: /zip archive or a workbook/,
  },
  {
    what: 'an Excel workbook',
    source: csv('book.xlsx', Buffer.concat([Buffer.from('504b030414000600', 'hex'), Buffer.from('[Content_Types].xml xl/workbook.xml')])),
    check: 'format',
    path: 'book.xlsx',
    message: /workbook \(\.xlsx/,
  },
  {
    what: 'an old Excel workbook',
    source: csv('book.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')),
    check: 'format',
    message: /old Excel workbook/,
  },
  {
    what: 'a gzip file',
    source: csv('sales.csv.gz', gzipSync(good)),
    check: 'format',
    path: 'sales.csv.gz',
    message: /compressed by gzip/,
  },
  { what: 'a web page', source: csv('page.csv', '<!DOCTYPE html><html><body>Log in</body></html>'), check: 'format', message: /web page/ },
  { what: 'JSON', source: csv('sales.json', '[{"date": "2024-01-01", "units": 3}]'), check: 'format', message: /is JSON/ },
  {
    what: 'binary noise',
    source: csv('noise.csv', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 + 13) % 251))),
    check: 'format',
    message: /binary/,
  },
  {
    what: 'parquet without its end',
    source: parquet('cut.parquet', pl.DataFrame([days, stores, units]), (bytes) => bytes.subarray(0, bytes.length - 50)),
    check: 'parquet',
    path: 'cut.parquet',
    message: /cut short/,
  },
  {
    what: 'parquet with a damaged footer',
    source: parquet('footer.parquet', pl.DataFrame([days, stores, units]), (bytes) =>
      Buffer.concat([bytes.subarray(0, bytes.length - 120), Buffer.alloc(112, 0xab), bytes.subarray(bytes.length - 8)]),
    ),
    check: 'parquet',
    path: 'footer.parquet',
    message: /cannot be read as Parquet/,
  },
  {
    what: 'parquet with damaged pages',
    source: parquet('pages.parquet', pl.DataFrame([days, stores, units]), (bytes) =>
      Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(60, 0xab), bytes.subarray(64)]),
    ),
    check: 'parquet',
    path: 'pages.parquet',
    message: /cannot be read as Parquet/,
  },
  {
    what: 'parquet with nested targets',
    source: parquet(
      'nested.parquet',
      pl.DataFrame([
        days,
        stores,
        pl.Series(
          'units',
          Array.from({ length: 30 }, (_, i) => [i, i]),
        ),
      ]),
    ),
    options: { target: 'units' },
    check: 'target',
    path: /nested.parquet, column "units"/,
    message: /of the type list\[f64\], which is not read/,
  },
  {
    what: 'parquet with infinities',
    source: parquet(
      'infinite.parquet',
      pl.DataFrame([
        days,
        stores,
        pl.Series(
          'units',
          Float64Array.from({ length: 30 }, (_, i) => (i === 4 ? Number.POSITIVE_INFINITY : i)),
        ),
      ]),
    ),
    check: 'number',
    path: 'infinite.parquet, row 5, column "units"',
    message: /is not finite/,
  },
  {
    what: 'parquet with missing keys',
    source: parquet(
      'null-key.parquet',
      pl.DataFrame([
        days,
        pl.Series(
          'store',
          Array.from({ length: 30 }, (_, i) => (i === 7 ? null : 'a')),
          pl.Utf8,
        ),
        units,
      ]),
    ),
    check: 'key',
    path: 'null-key.parquet, row 8, column "store"',
    message: /is empty/,
  },
  {
    what: 'parquet without rows',
    source: parquet('no-rows.parquet', pl.DataFrame([days, stores, units]).head(0)),
    check: 'rows',
    path: 'no-rows.parquet',
    message: /has no rows/,
  },
  {
    what: 'a file that is not there',
    source: () => path.join(folder, 'nowhere.csv'),
    check: '',
    path: 'source',
    message: /does not exist/,
  },
  { what: 'a folder of nothing', source: () => makeFolder('nothing'), check: 'files', message: /has no file/ },
  { what: 'a link in a folder', source: linkedFolder, check: 'link', path: 'passwd.csv', message: /symbolic link, which is not followed/ },
  {
    what: 'a folder whose files differ',
    source: unlikeFolder,
    check: 'columns',
    path: 'b.csv, row 1, column "units"',
    message: /is missing, which a.csv has/,
  },
  {
    what: 'a name that leads elsewhere',
    source: csv('fine.csv', good),
    options: { name: '../../etc' },
    check: '',
    path: 'name',
    message: /lower-case letters/,
  },
  {
    what: 'the sample retailer’s name',
    source: csv('fine2.csv', good),
    options: { name: 'sample-retailer' },
    check: '',
    path: 'name',
    message: /another name/,
  },
  {
    what: 'an option that is none',
    source: csv('fine3.csv', good),
    options: { gaps: 'guess' as 'zero' },
    check: '',
    path: 'gaps',
    message: /missing.*zero/,
  },
  {
    what: 'a currency that is none',
    source: csv('fine5.csv', good),
    options: { currency: 'ABC' },
    check: '',
    path: 'currency',
    message: /ISO 4217/,
  },
  {
    what: 'one key twice',
    source: csv('twice.csv', good),
    options: { keys: ['store', 'Store'] },
    check: 'mapping',
    path: 'twice.csv, row 1, column "store"',
    message: /named twice by keys/,
  },
  {
    what: 'weeks that are told to be days',
    source: csv('weeks.csv', weeks),
    options: { frequency: 'day' },
    check: 'frequency',
    message: /--frequency.*dates are 7 days apart.*which makes it week/,
  },
  {
    what: 'months that are told to be weeks',
    source: csv(
      'months.csv',
      `date,store,units\n${Array.from({ length: 12 }, (_, i) => `2023-${String(i + 1).padStart(2, '0')}-01,a,5`).join('\n')}\n`,
    ),
    options: { frequency: 'week' },
    check: 'frequency',
    message: /dates are 31 days apart.*which makes it month/,
  },
  {
    what: 'an append to nothing',
    source: csv('fine4.csv', good),
    options: { append: true, name: 'nobody' },
    check: '',
    path: 'name',
    message: /no dataset nobody/,
  },
];

it('takes weeks for days where somebody says what the other days are', async () => {
  const source = { kind: 'file' as const, path: write('saturdays.csv', weeks) };
  const report = await checkImport(source, { name: 'saturdays', frequency: 'day', closures: 'missing' });
  expect(report).toMatchObject({ frequency: 'day', counts: { recorded: 40, zeros: 0 } });
});

function makeFolder(name: string): string {
  const made = path.join(folder, name);
  mkdirSync(made, { recursive: true });
  return made;
}

function linkedFolder(): string {
  const made = makeFolder('linked');
  writeFileSync(path.join(made, 'a.csv'), good);
  symlinkSync('/etc/passwd', path.join(made, 'passwd.csv'));
  return made;
}

function unlikeFolder(): string {
  const made = makeFolder('unlike');
  writeFileSync(path.join(made, 'a.csv'), good);
  writeFileSync(path.join(made, 'b.csv'), 'date,store,promo\n2024-01-01,c,1\n');
  return made;
}

let before: unknown;

beforeAll(async () => {
  // There is a dataset already, and it must stay as it is.
  await importDataset({ kind: 'file', path: write('first.csv', good) }, { name: 'stores' });
  before = await state();
});

async function refusalOf({ source, options }: Pick<Hostile, 'source' | 'options'>): Promise<AlmanacError> {
  const given = source();
  const error = await importDataset(typeof given === 'string' ? { kind: 'file', path: given } : given, { name: 'stores', ...options }).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(AlmanacError);
  return error as AlmanacError;
}

describe('a hostile source gives a precise report and leaves nothing behind', () => {
  it(`has more than thirty of them`, () => expect(cases.length).toBeGreaterThan(30));

  it.each(cases)('$what', async (hostile) => {
    const error = await refusalOf(hostile);
    if (hostile.check !== '') {
      expect(error).toBeInstanceOf(ImportRefused);
      expect((error as ImportRefused).findings.filter(({ severity }) => severity === 'error').map(({ check }) => check)).toContain(
        hostile.check,
      );
    }
    const item = error.errors.find(({ message }) => hostile.message.test(message));
    expect(item, JSON.stringify(error.errors)).toBeDefined();
    if (typeof hostile.path === 'string') expect(item?.path).toBe(hostile.path);
    else if (hostile.path) expect(item?.path).toMatch(hostile.path);
    expect(error.message.length).toBeGreaterThan(10);
    expect(await state()).toEqual(before);
  });

  it('a gigabyte in one line is refused by its beginning', async () => {
    const file = path.join(folder, 'line.csv');
    const descriptor = openSync(file, 'w');
    writeSync(descriptor, 'date,store,units,'.repeat(100_000));
    ftruncateSync(descriptor, 2 ** 30);
    closeSync(descriptor);
    const memory = process.memoryUsage().rss;
    const error = await refusalOf({ source: () => file });
    expect(error.errors).toEqual([{ path: 'line.csv', message: expect.stringMatching(/^has no line end in its first 1048576 bytes/) }]);
    expect(process.memoryUsage().rss - memory).toBeLessThan(100 * 1024 * 1024);
    expect(await state()).toEqual(before);
  });

  it('names the first hundred faults and counts the others', async () => {
    const rows = Array.from({ length: 250 }, (_, i) => `2024-01-01,s${i},x,0`).join('\n');
    const error = await refusalOf({ source: csv('many.csv', `${dailyCsv(['a', 'b'], 300)}${rows}\n`) });
    const numbers = error.errors.filter(({ path: at }) => at.startsWith('many.csv'));
    expect(numbers).toHaveLength(100);
    expect(numbers[0]?.path).toBe('many.csv, row 602, column "units"');
    expect(error.errors).toContainEqual({ path: 'number', message: '150 more: is no number' });
    expect(error.message).toContain('249 more faults were found');
  });

  it('does not write what a file says to a terminal as it is', async () => {
    const error = await refusalOf({ source: csv('escape.csv', changed(12, '2024-01-11,a,\u001b[31mred\u001b[0m\u202e,0')) });
    expect(error.errors[0]?.message).toContain('\\u001b[31mred');
    expect(error.errors[0]?.message).not.toMatch(/[\u001b\u202e]/);
  });
});
