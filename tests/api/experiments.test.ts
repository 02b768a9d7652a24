import { beforeAll, describe, expect, it } from 'vitest';
import * as keys from '@/app/api/v1/experiments/[id]/keys/route';
import * as restore from '@/app/api/v1/experiments/[id]/restore/route';
import * as experiment from '@/app/api/v1/experiments/[id]/route';
import * as values from '@/app/api/v1/experiments/[id]/values/route';
import * as experiments from '@/app/api/v1/experiments/route';
import * as counts from '@/app/api/v1/runs/count/route';
import * as exported from '@/app/api/v1/runs/export/route';
import * as groups from '@/app/api/v1/runs/groups/route';
import * as runs from '@/app/api/v1/runs/route';
import { db } from '@/lib/db';
import {
  experimentList,
  experiment as experimentSchema,
  loggedKeys,
  loggedValues,
  runCount,
  runGroupList,
  runsEdited,
  trackedRunList,
} from '@/lib/tracking/schema';
import {
  createRun,
  experimentOverviews,
  finishRun,
  getOrCreateExperiment,
  logInput,
  logLoggedModel,
  logMetrics,
  logParams,
  setTags,
} from '@/lib/tracking/service';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused, send } from './call';

await createTestDatabase();
const id = (k: number) => k.toString(16).padStart(32, '0');
const at = '/api/v1/experiments';
let lists: number;

beforeAll(async () => {
  lists = (await getOrCreateExperiment('grouped')).id;
  for (let k = 0; k < 8; k++) {
    const parentRunId = k > 5 ? id(0) : undefined;
    await createRun({
      id: id(k),
      experimentId: lists,
      name: `run ${k}`,
      startTime: 1_700_000_000_000 + 1000 * k,
      ...(parentRunId && { parentRunId }),
    });
    if (k !== 5) await logParams(id(k), { model: k % 2 ? 'xgboost' : 'lightgbm', note: k === 0 ? '=1+1, "quoted"' : String(-k) });
    await logMetrics(id(k), [{ key: 'rmse', value: k === 4 ? Number.NaN : 10 * k, step: 0, timestamp: 1 }]);
    if (k > 0) await finishRun(id(k), 'FINISHED');
  }
  await setTags(id(1), { team: 'a' });
  await logInput(id(1), { name: 'sales', digest: 'abc', sourceType: 'local', source: 'x' });
  await logLoggedModel({ runId: id(1), name: 'booster' });
});

