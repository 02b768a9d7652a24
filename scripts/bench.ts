import path from 'node:path';
import { parseArgs } from 'node:util';
import { env } from '@/lib/env';
import { runChild } from './bench/child';
import type { Phases } from './bench/our-side';
import { makePanel, peerLacks, runOurs, runPeer } from './bench/processes';
import { horizon, type Setting } from './bench/settings';
import { median, phaseTable, ratioTable } from './bench/table';

type Compared = Exclude<Setting, 'scale'>;
const settings: Compared[] = ['same', 'own', 'scaled'];
const labels: Record<Compared, string> = {
  same: 'almanac, same parameters',
  own: 'almanac, rounded gradients',
  scaled: 'almanac, scaled target, 63 bins, 40 trees',
};

/**
 * `npm run bench`: features, training and a 28-step forecast beside mlforecast's, on the same panel, features, LightGBM
 * parameters and threads; each measurement in a process of its own, the sides in turn, the median of `--repeats`.
 * `npm run bench -- --scale`: 1,000, 3,000 and 10,000 series x 730 days x 40 features, ours alone.
 */
if (process.argv[2] === '--child') {
  runChild(process.argv.slice(3));
} else {
  const { values } = parseArgs({
    options: {
      scale: { type: 'boolean', default: false },
      series: { type: 'string', default: '1000' },
      days: { type: 'string', default: '1500' },
      threads: { type: 'string', default: '2' },
      repeats: { type: 'string', default: '3' },
    },
  });
  if (values.scale) scale(values.threads);
  else compare(values);
}

function compare({ series, days, threads, repeats }: Record<'series' | 'days' | 'threads' | 'repeats', string>): void {
  const lacks = peerLacks();
  if (lacks) {
    console.error(`mlforecast cannot be measured: ${lacks}.`);
    process.exitCode = 1;
    return;
  }
  const file = path.join(env().ALMANAC_DATA_DIR, 'bench', `panel-${series}x${days}.parquet`);
  makePanel(file, Number(series), Number(days));
  const runs: Record<'peer' | Compared, Phases[]> = { peer: [], same: [], own: [], scaled: [] };
  for (let k = 0; k < Number(repeats); k++) {
    console.error(`measuring, ${k + 1} of ${repeats}`);
    runs.peer.push(runPeer(file, horizon, Number(threads)));
    for (const setting of settings) runs[setting].push(runOurs(['standard', file, setting, threads]));
  }
  const peer = median(runs.peer);
  const ours = Object.fromEntries(settings.map((setting) => [labels[setting], median(runs[setting])]));
  console.log(`${series} series x ${days} days, ${horizon} steps, ${threads} threads, median of ${repeats}\n`);
  console.log(phaseTable({ mlforecast: peer, ...ours }));
  console.log(`\n${ratioTable(ours, peer)}`);
  console.log(`\nWAPE of the last ${horizon} days, held out (the same parameters stand for mlforecast):`);
  for (const setting of settings) {
    const { wape } = runOurs<{ wape: number }>(['accuracy', file, setting, threads]);
    console.log(`${labels[setting]}: ${wape.toFixed(3)} %`);
  }
}

function scale(threads: string): void {
  const sizes = ['1000', '3000', '10000'];
  const rows: Record<string, Phases> = {};
  for (const series of sizes) {
    console.error(`measuring ${series} series`);
    rows[`${series} series x 730 days`] = runOurs<Phases>(['scale', series, '730', threads]);
  }
  console.log(phaseTable(rows));
  for (const [name, { total, rows: count }] of Object.entries(rows))
    console.log(`${name}: ${((1e6 * total) / count).toFixed(2)} s a million rows`);
}
