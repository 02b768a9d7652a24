import { existsSync } from 'node:fs';
import path from 'node:path';
import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { ImportRefused } from '@/lib/data/import/findings';
import { checkImport, importDataset, previewImport } from '@/lib/datasets/import';
import { deleteDataset } from '@/lib/datasets/import-delete';
import { db } from '@/lib/db';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { dailyCsv, observationsOf, sourceFolder, state } from './room';

await createTestDatabase();
createArtifactFolder();
const { write } = sourceFolder();
const file = (name: string, content: string | Uint8Array) => ({ kind: 'file', path: write(name, content) }) as const;
const realData = path.resolve('../shared/data');

/** Runs a test on a real file, or says aloud that it cannot. */
function onRealData(name: string, what: string, test: (file: string) => Promise<void>): void {
  const at = path.join(realData, name);
  it.skipIf(!existsSync(at))(`${what}${existsSync(at) ? '' : ` — SKIPPED: ${name} is not in ../shared/data`}`, () => test(at));
  if (!existsSync(at)) console.warn(`SKIPPED: ${name} is not in ../shared/data; its import is not tested.`);
}

describe('real files', () => {
  onRealData('walmart_weekly_45_stores.csv', 'imports weekly sales of 45 stores with nothing told', async (at) => {
    const { version, report } = await importDataset({ kind: 'file', path: at }, { name: 'walmart', currency: 'USD' });
    expect(report.dateFormat).toMatchObject({ spelling: 'DD-MM-YYYY', alternatives: [] });
    expect(report).toMatchObject({ frequency: 'week', weekday: 'Friday', firstDate: '2010-02-05', lastDate: '2012-10-26' });
    const { manifest, frame } = await observationsOf('walmart', version.version);
    expect(manifest.observations).toEqual({
      frequency: 'week',
      keys: ['store'],
      attributes: {},
      known: ['holiday_flag'],
      past: ['temperature', 'fuel_price', 'cpi', 'unemployment'],
      price: null,
      promotion: null,
      rules: { duplicates: 'error', gaps: 'missing', negatives: 'keep', lateStart: 'trim', earlyEnd: 'missing', closures: 'missing' },
    });
    // Polars reads the same file by its own parser.
    const oracle = pl
      .readCSV(at)
      .withColumns(pl.col('Date').str.strptime(pl.Date, '%d-%m-%Y').alias('date'), pl.col('Store').cast(pl.Utf8).alias('store'))
      .sort(['store', 'date']);
    expect(frame.height).toBe(6435);
    expect(frame.getColumn('y').toArray()).toEqual(oracle.getColumn('Weekly_Sales').toArray());
    expect(frame.getColumn('holiday_flag').sum()).toBe(oracle.getColumn('Holiday_Flag').sum());
    expect(frame.getColumn('cpi').toArray()).toEqual(oracle.getColumn('CPI').toArray());
    expect(frame.select(pl.col('date').cast(pl.Int32)).getColumn('date').toArray()).toEqual(
      oracle.select(pl.col('date').cast(pl.Int32)).getColumn('date').toArray(),
    );
    expect(version.rowCount).toBe(6435);
  });

  onRealData('store_item_daily.parquet', 'imports daily sales of 500 series with nothing told', async (at) => {
    const { version, report } = await importDataset({ kind: 'file', path: at }, { name: 'store-item' });
    expect(report).toMatchObject({ frequency: 'day', firstDate: '2013-01-01', lastDate: '2017-12-31', dateFormat: null });
    expect(report.counts).toMatchObject({ series: 500, recorded: 913_000, gapsLeft: 0 });
    const { manifest, frame } = await observationsOf('store-item', version.version);
    expect(manifest.observations).toMatchObject({ keys: ['store', 'item'], known: [], past: [] });
    const oracle = pl
      .readParquet(at)
      .withColumns(pl.col('store').cast(pl.Utf8), pl.col('item').cast(pl.Utf8), pl.col('sales').cast(pl.Float64))
      .sort(['store', 'item', 'date']);
    for (const [ours, theirs] of [
      ['store', 'store'],
      ['item', 'item'],
      ['y', 'sales'],
    ] as const)
      expect(frame.getColumn(ours).seriesEqual(oracle.getColumn(theirs).rename(ours)), ours).toBe(true);
  });
});

