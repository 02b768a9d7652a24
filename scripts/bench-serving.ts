import os from 'node:os';
import { parseArgs } from 'node:util';
import { db } from '@/lib/db';
import { env, reloadEnv } from '@/lib/env';
import { measureBatches } from './bench/serving/batch-load';
import { closeConnections } from './bench/serving/client';
import { BenchInstance } from './bench/serving/instance';
import { measureRequests } from './bench/serving/requests';
import { publishSynthetic } from './bench/serving/synthetic';

/**
 * `npm run bench:serving`: starts an instance in a folder of its own, waits for its first run, and loads its REST API over
 * loopback, open loop: published forecasts, forecasts on demand, explained ones, the rate at which each saturates; then batches of
 * 10,000 series x 28 days. Bounded in count and time; what it started it stops.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    series: { type: 'string', default: '10000' },
    only: { type: 'string', default: 'requests,batch' },
  },
});

const say = (line: string) => console.log(line);
const only = values.only.split(',');
const installed = env().ALMANAC_DATA_DIR;
const instance = new BenchInstance(installed);
try {
  const { url, databaseUrl } = await instance.ready();
  say(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)} before, Node ${process.version}`);
  if (only.includes('requests')) await measureRequests(instance, url, Number(values.seconds), say);
  if (only.includes('batch')) {
    Object.assign(process.env, instance.libraries, { DATABASE_URL: databaseUrl, ALMANAC_DATA_DIR: instance.dataDir });
    reloadEnv();
    const made = await publishSynthetic(Number(values.series));
    say(
      `\n${values.series} series x 730 days: one LightGBM model (${made.model}) trained in ${made.trainSeconds.toFixed(0)} s, published in ${made.publishSeconds.toFixed(0)} s`,
    );
    await measureBatches(url, Number(values.series), say);
    await db().$disconnect();
  }
} finally {
  closeConnections();
  await instance.stop();
}
process.exit(0);
