import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDay } from '@/lib/data/days';
import { dayFile } from '@/lib/data/partitions';
import { readManifest } from '@/lib/datasets/manifest';
import { ensureSampleRetailer, lastCompleteWeek } from '@/lib/datasets/sample-retailer';
import { currentVersion, getDataset, getDatasetCalendar, listDatasets } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';

const objects = createArtifactFolder();
await createTestDatabase();
const config = { seed: 7, stores: 2 };
const from = '2025-11-03';
const dataset = 'sample-retailer';

describe('the sample retailer', () => {
  it('is known before it is made', async () => {
    expect((await getDataset(dataset)).version).toBeNull();
    await expect(currentVersion(dataset)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is made once by two callers at once', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => ensureSampleRetailer({ from, until: '2025-11-16', config })));
    expect(a).toEqual(b);
    expect(await db().datasetVersion.count()).toBe(1);
    expect((await listDatasets({ limit: 10 })).items.map((item) => item.name)).toEqual([dataset]);
  });

  it('grows by the missing days alone, over what a killed process left', async () => {
    const before = await readManifest(dataset, 1);
    // A process that died between the files and the manifest leaves files that no version lists.
    const leftover = path.join(objects, before.root, dayFile('sales', parseDay('2025-11-17')));
    mkdirSync(path.dirname(leftover), { recursive: true });
    writeFileSync(leftover, 'half a file');
    const version = await ensureSampleRetailer({ until: '2025-11-23', config });
    const after = await readManifest(dataset, 2);
    expect(version).toMatchObject({ version: 2, firstDate: from, lastDate: '2025-11-23', rowCount: 21 * 2 * 20 });
    expect(after.files.filter((file) => before.files.some((old) => old.path === file.path))).toEqual(before.files);
    expect(after.files.length).toBe(before.files.length + 7 + 1 + 1);
  });

  it('is byte for byte what one go makes, and the same version again when its artifacts were lost', async () => {
    const grown = await readManifest(dataset, 2);
    rmSync(path.join(objects, 'datasets'), { recursive: true });
    const again = await ensureSampleRetailer({ from, until: '2025-11-23', config });
    expect(again.version).toBe(2);
    expect((await readManifest(dataset, 2)).files).toEqual(grown.files);
  });

  it('tells of its promotions and closures', async () => {
    const { promotions, storeEvents } = await getDatasetCalendar({ dataset, from: '2026-11-26', to: '2026-11-27' });
    expect(new Set(promotions.map((row) => row.name))).toContain('Black Friday');
    expect(storeEvents.filter((row) => row.name === 'Thanksgiving').map((row) => row.startDate)).toEqual(['2026-11-26', '2026-11-26']);
  });
});

describe('lastCompleteWeek', () => {
  it('ends on the Sunday before today’s week', () => {
    expect(lastCompleteWeek(new Date('2026-11-22T23:59:59Z'))).toBe('2026-11-15');
    expect(lastCompleteWeek(new Date('2026-11-23T00:00:00Z'))).toBe('2026-11-22');
  });
});
