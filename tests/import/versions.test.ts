import { describe, expect, it } from 'vitest';
import * as changes from '@/app/api/v1/datasets/[name]/versions/[version]/changes/route';
import * as download from '@/app/api/v1/datasets/[name]/versions/[version]/files/download/route';
import * as preview from '@/app/api/v1/datasets/[name]/versions/[version]/files/preview/route';
import * as files from '@/app/api/v1/datasets/[name]/versions/[version]/files/route';
import * as profile from '@/app/api/v1/datasets/[name]/versions/[version]/profile/route';
import { isoDate, parseDay } from '@/lib/data/days';
import { versionComparison } from '@/lib/datasets/compare-versions';
import { dataFileList, filePreview } from '@/lib/datasets/files';
import { importDataset } from '@/lib/datasets/import';
import { listDatasetOverviews } from '@/lib/datasets/overview';
import { profilePath } from '@/lib/datasets/profile/path';
import { datasetProfile } from '@/lib/datasets/profile/schema';
import { artifactStore } from '@/lib/storage';
import { call, origin, refused } from '../api/call';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { bundle } from '../helpers/worker-processes';
import { sourceFolder } from './room';

await createTestDatabase();
createArtifactFolder();
const { write } = sourceFolder();
process.env.ALMANAC_TASK_ENTRY = (await bundle({ task: 'scripts/task.ts' })).task;

/** Two shops by the day; the second sells nothing on every other day, and is not recorded on the tenth. */
function shops(from: string, days: number): string {
  const first = parseDay(from);
  const rows = Array.from({ length: days }, (_, k) => [
    `${isoDate(first + k)},north,${10 + (k % 7)},3.5`,
    ...(k === 9 ? [] : [`${isoDate(first + k)},south,${k % 2 === 0 ? 0 : 4},3.5`]),
  ]);
  return ['date,shop,units,price', ...rows.flat()].join('\n');
}
await importDataset({ kind: 'file', path: write('one.csv', shops('2026-01-05', 60)) }, { name: 'shops' });
await importDataset({ kind: 'file', path: write('two.csv', shops('2026-03-06', 14)) }, { name: 'shops', append: true });

const path = '/api/v1/datasets/shops/versions';

describe('a version of a dataset', () => {
  it('has a profile whose figures are those of its rows, made once', async () => {
    const { body } = await call(datasetProfile, profile, 'GET', `${path}/1/profile`);
    expect(body).toMatchObject({ version: 1, frequency: 'day', series: 2, cells: 120, recorded: 119, missing: 1, zeros: 30, negatives: 0 });
    expect(body.target).toMatchObject({ min: 0, max: 16 });
    expect(body.target?.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(119);
    expect(body.seasons.find(({ name }) => name === 'week')?.strength).toBeGreaterThan(0.3);
    expect(body.demand).toMatchObject({ smooth: 1, intermittent: 1 });
    expect(body.worst.map(({ keys, missing }) => [keys.shop, missing])).toEqual([['south', 1]]);
    const price = body.columns.find(({ name }) => name === 'price');
    expect(price).toMatchObject({ role: 'known', min: 3.5, max: 3.5, mean: 3.5, distinct: null });
    expect(body.columns.find(({ name }) => name === 'shop')).toMatchObject({ role: 'key', distinct: 2, missing: 0 });
    expect(await artifactStore().stat(profilePath('shops', 1))).toBeDefined();
    expect((await call(datasetProfile, profile, 'GET', `${path}/1/profile`)).body).toEqual(body);
  });

  it('lists its files, shows their first rows, and hands them out byte for byte', async () => {
    const { body } = await call(dataFileList, files, 'GET', `${path}/2/files`);
    const [file] = body.items;
    expect(body.total).toBe(body.items.length);
    const head = await call(filePreview, preview, 'GET', `${path}/2/files/preview?rows=3&path=${encodeURIComponent(file?.path ?? '')}`);
    expect(head.body.rows).toHaveLength(3);
    expect(head.body.totalRows).toBe(file?.rows);
    const response = await download.GET(new Request(`${origin}${path}/2/files/download?path=${encodeURIComponent(file?.path ?? '')}`));
    expect(response.headers.get('etag')).toBe(`"${file?.sha256}"`);
    expect((await response.arrayBuffer()).byteLength).toBe(file?.sizeBytes);
    expect((await call(dataFileList, files, 'GET', `${path}/2/files?q=nothing`)).body.items).toEqual([]);
  });

  it('tells what it has otherwise than the one before, or than another', async () => {
    const { body } = await call(versionComparison, changes, 'GET', `${path}/2/changes`);
    expect(body).toMatchObject({ before: { version: 1 }, rows: 27 });
    expect(body.facts).toEqual([{ name: 'last date', before: '2026-03-05', after: '2026-03-19' }]);
    expect((await call(versionComparison, changes, 'GET', `${path}/1/changes`)).body.before).toBeNull();
    expect((await call(versionComparison, changes, 'GET', `${path}/1/changes?against=2`)).body.rows).toBe(-27);
  });

  it('opens nothing but what it lists, and knows no other version', async () => {
    for (const file of ['../../manifests/1.json', 'observations/x.parquet', '/etc/passwd'])
      expect(await refused(preview, 'GET', `${path}/1/files/preview?path=${encodeURIComponent(file)}`)).toMatchObject({ status: 404 });
    for (const version of ['3', '0', 'x', '99999999999'])
      expect(await refused(profile, 'GET', `${path}/${version}/profile`), version).toMatchObject({ status: 404 });
  });

  it('stands in the list of datasets with what was counted of it', async () => {
    const { items, total } = await listDatasetOverviews({ q: 'shop', limit: 10 });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({ name: 'shops', seriesCount: 2, version: { version: 2 }, lastRun: null, forecast: null });
    expect((await listDatasetOverviews({ q: 'nothing', limit: 10 })).items).toEqual([]);
  });
});
