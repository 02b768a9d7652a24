import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { writePanel } from '@/lib/data/panel-file';
import { db } from '@/lib/db';
import { env, reloadEnv } from '@/lib/env';
import { loadBooster } from '@/lib/models/boosters';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { tasks } from '@/lib/pipeline/tasks';
import { plannedSteps, stepNames } from '@/lib/pipeline-runs/schema';
import { getVersionByAlias } from '@/lib/registry/service';
import { artifactPath, artifactStore } from '@/lib/storage';
import { type Site, startSite } from '../e2e/site';
import { createTestDatabase } from '../helpers/postgres';
import { randomPanel } from '../helpers/random-panel';
import { runPython, sayWhyNot, whyNot } from './python';

const runId = '00000000-0000-4000-8000-000000000001';
const horizon = 14;
const boosters = ['lightgbm', 'xgboost'] as const;

const why = whyNot(['mlflow', 'lightgbm', 'xgboost']);
describe.skipIf(sayWhyNot('loading our models with MLflow', why))('the champions of a pipeline run', () => {
  let folder: string;
  let site: Site | undefined;

  beforeAll(async () => {
    await createTestDatabase();
    const installed = env().ALMANAC_DATA_DIR;
    for (const name of boosters) process.env[`${name.toUpperCase()}_LIBRARY`] ??= locateLibrary(name, { dataDir: installed }).path ?? '';
    folder = await mkdtemp(path.join(tmpdir(), 'almanac-load-'));
    process.env.ALMANAC_DATA_DIR = folder;
    reloadEnv();
    await train();
    site = await startSite({ ALMANAC_DATA_DIR: folder, LOG_LEVEL: 'warn' });
  }, 300_000);

  afterAll(async () => {
    await site?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it("load with MLflow's own client, and predict what ours do", async () => {
    const expected = Object.fromEntries(await Promise.all(boosters.map(async (name) => [name, await predictions(name)])));
    const file = path.join(folder, 'expected.json');
    await writeFile(file, JSON.stringify(expected));
    const said = await runPython('load_models.py', [site?.url as string, file], { MLFLOW_LOGGING_LEVEL: 'ERROR' });
    expect(said.trim().split('\n')).toEqual(['lightgbm 3 rows', 'xgboost 3 rows']);
  });
});

/** What our own library makes of a champion's input example. */
async function predictions(name: (typeof boosters)[number]): Promise<number[]> {
  const version = await getVersionByAlias(`sales-forecast-${name}`, 'champion');
  const at = artifactPath(version?.source as string);
  const example = JSON.parse((await artifactStore().read(`${at}/input_example.json`)).toString()) as {
    columns: string[];
    data: (number | null)[][];
  };
  using booster = loadBooster(name).load(await artifactStore().read(`${at}/model.${name === 'lightgbm' ? 'txt' : 'ubj'}`));
  const values = Float32Array.from(example.data.flat(), (value) => value ?? Number.NaN);
  return [...booster.predict({ values, rows: example.data.length, columns: example.columns.length })];
}

/** A small pipeline run up to the registration of its champions. */
async function train(): Promise<void> {
  const panel = randomPanel({ series: 3, periods: 300, horizon, gaps: 0.01, seed: 6 });
  const parameters = pipelineParameters.parse({ horizon });
  await db().dataset.create({ data: { name: 'sample-retailer', kind: 'synthetic' } });
  await db().pipelineRun.create({ data: { id: runId, trigger: 'api', dataset: 'sample-retailer', parameters } });
  await writePanel(runId, panel, {
    dataset: 'sample-retailer',
    datasetVersion: 1,
    fingerprint: 'f'.repeat(64),
    level: 'store',
    frequency: 'day',
    origin: isoDate(panel.origin),
    horizon,
    firstDate: isoDate(panel.ds[0] as number),
    lastDate: isoDate(panel.ds.at(-1) as number),
    rows: panel.ds.length,
    keyNames: ['store'],
    known: Object.keys(panel.known),
    past: Object.keys(panel.past),
    units: {},
    series: panel.ids.map((id, i) => ({ id, keys: panel.keys[i] as Record<string, string> })),
  });
  const context = { runId, parameters, report: () => {}, signal: new AbortController().signal };
  const steps = stepNames.slice(stepNames.indexOf('validate') + 1, stepNames.indexOf('register') + 1);
  for (const name of steps.filter((step) => plannedSteps(parameters).includes(step))) await tasks[name]?.(context);
}