describe('versions', () => {
  it('are immutable, share files, and are the same for the same data', async () => {
    const whole = dailyCsv(['a', 'b', 'c'], 500);
    const first = await importDataset(file('whole.csv', whole), { name: 'shared' });
    const again = await importDataset(file('again.csv', whole), { name: 'shared' });
    expect(first.created).toBe(true);
    expect(again.created).toBe(false);
    expect(again.version.version).toBe(1);
    const other = await importDataset(file('other.csv', whole), { name: 'shared', past: ['promo'] });
    expect(other.version).toMatchObject({ version: 2 });
    expect(other.version.fingerprint).not.toBe(first.version.fingerprint);
    const back = await importDataset(file('back.csv', whole), { name: 'shared' });
    expect(back).toMatchObject({ created: true, version: { version: 3 } });
    const old = await observationsOf('shared', 1);
    expect(old.frame.height).toBe(1500);
    expect(old.manifest.fingerprint).toBe(first.version.fingerprint);
  });

  it('of an append are what an import of everything would be, and leave files of earlier years alone', async () => {
    const all = dailyCsv(['a', 'b', 'c'], 800, Date.UTC(2022, 5, 1))
      .trimEnd()
      .split('\n');
    const [header, ...rows] = all as [string, ...string[]];
    const late = rows.filter((row) => row >= '2024-07-20');
    const early = rows.filter((row) => row < '2024-07-20');
    await importDataset(file('early.csv', [header, ...early].join('\n')), { name: 'grown' });
    const grown = await importDataset(file('late.csv', [header, ...late].join('\n')), { name: 'grown', append: true });
    const whole = await importDataset(file('everything.csv', all.join('\n')), { name: 'whole' });
    expect(grown.version.version).toBe(2);
    expect(grown.version.fingerprint).toBe(whole.version.fingerprint);
    expect(grown.report.counts).toMatchObject({ rowsRead: late.length, rowsWritten: rows.length });
    const [before, after] = [await observationsOf('grown', 1), await observationsOf('grown', 2)];
    const shared = after.manifest.files.filter(({ path: part }) => before.manifest.files.some((old) => old.path === part));
    expect(shared.map(({ path: part }) => part.slice(0, 22))).toEqual(['observations/part-2022', 'observations/part-2023']);
    expect(before.frame.height).toBe(early.length);
  });

  it('of an append validate anew: overlaps, missing columns and other weekdays are refused', async () => {
    const refusal = async (content: string, options = {}) => {
      const untouched = await state();
      const error = await importDataset(file('more.csv', content), { name: 'appended', append: true, ...options }).catch(
        (failure: unknown) => failure,
      );
      expect(error).toBeInstanceOf(ImportRefused);
      expect(await state()).toEqual(untouched);
      return (error as ImportRefused).errors;
    };
    await importDataset(file('base.csv', dailyCsv(['a', 'b'], 40)), { name: 'appended' });
    expect(await refusal('date,store,units,promo\n2024-02-01,a,99,0\n')).toEqual([
      {
        path: 'more.csv, row 2',
        message: expect.stringMatching(/^"2024-02-01 of store=a" is in the dataset already, with the target 12 \(here 99\)/),
      },
    ]);
    expect(await refusal('date,store,units\n2024-02-10,a,99\n')).toEqual([
      { path: 'more.csv, column "promo"', message: expect.stringContaining('is missing, which the dataset was imported from') },
    ]);
    const replaced = await importDataset(file('more.csv', 'date,store,units,promo\n2024-02-01,a,99,0\n2024-02-02,a,13,0\n'), {
      name: 'appended',
      append: true,
      overlap: 'replace',
    });
    expect(replaced.report.counts).toMatchObject({ replaced: 2 });
    const { frame } = await observationsOf('appended', 2);
    expect(frame.height).toBe(80);
    expect(frame.filter(pl.col('y').eq(99)).height).toBe(1);
    const nothing = await importDataset(file('more.csv', 'date,store,units,promo\n2024-02-01,a,99,0\n'), {
      name: 'appended',
      append: true,
    });
    expect(nothing).toMatchObject({ created: false, version: { version: 2 }, report: { counts: { unchanged: 1 } } });
  });

  it('keep ambiguous dates of an append in the format of the version before', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const [year, month, day] = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10).split('-');
      return `${day}/${month}/${year},a,${i + 1}`;
    });
    await importDataset(file('dmy.csv', `date,store,units\n${rows.join('\n')}\n`), { name: 'dmy' });
    const { report } = await importDataset(file('dmy2.csv', 'date,store,units\n01/03/2024,a,61\n'), { name: 'dmy', append: true });
    expect(report).toMatchObject({ lastDate: '2024-03-01', dateFormat: { spelling: 'DD/MM/YYYY', alternatives: ['MM/DD/YYYY'] } });
  });

  it('put planned rows aside once their sales are in', async () => {
    const plan = '2024-02-10,a,,1\n2024-02-11,a,,0\n';
    await importDataset(file('plan.csv', dailyCsv(['a'], 40) + plan), { name: 'planned' });
    const before = await observationsOf('planned', 1);
    expect(before.manifest).toMatchObject({ lastDate: '2024-02-09', rowCount: 40 });
    expect(before.frame.tail(2).select('y', 'promo').toRecords()).toEqual([
      { y: null, promo: 1 },
      { y: null, promo: 0 },
    ]);
    await importDataset(file('sales.csv', 'date,store,units,promo\n2024-02-10,a,7,1\n'), { name: 'planned', append: true });
    const after = await observationsOf('planned', 2);
    expect(after.manifest).toMatchObject({ lastDate: '2024-02-10', rowCount: 41 });
    expect(after.frame.tail(2).select('y', 'promo').toRecords()).toEqual([
      { y: 7, promo: 1 },
      { y: null, promo: 0 },
    ]);
  });

  it('of imports at the same time take turns', async () => {
    await importDataset(file('start.csv', dailyCsv(['a', 'b', 'c', 'd'], 20)), { name: 'turns' });
    const added = ['a', 'b', 'c', 'd'].map((store) => file(`${store}.csv`, `date,store,units,promo\n2024-01-21,${store},5,0\n`));
    const versions = await Promise.all(added.map((source) => importDataset(source, { name: 'turns', append: true })));
    expect(versions.map(({ version }) => version.version).sort()).toEqual([2, 3, 4, 5]);
    const { frame } = await observationsOf('turns', 5);
    expect(frame.filter(pl.col('y').eq(5)).height).toBe(4);
  });
});

