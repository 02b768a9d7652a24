import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { dayOfInstant, isoDate, mondayOf } from '@/lib/data/days';
import { type PanelMeta, writePanel } from '@/lib/data/panel-file';
import { ensureSampleRetailer } from '@/lib/datasets/sample-retailer';
import { db } from '@/lib/db';
import { env, reloadEnv } from '@/lib/env';
import type { Panel } from '@/lib/features/panel';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { type PipelineParameters, pipelineParameters } from '@/lib/pipeline/parameters';
import type { Registration } from '@/lib/pipeline/register';
import type { TaskContext } from '@/lib/pipeline/task';
import { tasks } from '@/lib/pipeline/tasks';
import { Workspace } from '@/lib/pipeline/workspace';
import { plannedSteps, type StepName, stepNames } from '@/lib/pipeline-runs/schema';
import { predictor } from '@/lib/serving/process';
import { artifactStore } from '@/lib/storage';
import { randomStream } from '../helpers/random-panel';
import { bundle } from '../helpers/worker-processes';

export const horizon = 14;
const periods = 500;
const first = 19_000; // 2022-01-08
const stores = ['a', 'b'];
const products = ['p1', 'p2', 'p/3'];

/** Sales by store and product: week, year, trend, price, promotions that work, planned closures, and a series that began late. */
export function salesPanel(): Panel {
  const random = randomStream(11);
  const keys = stores.flatMap((store) => products.map((product) => ({ store, product, category: product === 'p1' ? 'dry' : 'fresh' })));
  const begins = keys.map((_, i) => (i === 4 ? 200 : 0));
  const lengths = begins.map((begin) => periods + horizon - begin);
  const indptr = Int32Array.from([0, ...lengths]).map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length, 0));
  const rows = indptr.at(-1) as number;
  const column = () => new Float64Array(rows);
  const known = { closed_share: column(), price: column(), promotion: column(), weather_index: column() };
  const panel: Panel = {
    frequency: 'day',
    ids: keys.map(({ store, product }) => `${store}/${product}`),
    keys,
    attributes: { category: 'product' },
    indptr,
    ds: new Int32Array(rows),
    y: column().fill(Number.NaN),
    known,
    past: { visitors: column().fill(Number.NaN) },
    origin: first + periods - 1,
  };
  keys.forEach(({ store }, i) => {
    const level = 40 * (1 + i);
    for (let t = begins[i] as number; t < periods + horizon; t++) {
      const row = (indptr[i] as number) + t - (begins[i] as number);
      panel.ds[row] = first + t;
      // Store b is closed every hundredth day, and on the fifth of the horizon.
      const closed = store === 'b' && (t % 100 === 50 || t === periods + 4) ? 1 : 0;
      const promotion = random() < 0.15 ? 1 : 0;
      const price = 1 + 0.2 * Math.sin(t / 40 + i);
      const weather = random();
      known.closed_share[row] = closed;
      known.promotion[row] = promotion;
      known.price[row] = price;
      known.weather_index[row] = weather;
      if (t >= periods) continue;
      const week = 1 + 0.3 * Math.sin((2 * Math.PI * (t % 7)) / 7);
      const year = 1 + 0.15 * Math.sin((2 * Math.PI * t) / 365.25);
      const y = level * week * year * (1 + 0.5 * promotion) * price ** -1.2 * (1 + t / 3000) * (0.95 + 0.1 * random());
      panel.y[row] = closed ? 0 : y;
      (panel.past.visitors as Float64Array)[row] = Math.round(y * 3);
    }
  });
  return panel;
}

export function metaOf(panel: Panel, dataset: string, level: string): PanelMeta {
  return {
    ...{ dataset, datasetVersion: 1, fingerprint: 'f'.repeat(64), level, frequency: panel.frequency, horizon },
    origin: isoDate(panel.origin),
    firstDate: isoDate(panel.ds[0] as number),
    lastDate: isoDate(panel.ds.at(-1) as number),
    rows: panel.ds.length,
    keyNames: ['store', 'product'],
    attributes: panel.attributes ?? {},
    known: Object.keys(panel.known),
    past: Object.keys(panel.past),
    units: {},
    price: 'price',
    promotion: 'promotion',
    series: panel.ids.map((id, i) => ({ id, keys: panel.keys[i] as Record<string, string> })),
  };
}

