import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { reloadEnv } from '@/lib/env';
import { artifactStore } from '@/lib/storage';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { newRunId, runIdFor } from './run-id';
import * as schema from './schema';
import {
  browseArtifacts,
  createExperiment,
  createRun,
  finishRun,
  getExperiment,
  getOrCreateExperiment,
  getTrackedRun,
  listExperiments,
  listRuns,
  logArtifact,
  logInput,
  logLoggedModel,
  logMetrics,
  logParams,
  type MetricPoint,
  metricHistory,
  resetRun,
  setTags,
} from './service';

const folder = await mkdtemp(path.join(tmpdir(), 'almanac-tracking-'));
process.env.ALMANAC_DATA_DIR = folder;
await createTestDatabase();
reloadEnv();
afterAll(() => rm(folder, { recursive: true, force: true }));

const experiment = await getOrCreateExperiment('tests');
const nobody = 'f'.repeat(32);
const begin = (name = 'run', more = {}) => createRun({ experimentId: experiment.id, name, ...more });

describe('experiments', () => {
  test('one name is one experiment, however many ask at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => getOrCreateExperiment('asked at once')));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.every(({ id, artifactLocation }) => artifactLocation === `mlflow-artifacts:/${id}`)).toBe(true);
    await expect(createExperiment('asked at once')).rejects.toMatchObject({ code: 'conflict', errors: [{ path: 'name' }] });
  });

  test('experiment 0 is Default, and later ones are counted from 1', async () => {
    expect(await getExperiment(0)).toMatchObject({ id: '0', name: 'Default', artifactLocation: 'mlflow-artifacts:/0' });
    expect((await createExperiment('counted')).id).toBeGreaterThan(0);
    await expect(getExperiment(99_999)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('lists by page, and searches for the very characters', async () => {
    for (const name of ['a_1', 'ab1', '100%', '100 of']) await createExperiment(`search ${name}`);
    const found = async (q: string) => (await listExperiments({ q, limit: 10 })).items.map(({ name }) => name);
    expect(await found('A_1')).toEqual(['search a_1']);
    expect(await found('100%')).toEqual(['search 100%']);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = schema.experimentList.parse(await listExperiments({ limit: 3, ...(cursor && { cursor }) }));
      seen.push(...page.items.map(({ id }) => id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(seen.length).toBe(await db().experiment.count());
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('runs', () => {
  test('a run is told with everything that it logged', async () => {
    const pipelineRunId = randomUUID();
    const parent = await begin('parent', { pipelineRunId });
    const { id } = await begin('child', { pipelineRunId, parentRunId: parent.id });
    await logParams(id, { leaves: 31, rate: 0.05, seen: true });
    await setTags(id, { 'almanac.level': 'store' });
    await setTags(id, { 'almanac.level': 'total', other: 'x' });
    await logMetrics(id, [{ key: 'rmse', value: 12.5, step: 3, timestamp: 1_700_000_000_123 }]);
    await finishRun(id, 'FINISHED');
    const run = schema.trackedRun.parse(await getTrackedRun(id));
    expect(run).toMatchObject({
      id,
      name: 'child',
      status: 'FINISHED',
      pipelineRunId,
      parentRunId: parent.id,
      artifactUri: `mlflow-artifacts:/${experiment.id}/${id}/artifacts`,
    });
    expect(run.params).toEqual({ leaves: '31', rate: '0.05', seen: 'true' });
    expect(run.tags).toEqual({ 'mlflow.runName': 'child', 'mlflow.parentRunId': parent.id, 'almanac.level': 'total', other: 'x' });
    expect(run.metrics).toEqual({ rmse: 12.5 });
    expect((await metricHistory(id, 'rmse', { limit: 10 })).items).toEqual([
      { value: 12.5, step: 3, timestamp: '2023-11-14T22:13:20.123Z' },
    ]);
    const listed = await listRuns({ pipelineRun: pipelineRunId, limit: 10 });
    expect(new Set(listed.items.map((item) => item.id))).toEqual(new Set([id, parent.id]));
  });

  test('beginning a run anew leaves nothing of what it was', async () => {
    const id = runIdFor(randomUUID(), 'lightgbm');
    const fill = async (value: string) => {
      await begin('member', { id });
      await logParams(id, { value });
      await logMetrics(id, [{ key: value, value: 1, step: 0, timestamp: 0 }]);
      await setTags(id, { [value]: value });
      await logInput(id, { name: 'data', digest: value, sourceType: 'almanac', source: 'x' });
      await logArtifact(id, `${value}.txt`, value, 'text/plain');
      await logLoggedModel({ runId: id, name: value });
      await finishRun(id, 'FINISHED');
    };
    await fill('first');
    await fill('second');
    const run = await getTrackedRun(id);
    expect(run.params).toEqual({ value: 'second' });
    expect(Object.keys(run.metrics)).toEqual(['second']);
    expect(run.tags).toEqual({ 'mlflow.runName': 'member', second: 'second' });
    expect((await filesOf(id)).map((artifact) => artifact.path)).toEqual(['second.txt']);
    expect(await artifactStore().stat(`${experiment.id}/${id}/artifacts/first.txt`)).toBeUndefined();
    expect(await db().runInput.count({ where: { runId: id } })).toBe(1);
    expect(await db().loggedModel.count({ where: { runId: id } })).toBe(1);
    await resetRun(id);
    expect(await getTrackedRun(id)).toMatchObject({ params: {}, metrics: {}, tags: {} });
    expect(await filesOf(id)).toEqual([]);
  });

  test('two that begin one run at once end with one run', async () => {
    const id = newRunId();
    await Promise.all(Array.from({ length: 8 }, () => begin('twice', { id })));
    expect(await db().runTag.count({ where: { runId: id } })).toBe(1);
  });

  test('pages hold each run once', async () => {
    const { id: experimentId } = await createExperiment('paged');
    const startTime = Date.now();
    const made = await Promise.all(
      Array.from({ length: 23 }, (_, i) => createRun({ experimentId, name: `run ${i}`, startTime: startTime + (i % 4) })),
    );
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = schema.trackedRunList.parse(await listRuns({ experiment: String(experimentId), limit: 5, ...(cursor && { cursor }) }));
      seen.push(...page.items.map(({ id }) => id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(23);
    expect(new Set(seen)).toEqual(new Set(made.map(({ id }) => id)));
    await expect(listRuns({ limit: 5, cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'cursor' }],
    });
  });

  test('what is not there is not found', async () => {
    const lost = { code: 'not_found', errors: [{ path: 'runId' }] };
    await expect(getTrackedRun(nobody)).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'id' }] });
    await expect(logMetrics(nobody, [{ key: 'x', value: 1, step: 0, timestamp: 0 }])).rejects.toMatchObject(lost);
    await expect(logParams(nobody, { x: 1 })).rejects.toMatchObject(lost);
    await expect(setTags(nobody, { x: 'y' })).rejects.toMatchObject(lost);
    await expect(logArtifact(nobody, 'x', 'y')).rejects.toMatchObject(lost);
    await expect(logLoggedModel({ runId: nobody, name: 'x' })).rejects.toMatchObject(lost);
    await expect(finishRun(nobody, 'FAILED')).rejects.toMatchObject(lost);
    await expect(resetRun(nobody)).rejects.toMatchObject(lost);
    await expect(createRun({ experimentId: 99_999, name: 'x' })).rejects.toMatchObject({
      code: 'not_found',
      errors: [{ path: 'experimentId' }],
    });
    await expect(begin('x', { id: 'short' })).rejects.toMatchObject({ code: 'validation_failed' });
  });
});

describe('parameters', () => {
  test('are set once; the same again is no error, another value is one and sets nothing', async () => {
    const { id } = await begin();
    await logParams(id, { a: 1, b: 'x' });
    await logParams(id, { a: 1, c: 2 });
    await expect(logParams(id, { a: 2, d: 3 })).rejects.toMatchObject({ code: 'conflict', errors: [{ path: 'params.a' }] });
    expect((await getTrackedRun(id)).params).toEqual({ a: '1', b: 'x', c: '2' });
    await logParams(id, {});
  });

  test('of two that set different values at once, one wins and the other is told', async () => {
    const { id } = await begin();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => logParams(id, { same: 'x', contested: i })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('metrics', () => {
  test('NaN and infinities are kept as MLflow keeps them', async () => {
    const { id } = await begin();
    await logMetrics(id, [
      { key: 'nan', value: Number.NaN, step: 0, timestamp: 1 },
      { key: 'up', value: Number.POSITIVE_INFINITY, step: 0, timestamp: 1 },
      { key: 'down', value: Number.NEGATIVE_INFINITY, step: 0, timestamp: 1 },
    ]);
    const { metrics } = await getTrackedRun(id);
    expect(metrics).toEqual({ nan: null, up: Number.MAX_VALUE, down: -Number.MAX_VALUE });
    expect(await db().metric.findFirst({ where: { runId: id, key: 'nan' } })).toMatchObject({ value: 0, isNan: true });
  });

  test('a step or time that is no whole number is refused by name', async () => {
    const { id } = await begin();
    await expect(logMetrics(id, [{ key: 'a', value: 1, step: 0.5, timestamp: 0 }])).rejects.toMatchObject({
      errors: [{ path: 'metrics.0.step' }],
    });
    await expect(logMetrics(id, [{ key: 'a', value: 1, step: 0, timestamp: Number.NaN }])).rejects.toMatchObject({
      errors: [{ path: 'metrics.0.timestamp' }],
    });
    await logMetrics(id, []);
  });

  const point = fc.record<MetricPoint & { step: number; timestamp: number }>({
    key: fc.constantFrom('rmse', 'mae', "quo'te"),
    value: fc.oneof(fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 0, 1, 2), fc.double({ noNaN: true })),
    step: fc.integer({ min: -3, max: 3 }),
    timestamp: fc.integer({ min: 0, max: 3 }),
  });

  test('whatever comes in whatever order, history is the set of points and the latest is the greatest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(point, { maxLength: 12 }), { minLength: 1, maxLength: 5 }), async (batches) => {
        const { id } = await begin();
        await Promise.all(batches.map((batch) => logMetrics(id, batch)));
        await logMetrics(id, batches[0] as MetricPoint[]); // a retried batch
        const stored = batches.flat().map(({ key, value, step, timestamp }) => {
          const finite = Number.isNaN(value) ? 0 : Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
          return { key, step, timestamp, value: finite === 0 ? 0 : finite, isNan: Number.isNaN(value) };
        });
        const { metrics } = await getTrackedRun(id);
        for (const key of ['rmse', 'mae', "quo'te"]) {
          const own = stored.filter((one) => one.key === key);
          const distinct = [...new Map(own.map((one) => [JSON.stringify(one), one])).values()].sort(
            (a, b) => a.step - b.step || a.timestamp - b.timestamp || a.value - b.value || Number(a.isNan) - Number(b.isNan),
          );
          const history = schema.metricHistory.parse(await metricHistory(id, key, { limit: 1000 }));
          expect(history.items.map(({ step, value }) => [step, value === 0 ? 0 : value])).toEqual(
            distinct.map((one) => [one.step, one.isNan ? null : one.value]),
          );
          const last = distinct.at(-1);
          const latest = await db().latestMetric.findUnique({ where: { runId_key: { runId: id, key } } });
          expect(latest && [Number(latest.step), Number(latest.timestamp), latest.value === 0 ? 0 : latest.value, latest.isNan]).toEqual(
            last ? [last.step, last.timestamp, last.value, last.isNan] : null,
          );
          expect(metrics[key] === 0 ? 0 : metrics[key]).toEqual(last && (last.isNan ? null : last.value));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('overlapping batches at once neither block each other nor lose a point', async () => {
    const { id } = await begin();
    const points = Array.from({ length: 400 }, (_, i) => ({ key: `m${i % 7}`, value: i, step: i, timestamp: i }));
    await Promise.all(Array.from({ length: 8 }, (_, k) => logMetrics(id, k % 2 ? [...points].reverse() : points)));
    expect(await db().metric.count({ where: { runId: id } })).toBe(400);
    expect((await getTrackedRun(id)).metrics.m0).toBe(399);
  });

  test('history comes by page, each point once', async () => {
    const { id } = await begin();
    await logMetrics(
      id,
      Array.from({ length: 50 }, (_, i) => ({ key: 'loss', value: i % 3, step: i >> 2, timestamp: i % 2 })),
    );
    const seen: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await metricHistory(id, 'loss', { limit: 7, ...(cursor && { cursor }) });
      seen.push(...page.items.map((item) => JSON.stringify(item)));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(await db().metric.count({ where: { runId: id } }));
    expect(new Set(seen).size).toBe(seen.length);
  });
});

async function filesOf(id: string, path?: string) {
  return (await browseArtifacts(id, { path, recursive: true, limit: 100 })).items;
}

describe('artifacts', () => {
  test('are stored, told with their checksum, and replaced', async () => {
    const { id } = await begin();
    await logArtifact(id, 'model/model.txt', 'tree', 'text/plain');
    await logArtifact(id, 'model_x/other', 'other');
    await logArtifact(id, 'model/model.txt', 'tree 2', 'text/plain');
    const [artifact, ...others] = await filesOf(id, 'model');
    expect(others).toEqual([]);
    expect(schema.artifactEntry.parse(artifact)).toMatchObject({ path: 'model/model.txt', sizeBytes: 6, contentType: 'text/plain' });
    expect((await artifactStore().read(`${experiment.id}/${id}/artifacts/model/model.txt`)).toString()).toBe('tree 2');
    expect((await filesOf(id)).map(({ path: at }) => at)).toEqual(['model_x/other', 'model/model.txt'].sort());
    await expect(logArtifact(id, '../../escape', 'x')).rejects.toMatchObject({ code: 'bad_request' });
    expect(await filesOf(id)).toHaveLength(2);
  });
});
