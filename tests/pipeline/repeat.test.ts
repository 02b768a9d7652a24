import { afterAll, describe, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import type { ManifestFile } from '@/lib/datasets/manifest';
import { getDatasetVersion, updateDataset } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import { compareForecasts } from '@/lib/forecasts/compare';
import { getForecasts } from '@/lib/forecasts/service';
import { closeNotifications } from '@/lib/listen';
import { availableBoosters } from '@/lib/models/boosters';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import { type RequestedParameters, requestedParameters } from '@/lib/pipeline/parameters';
import type { Registration } from '@/lib/pipeline/register';
import type { TaskContext } from '@/lib/pipeline/task';
import { tasks } from '@/lib/pipeline/tasks';
import { Workspace } from '@/lib/pipeline/workspace';
import { resolveParameters } from '@/lib/pipeline-runs/preflight';
import { repeatPipelineRun } from '@/lib/pipeline-runs/repeat';
import { type PipelineResult, plannedSteps } from '@/lib/pipeline-runs/schema';
import { createPipelineRun, getPipelineRun } from '@/lib/pipeline-runs/service';
import { plotSchemas, shapPlot } from '@/lib/plots/schema';
import { deleteVersion, getVersionByAlias } from '@/lib/registry/service';
import { artifactStore } from '@/lib/storage';
import { artifactFile, listRuns, metricHistory } from '@/lib/tracking/service';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { importObservations, observationsOf } from '../helpers/observations';
import { createTestDatabase } from '../helpers/postgres';
import { randomStream } from '../helpers/random-panel';

const installed = env().ALMANAC_DATA_DIR;
for (const name of ['lightgbm', 'xgboost'] as const)
  process.env[`${name.toUpperCase()}_LIBRARY`] ??= locateLibrary(name, { dataDir: installed }).path ?? '';
createArtifactFolder();
await createTestDatabase();
afterAll(() => closeNotifications());

const boosters = availableBoosters();
if (boosters.length < 2) console.warn(`SKIPPED for want of a library: runs are repeated with ${boosters.join(', ') || 'no booster'} only`);

const dataset = 'shops';
const start = parseDay('2025-01-06');
const horizon = 7;
const random = randomStream(8);
const sales = (from: number, days: number) =>
  ['a', 'b'].flatMap((shop, s) =>
    Array.from({ length: days }, (_, k) => {
      const t = from + k;
      const promotion = (t * 7 + s) % 11 === 0 ? 1 : 0;
      const y = (30 + 10 * s) * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 7)) * (1 + promotion) * (0.9 + 0.2 * random());
      return { date: isoDate(start + t), shop, y, promotion };
    }),
  );
const observations = observationsOf({ keys: ['shop'], known: ['promotion'], promotion: 'promotion' });
/** The first version has 240 days of sales, each further one 20 days more. */
let files: ManifestFile[] = [];
async function importVersion(version: number): Promise<void> {
  const parts = [version === 1 ? sales(0, 240) : sales(200 + 20 * version, 20)];
  ({ files } = await importObservations({ dataset, version, observations, parts, before: files }));
}

async function carryOut(id: string): Promise<PipelineResult> {
  const { parameters } = await getPipelineRun(id);
  const context: TaskContext = { runId: id, parameters, report: () => {}, signal: new AbortController().signal };
  let output: unknown;
  for (const name of plannedSteps(parameters)) output = await tasks[name]?.(context);
  await db().pipelineRun.update({ where: { id }, data: { status: 'succeeded' } });
  return output as PipelineResult;
}

async function run(asked: Partial<RequestedParameters> = {}): Promise<string> {
  const models = [...boosters, 'seasonal-naive', 'ensemble'] as const;
  const parameters = await resolveParameters(
    requestedParameters.parse({ dataset, horizon, models: [...models], strategies: ['recursive'], ...asked }),
  );
  const { id } = await createPipelineRun({ parameters, trigger: 'api' });
  await carryOut(id);
  return id;
}

