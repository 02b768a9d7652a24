import { describe, expect, it } from 'vitest';
import { parseDay } from '@/lib/data/days';
import { DataSource } from '@/lib/data/source';
import { readManifest } from '@/lib/datasets/manifest';
import { ensureSampleRetailer } from '@/lib/datasets/sample-retailer';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';

createArtifactFolder();
await createTestDatabase();

describe('ensureSampleRetailer', () => {
  it('makes', async () => {
    let t=performance.now();
    const T=(l:string)=>{console.log(l,(performance.now()-t).toFixed(0),'load');t=performance.now()};
    const version = await ensureSampleRetailer({ from: '2024-11-18', until: '2026-11-22' });
    T('ensure');
    await ensureSampleRetailer({ until: '2026-11-22' });T('again');
    const manifest = await readManifest('sample-retailer', version.version);T('manifest');
    const source = await DataSource.open(manifest);
    const window = { first: parseDay('2024-11-25'), last: parseDay('2026-11-20') };
    await source.verify('sales', window);T('verify');
    const frame = source.read('sales', ['date','store_id','product_id','category','sales','quantity_sold','profit'], { window });T('read');
    const f2 = source.read('sales', ['date','store_id','sales'], { window, withFile: true });T('read file');
    console.log(frame?.toString(), f2?.head(2).toRecords());
    expect(frame?.height).toBe(200 * (window.last - window.first + 1));
    console.log(source.read('promotions',['name','start_date'])?.height, version.fingerprint);
  });
});
