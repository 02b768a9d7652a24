import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { parseDay } from '@/lib/data/days';
import { type ImportOptionsInput, importOptions } from '@/lib/data/import/options';
import { type Prepared, prepareImport } from '@/lib/data/import/prepare';
import { openScratch } from '@/lib/data/import/scratch';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { sourceFolder } from './room';

createArtifactFolder();
const { folder, write } = sourceFolder();

type Row = Record<string, string | number | null>;

/** What an import makes of a file: its report, and its rows with dates as text. */
async function read(path: string, options: ImportOptionsInput = {}): Promise<Pick<Prepared, 'report' | 'observations'> & { rows: Row[] }> {
  await using scratch = await openScratch();
  const prepared = await prepareImport({ kind: 'file', path }, importOptions.parse(options), {
    scratch: scratch.folder,
    currency: { code: 'USD', why: 'as told' },
    today: parseDay('2026-06-30'),
  });
  const frame = pl
    .concat(prepared.parts.map(({ file }) => pl.readParquet(file)))
    .withColumns(pl.col('date').date.strftime('%Y-%m-%d').alias('date'));
  return { ...prepared, rows: frame.sort([...prepared.observations.keys, 'date']).toRecords() as Row[] };
}

const target = ({ rows }: { rows: Row[] }) => rows.map(({ date, y }) => [date, y]);
const three = (date: (i: number) => string) => ['date,units', ...[0, 1, 2].map((i) => `${date(i)},${i + 1}`)].join('\n');
const days = [
  ['2026-01-13', 1],
  ['2026-01-14', 2],
  ['2026-01-15', 3],
];

describe('dates', () => {
  it.each([
    ['ISO', (i: number) => `2026-01-${13 + i}`, 'YYYY-MM-DD'],
    ['German', (i: number) => `${13 + i}.1.2026`, 'DD.MM.YYYY'],
    ['American', (i: number) => `1/${13 + i}/26`, 'MM/DD/YY'],
    ['digits', (i: number) => `202601${13 + i}`, 'YYYYMMDD'],
    ['named months', (i: number) => `${13 + i}-Jan-2026`, 'DD-Mon-YYYY'],
    ['midnights', (i: number) => `2026-01-${13 + i}T00:00:00Z`, 'YYYY-MM-DD'],
  ])('%s', async (_, date, spelling) => {
    const { report, ...result } = await read(write('dates.csv', three(date)));
    expect(target(result)).toEqual(days);
    expect(report).toMatchObject({ dateFormat: { spelling }, frequency: 'day' });
  });

  it('are read by what is evenly spaced where every one could be either way, and said so', async () => {
    const first = (i: number) => `01/0${i + 1}/2026`;
    const { report, ...result } = await read(
      write('either.csv', ['date,units', ...[0, 1, 2, 3, 4].map((i) => `${first(i)},${i + 1}`)].join('\n')),
      { frequency: 'month', dateFormat: 'DD-MM-YYYY' },
    );
    expect(target(result).at(-1)).toEqual(['2026-05-01', 5]);
    // Fridays under one reading, scattered under the other.
    const fridays = ['02-01-2026', '09-01-2026', '06-02-2026', '06-03-2026', '03-04-2026'];
    const weekly = await read(write('fridays.csv', ['date,units', ...fridays.map((date, i) => `${date},${i + 1}`)].join('\n')));
    expect(weekly.report).toMatchObject({
      dateFormat: { spelling: 'DD-MM-YYYY', alternatives: ['MM-DD-YYYY'] },
      frequency: 'week',
      weekday: 'Friday',
    });
    expect(weekly.report.findings).toContainEqual(expect.objectContaining({ check: 'date-format', severity: 'warning' }));
    expect(report.dateFormat?.why).toBe('as told');
  });

  it('of months become their firsts, of ISO weeks their Mondays', async () => {
    expect(target(await read(write('months.csv', 'month,units\n2026-01-31,1\n2026-02-28,2\n2026-03-31,3\n')))).toEqual([
      ['2026-01-01', 1],
      ['2026-02-01', 2],
      ['2026-03-01', 3],
    ]);
    expect(target(await read(write('ym.csv', 'month,units\n2026-01,1\n2026-02,2\n2026-03,3\n')))).toEqual([
      ['2026-01-01', 1],
      ['2026-02-01', 2],
      ['2026-03-01', 3],
    ]);
    const weeks = await read(write('weeks.csv', 'week,units\n2025-W52,1\n2026-W01,2\n2026-W02,3\n'));
    expect(target(weeks)).toEqual([
      ['2025-12-22', 1],
      ['2025-12-29', 2],
      ['2026-01-05', 3],
    ]);
    expect(weeks.report).toMatchObject({ frequency: 'week', weekday: 'Monday' });
  });

  it('of single sales are added up to days where that is asked for', async () => {
    const file = write(
      'sales.csv',
      'time,store,amount\n2026-01-13 09:15,a,2\n2026-01-13 17:40,a,3\n2026-01-14 08:00,a,4\n2026-01-15 08:00,a,1\n',
    );
    await expect(read(file)).rejects.toMatchObject({
      errors: [{ path: 'sales.csv, row 3', message: expect.stringContaining('is there already, in row 2') }],
    });
    const { report, ...result } = await read(file, { duplicates: 'sum' });
    expect(target(result)).toEqual([
      ['2026-01-13', 5],
      ['2026-01-14', 4],
      ['2026-01-15', 1],
    ]);
    expect(report.findings).toContainEqual(expect.objectContaining({ check: 'time', severity: 'warning' }));
    expect(report.counts.duplicatesMerged).toBe(1);
  });
});

