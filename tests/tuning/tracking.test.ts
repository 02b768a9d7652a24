import { beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { loadBooster } from '@/lib/models/boosters';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { type TrialTracking, trialRunId } from '@/lib/pipeline/track-trial';
import { type Tuned, tuneBoosted } from '@/lib/pipeline/tune';
import { Workspace } from '@/lib/pipeline/workspace';
import { runIdFor } from '@/lib/tracking/run-id';
import { createRun, getOrCreateExperiment, getTrackedRun, listRuns, metricHistory } from '@/lib/tracking/service';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { request } from './cases';

loadBooster('lightgbm');
await createTestDatabase();
createArtifactFolder();

const pipelineRunId = '00000000-0000-4000-8000-000000000001';
const parentRunId = runIdFor(pipelineRunId, 'lightgbm');
const workspace = new Workspace(pipelineRunId);
let track: TrialTracking;
let tuned: Tuned;

const trialRuns = async () =>
  (await listRuns({ pipelineRun: pipelineRunId, limit: 100 })).items.filter(({ parentRunId: parent }) => parent);

beforeAll(async () => {
  await db().dataset.create({ data: { name: 'sample-retailer', kind: 'synthetic' } });
  const parameters = pipelineParameters.parse({});
  await db().pipelineRun.create({ data: { id: pipelineRunId, trigger: 'api', dataset: 'sample-retailer', parameters } });
  const experiment = await getOrCreateExperiment('tuning');
  track = { experimentId: experiment.id, pipelineRunId, parentRunId };
  tuned = await tuneBoosted(request({ trials: 5, workspace, track }));
  await createRun({ id: parentRunId, experimentId: experiment.id, name: 'lightgbm', pipelineRunId });
});

test("every trial is a run nested under its booster's, with what it tried and what came of it", async () => {
  const runs = await trialRuns();
  expect(runs.map(({ name }) => name).sort()).toEqual([0, 1, 2, 3, 4, 5].map((k) => `lightgbm trial ${k}`));
  for (const record of tuned.trials) {
    const run = await getTrackedRun(trialRunId(pipelineRunId, 'lightgbm', record.number));
    expect(run).toMatchObject({ status: 'FINISHED', parentRunId, pipelineRunId });
    expect(run.tags['mlflow.parentRunId']).toBe(parentRunId);
    expect(run.params).toMatchObject({ trial: String(record.number), strategy: record.config.strategy });
    expect(JSON.parse(run.params.config as string)).toEqual(record.config);
    expect(run.metrics).toMatchObject({ relative_loss: record.relativeLoss, backtest_rmse: record.rmse, iterations: record.iterations });
    expect(run.tags).toMatchObject({
      'almanac.tuning': record.chosen ? 'chosen' : record.rungs < record.of ? 'stopped' : 'finished',
      'almanac.tuning.rungs': `${record.rungs} of 2`,
    });
  }
  const history = await metricHistory(trialRunId(pipelineRunId, 'lightgbm', 0), 'relative_loss', { limit: 10 });
  expect(history.items.map(({ step, value }) => [step, value])).toEqual([
    [0, 1],
    [1, 1],
  ]);
});

test('repeating the search leaves the same runs', async () => {
  const before = await trialRuns();
  expect(await tuneBoosted(request({ trials: 5, workspace, track }))).toEqual(tuned);
  const withoutTimes = (runs: typeof before) =>
    runs.map(({ startedAt: _, finishedAt: __, ...run }) => run).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(withoutTimes(await trialRuns())).toEqual(withoutTimes(before));
});

test('a failed trial is a failed run that says why', async () => {
  const library = loadBooster('lightgbm');
  const failing = Object.assign(Object.create(library) as typeof library, {
    train: (order: Parameters<typeof library.train>[0]) => {
      if (order.parameters.leaves !== 3) throw new Error('these leaves cannot be grown');
      return library.train(order);
    },
  });
  const { best, trials } = await tuneBoosted(request({ trials: 2, track, library: failing, name: 'failing' }));
  expect(best).toEqual(trials[0]?.config);
  expect(trials[1]).toMatchObject({ relativeLoss: null, rmse: null, iterations: null, rungs: 0, error: 'these leaves cannot be grown' });
  const run = await getTrackedRun(trialRunId(pipelineRunId, 'failing', 1));
  expect(run).toMatchObject({
    status: 'FAILED',
    tags: { 'almanac.tuning': 'failed', 'almanac.tuning.error': 'these leaves cannot be grown' },
  });
});
