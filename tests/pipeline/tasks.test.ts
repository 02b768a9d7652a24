import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { writePanel } from '@/lib/data/panel-file';
import { db } from '@/lib/db';
import { env, reloadEnv } from '@/lib/env';
import { getForecasts } from '@/lib/forecasts/service';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import type { TaskContext } from '@/lib/pipeline/task';
import { tasks } from '@/lib/pipeline/tasks';
import { Workspace } from '@/lib/pipeline/workspace';
import { type PipelineResult, plannedSteps, stepNames } from '@/lib/pipeline-runs/schema';
import { getVersionByAlias, listVersions } from '@/lib/registry/service';
import { createTestDatabase } from '../helpers/postgres';
import { randomPanel } from '../helpers/random-panel';

await createTestDatabase();

const horizon = 14;
const panel = randomPanel({ series: 3, periods: 300, horizon, gaps: 0.01, seed: 6 });
const defaults = pipelineParameters.parse({ horizon });
const ids = [1, 2, 3, 4].map((k) => `00000000-0000-4000-8000-00000000000${k}`) as [string, string, string, string];
const [first, second, third, fourth] = ids;
let folder: string;

beforeAll(async () => {
  const installed = env().ALMANAC_DATA_DIR;
  for (const name of ['lightgbm', 'xgboost'] as const)
    process.env[`${name.toUpperCase()}_LIBRARY`] ??= locateLibrary(name, { dataDir: installed }).path ?? '';
  folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-tasks-'));
  process.env.ALMANAC_DATA_DIR = folder;
  reloadEnv();
  await db().dataset.create({ data: { name: 'sample-retailer', kind: 'synthetic' } });
  for (const id of ids) {
    await db().pipelineRun.create({ data: { id, trigger: 'api', dataset: 'sample-retailer', parameters: defaults } });
    await writePanel(id, panel, {
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
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const afterExtract = stepNames.slice(stepNames.indexOf('validate') + 1);

async function runTasks(runId: string, parameters = defaults): Promise<PipelineResult> {
  const context: TaskContext = { runId, parameters, report: () => {}, signal: new AbortController().signal };
  const planned = plannedSteps(parameters);
  let output: unknown;
  for (const name of afterExtract.filter((step) => planned.includes(step))) output = await tasks[name]?.(context);
  return output as PipelineResult;
}

describe('the tasks after extract', () => {
  it('train, judge, register and publish', async () => {
    const result = await runTasks(first);
    const metrics = result.metrics as Record<string, { test: { rmse: number } }>;
    expect(metrics.ensemble?.test.rmse).toBeLessThan(metrics['seasonal-naive']?.test.rmse as number);
    expect(result).toMatchObject({ modelName: 'sales-forecast', modelVersion: 1 });
    for (const name of ['sales-forecast', 'sales-forecast-lightgbm', 'sales-forecast-xgboost']) {
      expect(await getVersionByAlias(name, 'champion')).toMatchObject({
        version: 1,
        pipelineRunId: first,
        trainedThrough: isoDate(panel.origin),
      });
    }
  });

  it('publish every store and the total, which adds up, with ordered intervals that hold no negative sale', async () => {
    const stores = await getForecasts({ dataset: 'sample-retailer', level: 'store', limit: 1000 });
    const total = await getForecasts({ dataset: 'sample-retailer', level: 'total', limit: 1000 });
    expect(stores.items).toHaveLength(3 * horizon);
    expect(total.items).toHaveLength(horizon);
    expect(total.items[0]?.date).toBe(isoDate(panel.origin + 1));
    for (const point of total.items) {
      const sum = stores.items.filter(({ date }) => date === point.date).reduce((all, { mean }) => all + mean, 0);
      expect(point.mean).toBeCloseTo(sum, 6);
    }
    for (const point of [...stores.items, ...total.items]) {
      expect(point.lower95).toBeGreaterThanOrEqual(0);
      expect([point.lower95, point.lower90, point.lower80, point.mean, point.upper80, point.upper90, point.upper95]).toEqual(
        [point.lower95, point.lower90, point.lower80, point.mean, point.upper80, point.upper90, point.upper95].sort((a, b) => a - b),
      );
    }
  });

  it('overwrite their own output when they are repeated, and nothing else', async () => {
    const before = await getForecasts({ dataset: 'sample-retailer', level: 'store', limit: 1000 });
    const counts = () =>
      Promise.all([
        db().run.count(),
        db().metric.count(),
        db().artifact.count(),
        db().modelVersion.count(),
        db().modelPromotion.count(),
        db().forecastPoint.count(),
      ]);
    const counted = await counts();
    await runTasks(first);
    expect(await counts()).toEqual(counted);
    const after = await getForecasts({ dataset: 'sample-retailer', level: 'store', limit: 1000 });
    expect(after.forecast.id).toBe(before.forecast.id);
    expect(after.items).toEqual(before.items);
  });

  it('let the same configuration, refitted, take over as champion', async () => {
    const result = await runTasks(second);
    expect(result.modelVersion).toBe(2);
    expect((await getVersionByAlias('sales-forecast', 'champion'))?.version).toBe(2);
    expect((await listVersions('sales-forecast', { limit: 10 })).items.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('publish the champion where a run does not beat the seasonal naive, and register nothing', async () => {
    const result = await runTasks(fourth, pipelineParameters.parse({ horizon, models: ['seasonal-naive'] }));
    expect(result).toMatchObject({ modelVersion: 2, registered: null, published: { kind: 'champion', modelVersion: 2 } });
    expect(result.outcome).toContain('no model beat the seasonal naive');
    expect((await getForecasts({ dataset: 'sample-retailer', level: 'store', limit: 1 })).forecast).toMatchObject({
      modelName: 'sales-forecast',
      modelVersion: 2,
    });
  });

  it('weigh the total against the stores where they are told to, and still add up', async () => {
    const parameters = pipelineParameters.parse({
      horizon,
      models: ['statistical', 'ensemble'],
      reconciliation: 'mint-shrink',
      enableModelRegistration: false,
    });
    const result = await runTasks(third, parameters);
    expect(Object.keys(result.metrics)).toContain('mint-shrink');
    const points = async (level: string) => (await getForecasts({ dataset: 'sample-retailer', level, limit: 1000 })).items;
    const [stores, total] = [await points('store'), await points('total')];
    for (const point of total) {
      const sum = stores.filter(({ date }) => date === point.date).reduce((all, { mean }) => all + mean, 0);
      expect(point.mean / sum).toBeCloseTo(1, 9);
    }
    const { mean, combined } = await forecastOf(third);
    expect(mean).not.toEqual(combined);
  });
});

async function forecastOf(runId: string): Promise<{ mean: Float64Array; combined: Float64Array }> {
  const workspace = new Workspace(runId);
  return { mean: await workspace.readNumbers('forecast/mean.f64'), combined: await workspace.readNumbers('forecast/combined.f64') };
}