describe('text', () => {
  const text =
    'Datum;Filiale;Menge;Preis\n13.01.2026;Köln;1.234,5;2,99\n14.01.2026;Köln;2;3,49\n15.01.2026;Köln;;3,49\n16.01.2026;Köln;4;3,49\n';
  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['big-endian UTF-16 without a mark', Buffer.from(text, 'utf16le').swap16(), 'utf-16be'],
    ['Latin-1', Buffer.from(text, 'latin1'), 'windows-1252'],
  ])('in %s, with decimal commas, is read and said so', async (_, bytes, encoding) => {
    const { report, observations, rows } = await read(write('german.csv', bytes));
    expect(report.detection).toMatchObject({ decimal: ',', files: [{ encoding, delimiter: ';' }] });
    expect(report.findings.map(({ check }) => check)).toContain('encoding');
    expect(observations).toMatchObject({ keys: ['filiale'], known: ['preis'], price: 'preis' });
    expect(rows).toEqual([
      { date: '2026-01-13', filiale: 'Köln', y: 1234.5, preis: 2.99 },
      { date: '2026-01-14', filiale: 'Köln', y: 2, preis: 3.49 },
      { date: '2026-01-15', filiale: 'Köln', y: null, preis: 3.49 },
      { date: '2026-01-16', filiale: 'Köln', y: 4, preis: 3.49 },
    ]);
  });

  it('with quotes, Excel’s sep line, blank rows and words for missing values', async () => {
    const { rows } = await read(
      write(
        'excel.csv',
        'sep=;\r\n"date";"store";"units";"open"\r\n2026-01-13;"north; ""old""";1;TRUE\r\n;;;\r\n2026-01-14;"north; ""old""";NA;FALSE\r\n\r\n2026-01-15;"north; ""old""";3;\r\n',
      ),
    );
    expect(rows).toEqual([
      { date: '2026-01-13', store: 'north; "old"', y: 1, open: 1 },
      { date: '2026-01-14', store: 'north; "old"', y: null, open: 0 },
      { date: '2026-01-15', store: 'north; "old"', y: 3, open: null },
    ]);
  });
});

describe('layouts', () => {
  it('wide: a column a date', async () => {
    const { report, observations, rows } = await read(
      write('wide.csv', 'store,product,category,2026-01-13,2026-01-14,2026-01-15\nb,p,x,1,2,3\na,p,x,,5,6\na,q,z,7,8,9\n'),
    );
    expect(report.mapping).toMatchObject({ layout: 'wide', date: null, target: null });
    expect(observations).toMatchObject({ keys: ['store', 'product'], attributes: { category: 'product' }, known: [], past: [] });
    expect(rows.map(({ store, product, category, date, y }) => `${store} ${product} ${category} ${date} ${y}`)).toEqual([
      'a p x 2026-01-14 5',
      'a p x 2026-01-15 6',
      'a q z 2026-01-13 7',
      'a q z 2026-01-14 8',
      'a q z 2026-01-15 9',
      'b p x 2026-01-13 1',
      'b p x 2026-01-14 2',
      'b p x 2026-01-15 3',
    ]);
  });

  it('wide parquet, and parquet of other types', async () => {
    const wide = pl.DataFrame({ store: ['a', 'b'], '2026-01-13': [1, 2], '2026-01-14': [3, null], '2026-01-15': [5, 6] });
    const at = write('wide.parquet', wide.writeParquet({}) as unknown as Buffer);
    expect(target(await read(at))).toEqual([
      ['2026-01-13', 1],
      ['2026-01-14', 3],
      ['2026-01-15', 5],
      ['2026-01-13', 2],
      ['2026-01-15', 6],
    ]);
    const long = pl
      .DataFrame({
        day: ['13/01/2026', '14/01/2026', '15/01/2026'],
        store: [3, 3, 3],
        promo: [true, false, true],
        units: ['1', '2.5', 'NA'],
      })
      .withColumn(pl.col('store').cast(pl.Float64));
    const { rows, observations } = await read(write('long.parquet', long.writeParquet({}) as unknown as Buffer));
    expect(observations).toMatchObject({ keys: ['store'], promotion: 'promo' });
    expect(rows).toEqual([
      { date: '2026-01-13', store: '3', y: 1, promo: 1 },
      { date: '2026-01-14', store: '3', y: 2.5, promo: 0 },
      { date: '2026-01-15', store: '3', y: null, promo: 1 },
    ]);
  });

  it('a folder of both', async () => {
    write('both/2026/a.csv', 'date,store,units\n2026-01-13,a,1\n2026-01-14,a,2\n');
    write('both/2026/b.csv', 'store;units;date\nb;5;2026-01-13\nb;6;2026-01-14\n');
    write(
      'both/c.parquet',
      pl.DataFrame({ date: ['2026-01-15', '2026-01-15'], store: ['a', 'b'], units: [3, 7] }).writeParquet({}) as unknown as Buffer,
    );
    write('both/README.md', 'not a table');
    write('both/_SUCCESS', '');
    const { report, ...result } = await read(`${folder}/both`);
    expect(target(result).map(([, y]) => y)).toEqual([1, 2, 3, 5, 6, 7]);
    expect(report.detection.files.map(({ name }) => name)).toEqual(['2026/a.csv', '2026/b.csv', 'c.parquet']);
    expect(report.findings.map(({ check, examples }) => [check, examples[0]?.file])).toEqual([['other-file', 'README.md']]);
  });
});
