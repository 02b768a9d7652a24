import { describe, expect, it } from 'vitest';
import { extract } from '@/lib/pipeline/extract';
import { readPanel } from '@/lib/data/panel-file';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { ensureSampleRetailer } from '@/lib/datasets/sample-retailer';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';

createArtifactFolder();
await createTestDatabase();

describe('extract', () => {
  it('makes', async () => {
    let t=performance.now();
    const T=(l:string)=>{console.log(l,(performance.now()-t).toFixed(0),'load');t=performance.now()};
    const c0=process.cpuUsage();
    await ensureSampleRetailer({ from: '2024-11-18', until: '2026-11-22' });
    const c=process.cpuUsage(c0);console.log('cpu',c);
    T('ensure');
    for (const p of [{level:'store'},{level:'store+product'},{level:'total'},{level:'store+category',frequency:'week',horizon:8}]) {
    const out = await extract({ runId: 'r1', parameters: pipelineParameters.parse(p), report: () => {}, signal: new AbortController().signal });
    T('extract');
    console.log(out);
    const { panel, meta } = await readPanel('r1');T('readPanel');
    console.log(meta.known, meta.past, panel.ds.length, meta.series[0]);
    const show=(i:number)=>console.log(new Date(panel.ds[i]!*864e5).toISOString().slice(0,10), panel.y[i], Object.fromEntries(Object.entries({...panel.known,...panel.past}).map(([k,v])=>[k,v[i]])));
    show(0);show(panel.indptr[1]!-30);show(panel.indptr[1]!-31);show(3);
    }
  });
});
