import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { env } from '@/lib/env';
import { BenchInstance } from './bench/serving/instance';
import { type Result, resultTable } from './bench/tracking/figures';
import { logBatches, logSingleMetrics, retryBatches } from './bench/tracking/logging';
import { findMlflow, type MlflowServer, startMlflowServer } from './bench/tracking/mlflow-server';
import { searchModels, searchRuns } from './bench/tracking/searches';
import { seedModels, seedRuns } from './bench/tracking/seed';
import { closeConnections, Side } from './bench/tracking/side';

/**
 * `npm run bench:tracking`: starts an instance in a folder of its own, and MLflow's own server on another database of the same
 * PostgreSQL, and gives both the same work over MLflow's REST API, turn by turn. What it started it stops, and what it wrote goes
 * with the folder.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30000' },
    metrics: { type: 'string', default: '20' },
    models: { type: 'string', default: '2000' },
    history: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'log-batch,log-metric,search-runs,search-models,retry' },
  },
});

const say = (line: string) => console.log(line);
const only = values.only.split(',');
const found = findMlflow();
if ('missing' in found) console.warn(`MLflow is not measured: ${found.missing}`);

const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-bench-mlflow-'));
const instance = new BenchInstance(env().ALMANAC_DATA_DIR, { ALMANAC_SAMPLE: 'off' });
let server: MlflowServer | undefined;
try {
  const { url, databaseUrl } = await instance.ready();
  if ('version' in found) server = await startMlflowServer(databaseUrl, folder);
  const sides = [new Side('Almanac', url, databaseUrl), ...(server ? [new Side('MLflow', server.url, server.databaseUrl)] : [])];
  const theirName = 'version' in found ? `MLflow ${found.version}` : 'MLflow';
  say(
    `${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)} before, Node ${process.version}, one PostgreSQL; ${theirName}: one worker`,
  );
  const experiments = new Map<Side, string>();
  for (const side of sides) experiments.set(side, await side.experiment('logging'));

  const results: Result[] = [];
  const add = (...more: Result[]) => {
    results.push(...more);
    for (const { task, ours, theirs, unit } of more)
      say(`  ${task}: ${ours.toFixed(1)} ${unit}${theirs === undefined ? '' : `, MLflow ${theirs.toFixed(1)} ${unit}`}`);
  };
  if (only.includes('log-batch')) add(await logBatches(sides, experiments));
  if (only.includes('log-metric')) add(await logSingleMetrics(sides, experiments));
  if (only.includes('search-runs')) {
    const searched = new Map<Side, string>();
    for (const side of sides) {
      const experiment = await side.experiment('searched');
      searched.set(side, experiment);
      await seedRuns(side, experiment, Number(values.runs), Number(values.metrics));
    }
    add(...(await searchRuns(sides, searched, Number(values.runs))));
  }
  if (only.includes('search-models')) {
    for (const side of sides) await seedModels(side, Number(values.models));
    add(...(await searchModels(sides, Number(values.models))));
  }
  if (only.includes('retry')) add(...(await retryBatches(sides, experiments, [10_000, Number(values.history)])));
  say(`\n${resultTable(results, theirName)}`);
} finally {
  closeConnections();
  await server?.stop();
  await instance.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