describe('an experiment', () => {
  it('is made, renamed, deleted with its runs and brought back', async () => {
    const { body: made, status } = await call(experimentSchema, experiments, 'POST', at, { body: { name: ' Trial ' } });
    expect([made.name, status]).toEqual(['Trial', 201]);
    expect((await refused(experiments, 'POST', at, { body: { name: 'Trial' } })).body).toMatchObject({
      status: 409,
      errors: [{ path: 'name' }],
    });
    const one = `${at}/${made.id}`;
    await createRun({ id: id(900), experimentId: Number(made.id), name: 'in it' });
    expect((await call(experimentSchema, experiment, 'PATCH', one, { body: { name: 'Trials' } })).body.name).toBe('Trials');
    expect((await refused(experiment, 'PATCH', one, { body: { name: 'grouped' } })).status).toBe(409);
    for (let again = 0; again < 2; again++) expect((await send(experiment, 'DELETE', one)).status).toBe(204);
    const listed = async (view: string) =>
      (await call(experimentList, experiments, 'GET', `${at}?view=${view}`)).body.items.map(({ name }) => name);
    expect(await listed('active')).not.toContain('Trials');
    expect(await listed('deleted')).toEqual(['Trials']);
    expect(await experimentOverviews('deleted')).toMatchObject([{ name: 'Trials', runs: 1, running: 1 }]);
    expect((await refused(experiment, 'PATCH', one, { body: { name: 'x' } })).status).toBe(409);
    for (let again = 0; again < 2; again++)
      expect((await call(experimentSchema, restore, 'POST', `${one}/restore`)).body.lifecycleStage).toBe('active');
    const [first] = await experimentOverviews('active');
    expect(first).toMatchObject({ name: 'Trials', runs: 1 });
    await db().experiment.delete({ where: { id: Number(made.id) } });
  });

  it.each(['77777', 'x', '1e3', '99999999999'])('%s is none', async (odd) => {
    expect((await refused(experiment, 'GET', `${at}/${odd}`)).status).toBe(404);
    expect((await refused(keys, 'GET', `${at}/${odd}/keys`)).status).toBe(404);
    expect((await refused(values, 'GET', `${at}/${odd}/values?of=params.model`)).status).toBe(404);
  });

  it('tells the keys and values that its runs have', async () => {
    const other = await getOrCreateExperiment('other');
    await createRun({ id: id(800), experimentId: other.id, name: 'elsewhere' });
    await logParams(id(800), { foreign: 1 });
    const { body } = await call(loggedKeys, keys, 'GET', `${at}/${lists}/keys`);
    expect(body).toEqual({ params: ['model', 'note'], metrics: ['rmse'], tags: ['mlflow.parentRunId', 'mlflow.runName', 'team'] });
    const of = async (query: string) => (await call(loggedValues, values, 'GET', `${at}/${lists}/values?${query}`)).body.items;
    expect(await of('of=params.model')).toEqual(['lightgbm', 'xgboost']);
    expect(await of('of=params.model&q=BOO')).toEqual(['xgboost']);
    expect(await of('of=attributes.run_name&limit=1&q=7')).toEqual(['run 7']);
    expect(await of('of=dataset.name')).toEqual(['sales']);
    expect((await refused(values, 'GET', `${at}/${lists}/values?of=size`)).paths).toEqual(['of']);
  });

  it('of more runs than are read one by one tells every key all the same', async () => {
    const many = await getOrCreateExperiment('many');
    await db().$executeRaw`
      INSERT INTO runs (id, experiment_id, name, start_time, artifact_uri)
      SELECT md5(k::text), ${many.id}, 'run', k, 'x' FROM generate_series(1, 1500) AS k`;
    await db()
      .$executeRaw`INSERT INTO params (run_id, key, value) SELECT md5(k::text), CASE k WHEN 3 THEN 'rare' ELSE 'common' END, k::text FROM generate_series(1, 1500) AS k`;
    const { body } = await call(loggedKeys, keys, 'GET', `${at}/${many.id}/keys`);
    expect(body).toEqual({ params: ['common', 'rare'], metrics: [], tags: [] });
  });
});