const bytesOf = async (id: string, name: string) => Buffer.from((await new Workspace(id).readNumbers(name)).buffer);
const reportOf = (id: string) => new Workspace(id).readJson<{ repeat: unknown; registration: { reason: string } }>('report.json');
const champion = async () => (await getVersionByAlias(`sales-forecast.${dataset}.shop.day`, 'champion'))?.version;

describe('a run', () => {
  let first: string;
  let second: string;

  it('is repeated bit for bit, whatever became of its data, its settings and its champion since', async () => {
    await importVersion(1);
    first = await run();
    expect(await champion()).toBe(1);
    await importVersion(2);
    await updateDataset(dataset, { holidays: { country: 'DE' } });
    // Another data, another configuration: another champion.
    second = await run({ seed: 7, strategies: ['direct'] });
    const newer = await champion();

    const repeat = await repeatPipelineRun(first, 'api');
    expect(repeat).toMatchObject({ repeatOf: first, status: 'queued', trigger: 'api', parameters: { datasetVersion: 1, seed: 42 } });
    await carryOut(repeat.id);
    expect(await bytesOf(repeat.id, 'forecast/mean.f64')).toEqual(await bytesOf(first, 'forecast/mean.f64'));
    const compared = await compareForecasts(repeat.id, first);
    expect(compared).toEqual({ points: 3 * horizon, differing: 0 });
    expect(await compareForecasts(second, first)).toEqual({ points: 3 * horizon, differing: 3 * horizon });
    expect((await reportOf(repeat.id)).repeat).toEqual({ of: first, ...compared });

    expect(await champion()).toBe(newer);
    expect((await reportOf(repeat.id)).registration.reason).toMatch(`not promoted: a repeat of run ${first}`);
    const { forecast } = await getForecasts({ dataset, limit: 1 });
    expect(await db().forecast.findUnique({ where: { id: forecast.id }, select: { pipelineRunId: true } })).toEqual({
      pipelineRunId: second,
    });
  });

  it('keeps with its tracked runs all that this takes, and what its charts draw', async () => {
    const runs = (await listRuns({ pipelineRun: first, limit: 100 })).items;
    const [forecaster, ...others] = runs.filter(({ parentRunId }) => parentRunId === null);
    expect([forecaster?.name, others]).toEqual(['forecaster', []]);
    const id = forecaster?.id as string;
    const json = async (of: string, path: string) => {
      const { key } = await artifactFile(of, path);
      return JSON.parse((await artifactStore().read(key)).toString('utf8'));
    };
    const { parameters } = await getPipelineRun(first);
    expect(await json(id, 'parameters.json')).toEqual(parameters);
    expect(await json(id, 'start.json')).toMatchObject({ datasetVersion: 1, champion: null, settings: { holidays: { country: 'US' } } });
    const { fingerprint } = await getDatasetVersion(dataset, 1);
    expect(await json(id, 'data.json')).toMatchObject({
      dataset,
      datasetVersion: 1,
      fingerprint,
      seriesCount: 2,
      panelSha256: expect.any(String),
    });
    expect(await json(id, 'validation.json')).toMatchObject({ status: expect.stringMatching(/passed|warnings/), datasetVersion: 1 });
    expect(await json(id, 'environment.json')).toMatchObject({
      node: process.version,
      libraries: Object.fromEntries(boosters.map((name) => [name, { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])),
    });
    expect(forecaster?.params).toMatchObject({ seed: '42', strategies: '["recursive"]', horizon: String(horizon) });
    for (const plot of [
      'folds',
      'error-by-step',
      'totals',
      'predictions',
      'error-distribution',
      'residuals-over-time',
      'error-map',
    ] as const)
      plotSchemas[plot].parse(await json(id, `plots/${plot}.json`));
    plotSchemas.calibration.parse(await json(id, 'plots/calibration.json'));

    const members = runs.filter(({ parentRunId }) => parentRunId === id);
    expect(members.map(({ name }) => name)).toEqual(expect.arrayContaining(['seasonal-naive', ...boosters]));
    for (const member of members) {
      expect(Object.keys(member.metrics)).toEqual(expect.arrayContaining(['fold_rmse', 'backtest_wape', 'test_rmse']));
      expect((await metricHistory(member.id, 'fold_rmse', { limit: 100 })).items).toHaveLength(parameters.backtestOrigins);
    }
    for (const name of boosters) {
      const member = members.find((one) => one.name === name) as (typeof members)[number];
      expect(member.params).toMatchObject({ learningRate: expect.any(String), 'features.lags': expect.any(String), seed: '42' });
      const curve = Object.keys(member.metrics).find((key) => key.startsWith('train_')) as string;
      expect((await metricHistory(member.id, curve, { limit: 1000 })).items).toHaveLength(Number(member.params.iterations));
      expect(Object.keys(member.metrics).some((key) => key.startsWith('early_stopping_validation_'))).toBe(true);
      expect((await json(member.id, 'features.json')).length).toBeGreaterThan(5);
      expect(shapPlot.parse(await json(member.id, 'plots/shap.json')).rows).toBeGreaterThan(0);
    }
  });

  it('is repeated too where it published with the champion that beat it, and a repeat of a repeat', async () => {
    // The champion, refitted at the same origins, beats a single weak model.
    const third = await run({
      models: ['seasonal-naive', boosters[0] ?? 'seasonal-naive'],
      targetTransforms: ['first-difference'],
    });
    const publishOf = async (id: string) => (await new Workspace(id).readJson<Registration>('registration.json')).publish;
    expect(await publishOf(third)).toMatchObject({ kind: 'champion' });
    const once = await repeatPipelineRun(third, 'api');
    await carryOut(once.id);
    expect(await publishOf(once.id)).toEqual(await publishOf(third));
    const twice = await repeatPipelineRun(once.id, 'api');
    await carryOut(twice.id);
    expect(await compareForecasts(once.id, third)).toMatchObject({ differing: 0 });
    expect(await compareForecasts(twice.id, third)).toMatchObject({ differing: 0 });
  });

  it('is not repeated while it is under way, where its champion or its data are gone, or where there is none', async () => {
    await db().pipelineRun.update({ where: { id: second }, data: { status: 'running' } });
    await expect(repeatPipelineRun(second, 'api')).rejects.toMatchObject({ code: 'conflict', errors: [{ path: 'id' }] });
    await db().pipelineRun.update({ where: { id: second }, data: { status: 'succeeded' } });
    await deleteVersion(`sales-forecast.${dataset}.shop.day`, 1, { reason: 'test', actor: 'test' });
    await expect(repeatPipelineRun(second, 'api')).rejects.toMatchObject({ message: expect.stringContaining('was removed') });
    await db().datasetVersion.deleteMany({ where: { dataset, version: 1 } });
    await expect(repeatPipelineRun(first, 'api')).rejects.toMatchObject({ message: expect.stringContaining('not there any more') });
    const { id } = await createPipelineRun({ parameters: (await getPipelineRun(first)).parameters, trigger: 'api' });
    await db().pipelineRun.update({ where: { id }, data: { status: 'failed' } });
    await expect(repeatPipelineRun(id, 'api')).rejects.toMatchObject({ code: 'conflict' });
    await expect(repeatPipelineRun('nobody', 'api')).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('a run may ask for any version of its dataset, and is told where there is none', async () => {
  await importVersion(3);
  const asked = (version: number) => resolveParameters(requestedParameters.parse({ dataset, datasetVersion: version, horizon }));
  expect(await asked(2)).toMatchObject({ datasetVersion: 2, level: 'shop' });
  await expect(asked(9)).rejects.toMatchObject({
    code: 'validation_failed',
    errors: [{ path: 'datasetVersion', message: 'shops has no version 9; its newest is 3' }],
  });
});
