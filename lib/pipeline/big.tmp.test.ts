import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reloadEnv } from '@/lib/env';
import { ObservationSource } from '@/lib/data/observation-source';
import { writePanel, readPanel } from '@/lib/data/panel-file';
import { observationPanel } from './extract-observations';
import { pipelineParameters } from './parameters';
import { observationsOf } from '@/tests/helpers/observations';
import { levelsAbove } from '@/lib/datasets/levels';
import { isoDate } from '@/lib/data/days';

const dir = '/tmp/bigstore';
process.env.ALMANAC_DATA_DIR = dir; reloadEnv();
it('big', async () => {
  const objects = `${dir}/artifacts/objects/datasets/big/data/observations`;
  mkdirSync(objects, { recursive: true });
  const files = readdirSync('/tmp/big/observations').sort().map((f) => { cpSync(`/tmp/big/observations/${f}`, `${objects}/${f}`); const b = readFileSync(`${objects}/${f}`); return { path: `observations/${f}`, sizeBytes: b.length, sha256: createHash('sha256').update(b).digest('hex'), rows: 730000 }; });
  const observations = observationsOf({ keys: ['store', 'product'], attributes: { region: 'store', category: 'product' }, known: ['price', 'promotion'], past: ['visitors'], price: 'price', promotion: 'promotion' });
  const manifest = { dataset: 'big', version: 1, root: 'datasets/big/data', firstDate: '2024-01-01', lastDate: '2025-12-30', rowCount: 7300000, fingerprint: 'x', files, observations };
  let t = Date.now();
  const lap = (m: string) => { console.log(m, Date.now() - t, 'ms rss', Math.round(process.memoryUsage().rss / 1e6), 'max', Math.round(process.resourceUsage().maxRSS / 1e3)); t = Date.now(); };
  const source = await ObservationSource.open(manifest); await source.verify(); lap('verify');
  for (const asked of [{ level: 'store+product' }, { level: 'store' }, { level: 'region+category', frequency: 'week', horizon: 4 }]) {
    const { panel, meta } = observationPanel(source, pipelineParameters.parse({ dataset: 'big', horizon: 28, ...asked }), { weekLabel: null });
    lap(JSON.stringify(asked) + panel.ids.length + ' ' + panel.y.length);
    if (asked.level === 'store+product') {
      await writePanel('big', panel, { ...meta, dataset: 'big', datasetVersion: 1, fingerprint: 'x', level: asked.level, frequency: 'day', origin: isoDate(panel.origin), horizon: 28, firstDate: '', lastDate: '', rows: panel.y.length, keyNames: [], known: Object.keys(panel.known), past: Object.keys(panel.past), series: panel.ids.map((id, i) => ({ id, keys: panel.keys[i]! })) });
      lap('write');
      console.log(levelsAbove(asked.level, panel.keys, panel.attributes)); lap('levels');
      console.log(levelsAbove(asked.level, panel.keys)); lap('levels inferred');
      const back = await readPanel('big'); lap('read ' + back.panel.y.length);
    }
  }
  expect(1).toBe(1);
}, 600000);