describe('runs of an experiment', () => {
  const query = (more: Record<string, string> = {}) => new URLSearchParams({ experiment: String(lists), ...more });

  it('are counted', async () => {
    const of = async (more?: Record<string, string>) => (await call(runCount, counts, 'GET', `/api/v1/runs/count?${query(more)}`)).body;
    expect(await of()).toEqual({ total: 8, running: 1 });
    expect(await of({ filter: "params.model = 'xgboost'" })).toEqual({ total: 3, running: 0 });
    expect((await refused(counts, 'GET', `/api/v1/runs/count?${query({ filter: 'x' })}`)).paths).toEqual(['filter']);
  });

  it('are told by how long they took', async () => {
    const of = async (filter: string) => (await call(runCount, counts, 'GET', `/api/v1/runs/count?${query({ filter })}`)).body.total;
    expect([await of('duration > 1000'), await of('duration < 0'), await of('attributes.duration >= 0')]).toEqual([7, 0, 7]);
    const order = query({ orderBy: 'duration,run_id', columns: 'children', limit: '8' });
    const { body } = await call(trackedRunList, runs, 'GET', `/api/v1/runs?${order}`);
    expect(body.items.map((run) => run.id)).toContain(id(0));
    expect(body.items.at(-1)?.id).toBe(id(0));
  });

  it('are grouped by what they logged, and by the run they are in', async () => {
    const of = async (more: Record<string, string>) => (await call(runGroupList, groups, 'GET', `/api/v1/runs/groups?${query(more)}`)).body;
    const { items, total } = await of({ by: 'params.model', metrics: 'rmse,none' });
    expect(total).toBe(3);
    expect(items.map(({ value, runs: count, metrics }) => [value, count, metrics])).toEqual([
      ['lightgbm', 4, { rmse: { mean: (0 + 20 + 60) / 3, least: 0, greatest: 60 } }],
      ['xgboost', 3, { rmse: { mean: (10 + 30 + 70) / 3, least: 10, greatest: 70 } }],
      [null, 1, { rmse: { mean: 50, least: 50, greatest: 50 } }],
    ]);
    const byParent = await of({ by: 'tags.mlflow.parentRunId', limit: '1' });
    expect(byParent).toMatchObject({ total: 2, items: [{ value: id(0), name: 'run 0', runs: 2, metrics: {} }] });
    expect((await refused(groups, 'GET', `/api/v1/runs/groups?${query({ by: 'metrics.rmse' })}`)).paths).toEqual(['by']);
  });

  it('tell what they read and made, and how many are below them, where that is asked for', async () => {
    const { body } = await call(
      trackedRunList,
      runs,
      'GET',
      `/api/v1/runs?${query({ columns: 'datasets,models,children', orderBy: 'run_id', limit: '2' })}`,
    );
    expect(body.items.map(({ datasets, models, children, params }) => ({ datasets, models, children, params }))).toEqual([
      { datasets: [], models: [], children: 2, params: {} },
      { datasets: [{ name: 'sales', digest: 'abc' }], models: [{ name: 'booster', version: null }], children: 0, params: {} },
    ]);
  });

  it('are changed many at once', async () => {
    const edit = (body: unknown) => call(runsEdited, runs, 'PATCH', '/api/v1/runs', { body });
    const view = async (stage: string) => (await call(trackedRunList, runs, 'GET', `/api/v1/runs?${query({ view: stage })}`)).body.items;
    expect((await edit({ ids: [id(2), id(3), id(555)], lifecycleStage: 'deleted' })).body).toEqual({ changed: 2 });
    expect((await view('deleted')).map((run) => run.id)).toEqual([id(3), id(2)]);
    expect((await edit({ ids: [id(1), id(2)], tags: { team: 'b', added: 'x' } })).body).toEqual({ changed: 1 });
    expect((await edit({ ids: [id(2), id(3)], lifecycleStage: 'active', tags: { added: 'y' } })).body).toEqual({ changed: 2 });
    expect((await edit({ ids: [id(1)], tags: { team: null } })).body).toEqual({ changed: 1 });
    const tags = Object.fromEntries((await view('active')).map((run) => [run.id, run.tags]));
    expect(tags[id(1)]).toMatchObject({ added: 'x' });
    expect(tags[id(1)]).not.toHaveProperty('team');
    expect(tags[id(3)]).toMatchObject({ added: 'y' });
    for (const [body, path] of [
      [{ ids: [] }, 'ids'],
      [{ ids: ['x'], lifecycleStage: 'deleted' }, 'ids.0'],
      [{ ids: [id(1)] }, 'tags'],
      [{ ids: [id(1)], tags: { 'mlflow.runName': 'x' } }, 'tags.mlflow.runName'],
    ] as const)
      expect((await refused(runs, 'PATCH', '/api/v1/runs', { body })).paths).toEqual([path]);
  });

  it('are exported as they are filtered and sorted', async () => {
    const response = await send(
      exported,
      'GET',
      `/api/v1/runs/export?${query({ filter: "params.model = 'lightgbm'", orderBy: 'metrics.rmse DESC', columns: 'metrics.rmse,params.note' })}`,
    );
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toBe('run_id,name,status,start_time,end_time,duration_seconds,parent_run_id,experiment_id,metrics.rmse,params.note');
    expect(lines.slice(1, -1).map((line) => line.slice(line.indexOf(`,${lists},`) + String(lists).length + 2))).toEqual([
      '60,-6',
      '20,-2',
      `0,"'=1+1, ""quoted"""`,
      'NaN,-4',
    ]);
    const whole = await (await send(exported, 'GET', `/api/v1/runs/export?${query()}`)).text();
    expect(whole.split('\r\n')[0]).toMatch(/experiment_id,params\.model,params\.note,metrics\.rmse,tags\./);
    expect(whole.trim().split('\r\n')).toHaveLength(9);
    expect((await refused(exported, 'GET', `/api/v1/runs/export?${query({ filter: 'metrics.rmse' })}`)).paths).toEqual(['filter']);
  });
});