describe('what is not an import', () => {
  it('a check reads everything and stores nothing', async () => {
    const untouched = await state();
    const report = await checkImport(file('check.csv', dailyCsv(['a', 'b'], 20)), { name: 'checked' });
    expect(report.counts).toMatchObject({ series: 2, recorded: 40 });
    expect(await state()).toEqual(untouched);
  });

  it('a preview tells how a source would be read', async () => {
    const preview = await previewImport(file('preview.csv', dailyCsv(['a', 'b'], 20).replaceAll(',', ';')));
    expect(preview).toMatchObject({ frequency: 'day', complete: true, sampledRows: 40, header: ['date', 'store', 'units', 'promo'] });
    expect(preview.detection.files[0]).toMatchObject({ delimiter: ';', encoding: 'utf-8' });
    expect(preview.detection.columns.map(({ role }) => role)).toEqual(['date', 'key', 'target', 'promotion']);
    expect(preview.rows).toHaveLength(10);
    const wrong = await previewImport(file('preview.json', '{"a": 1}'));
    expect(wrong.mapping).toBeNull();
    expect(wrong.findings[0]).toMatchObject({ check: 'format', severity: 'error' });
  });

  it('a deletion takes everything of a dataset, and is refused while a run uses it', async () => {
    const before = await state();
    await importDataset(file('gone.csv', dailyCsv(['a', 'b'], 20)), { name: 'gone' });
    const run = await db().pipelineRun.create({
      data: { id: '00000000-0000-4000-8000-00000000dead', trigger: 'api', dataset: 'gone', parameters: {}, status: 'running' },
    });
    await expect(deleteDataset('gone')).rejects.toMatchObject({
      code: 'conflict',
      errors: [{ path: 'name', message: `is used by run ${run.id}` }],
    });
    await db().pipelineRun.update({ where: { id: run.id }, data: { status: 'succeeded' } });
    await deleteDataset('gone');
    expect(await state()).toEqual(before);
    await expect(deleteDataset('gone')).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteDataset('sample-retailer')).rejects.toMatchObject({ code: 'conflict' });
  });
});