/** The installed boosters for a file whose data folder is its own: told before that folder is. */
export function installedBoosters(): void {
  const installed = env().ALMANAC_DATA_DIR;
  for (const name of ['lightgbm', 'xgboost'] as const)
    process.env[`${name.toUpperCase()}_LIBRARY`] ??= locateLibrary(name, { dataDir: installed }).path ?? '';
}

/** A data folder of the calling file's own, with the installed boosters; and the predictor's real program, ended after the file's tests. */
export async function servingFolder(): Promise<void> {
  installedBoosters();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-serving-'));
  process.env.ALMANAC_DATA_DIR = folder;
  reloadEnv();
  const programs = await bundle({ predictor: 'scripts/predictor.ts' });
  process.env.ALMANAC_PREDICTOR_ENTRY = programs.predictor;
  afterAll(async () => {
    await predictor().stop();
    await rm(folder, { recursive: true, force: true });
  });
}

/** Carries out a run's real tasks, from a panel to a published forecast: those that its parameters plan. */
export async function publishRun(runId: string, panel: Panel, asked: Partial<PipelineParameters>): Promise<void> {
  const parameters = await createRun(runId, asked);
  await writePanel(runId, panel, metaOf(panel, parameters.dataset, parameters.level));
  const planned = plannedSteps(parameters);
  const afterValidate = stepNames.slice(stepNames.indexOf('validate') + 1);
  await runTasks(
    runId,
    parameters,
    afterValidate.filter((name) => planned.includes(name)),
  );
}

/** The sample retailer with three stores, and a run of it with one booster, from its files to a published forecast of a registered champion. */
export async function publishSample(
  runId: string,
  { weeks = 40, ...asked }: Partial<PipelineParameters> & { weeks?: number } = {},
): Promise<void> {
  const from = isoDate(mondayOf(dayOfInstant(new Date())) - 7 * weeks);
  const { version: datasetVersion } = await ensureSampleRetailer({ from, config: { seed: 42, stores: 3 } });
  const parameters = pipelineParameters.parse({
    datasetVersion,
    horizon,
    models: ['lightgbm', 'ensemble'],
    strategies: ['direct'],
    backtestOrigins: 1,
    ...asked,
  });
  await db().pipelineRun.create({ data: { id: runId, trigger: 'api', dataset: parameters.dataset, parameters } });
  await runTasks(runId, parameters, plannedSteps(parameters));
}

/**
 * A further run with the trained members of another, from `evaluate` on: in seconds where training takes minutes.
 * @param panel where it is not the other's
 * @param registration what the register step would have said, where it is to say something
 */
export async function publishAgain(
  runId: string,
  from: string,
  { panel, registration, ...asked }: Partial<PipelineParameters> & { panel?: Panel; registration?: Registration },
): Promise<void> {
  const parameters = await createRun(runId, asked);
  const store = artifactStore();
  for await (const { path: at } of store.list(`pipeline-runs/${from}/`)) {
    if (/members|ensemble|panel/.test(at)) await store.put(at.replace(from, runId), await store.read(at));
  }
  if (panel) await writePanel(runId, panel, metaOf(panel, parameters.dataset, parameters.level));
  if (registration) await new Workspace(runId).writeJson('registration.json', registration);
  await runTasks(runId, parameters, ['evaluate', 'forecast']);
}

async function createRun(runId: string, asked: Partial<PipelineParameters>): Promise<PipelineParameters> {
  const parameters = pipelineParameters.parse({ horizon, level: 'store+product', ...asked });
  const { dataset } = parameters;
  await db().dataset.upsert({ where: { name: dataset }, create: { name: dataset, kind: 'imported' }, update: {} });
  await db().pipelineRun.create({ data: { id: runId, trigger: 'api', dataset, parameters } });
  return parameters;
}

async function runTasks(runId: string, parameters: PipelineParameters, names: readonly StepName[]): Promise<void> {
  const context: TaskContext = { runId, parameters, report: () => {}, signal: new AbortController().signal };
  for (const name of names) await tasks[name]?.(context);
}
