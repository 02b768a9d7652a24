import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { db } from '@/lib/db';
import { registerVersion } from '@/lib/registry/service';
import { artifactPath, artifactStore } from '@/lib/storage';
import {
  createLoggedModel,
  deleteExperiment,
  deleteLoggedModel,
  deleteRun,
  linkModels,
  logArtifact,
  logBatch,
  openExperiment,
  purgeDeleted,
  restoreExperiment,
  restoreRun,
  runRecord,
  searchRuns,
  startRun,
} from '@/lib/tracking/service';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';

await createTestDatabase();
const objects = createArtifactFolder();

const day = 24 * 3_600_000;
let count = 0;
const experiment = () => openExperiment(`lifecycle ${count++}`);

/** A run with something of everything. */
async function fullRun(experimentId: number): Promise<string> {
  const id = await startRun({ experimentId, name: 'full', startTime: 0, tags: { t: 'u' } });
  await logBatch(id, { metrics: [{ key: 'm', value: 1, step: 0, timestamp: 0 }], params: { p: 'q' }, tags: { x: 'y' } });
  await logArtifact(id, 'folder/file.txt', 'hello');
  const model = await createLoggedModel({ experimentId, name: 'net', runId: id });
  await linkModels(id, 'output', [{ modelId: model.id }]);
  return id;
}

const file = async (id: string) => artifactStore().stat(`${artifactPath((await runRecord(id))?.artifactUri as string)}/folder/file.txt`);
const inDays = (days: number) => purgeDeleted({ retentionDays: 30, now: Date.now() + days * day });

it('a deleted run is out of sight and takes nothing more, until it is restored', async () => {
  const experimentId = await experiment();
  const id = await fullRun(experimentId);
  const before = await runRecord(id);
  await deleteRun(id);
  expect((await searchRuns({ experimentIds: [experimentId], limit: 10 })).runs).toEqual([]);
  expect((await searchRuns({ experimentIds: [experimentId], limit: 10, view: 'deleted' })).runs).toHaveLength(1);
  const refused = { code: 'conflict', errors: [{ path: 'runId' }] };
  await expect(logBatch(id, { metrics: [{ key: 'm', value: 2, step: 1, timestamp: 1 }] })).rejects.toMatchObject(refused);
  await expect(logBatch(id, { params: { z: '1' } })).rejects.toMatchObject(refused);
  await expect(logBatch(id, { tags: { z: '1' } })).rejects.toMatchObject(refused);
  await restoreRun(id);
  expect(await runRecord(id)).toEqual(before);
});

it('a purge takes what has been deleted for longer than the retention time, files and all, and nothing else', async () => {
  const experimentId = await experiment();
  const [gone, kept, restored] = [await fullRun(experimentId), await fullRun(experimentId), await fullRun(experimentId)];
  const folder = artifactPath((await runRecord(gone))?.artifactUri as string);
  for (const id of [gone, restored]) await deleteRun(id);
  await restoreRun(restored);
  expect(await inDays(29)).toEqual({ runs: 0, loggedModels: 0, experiments: 0, folders: 0 });
  expect(await file(gone)).toBeDefined();
  expect(await inDays(31)).toMatchObject({ runs: 1, experiments: 0, folders: 1 });
  expect(await runRecord(gone)).toBeUndefined();
  expect(await artifactStore().stat(`${folder}/folder/file.txt`)).toBeUndefined();
  for (const table of ['metrics', 'latest_metrics', 'params', 'run_tags', 'artifacts', 'run_models']) {
    expect(await db().$queryRawUnsafe(`SELECT count(*)::int AS rows FROM ${table} WHERE run_id = $1`, gone)).toEqual([{ rows: 0 }]);
  }
  for (const id of [kept, restored]) expect(await file(id)).toBeDefined();
});

it('an experiment goes with its runs and comes back with them, and is purged once it is empty', async () => {
  const experimentId = await experiment();
  await fullRun(experimentId);
  await deleteExperiment(experimentId);
  await expect(deleteExperiment(experimentId)).rejects.toMatchObject({ code: 'not_found' });
  await restoreExperiment(experimentId);
  expect((await searchRuns({ experimentIds: [experimentId], limit: 10 })).runs).toHaveLength(1);
  await deleteExperiment(experimentId);
  expect(await inDays(31)).toMatchObject({ runs: 1, loggedModels: 1, experiments: 1 });
  expect(await db().experiment.findUnique({ where: { id: experimentId } })).toBeNull();
  expect(await readdir(objects)).not.toContain(String(experimentId));
});

it('what a registered version was made of stays, deleted or not', async () => {
  const id = await fullRun(await experiment());
  const scope = { dataset: 'shop', level: 'store', frequency: 'day' } as const;
  const source = `${(await runRecord(id))?.artifactUri}/folder`;
  await registerVersion({
    name: 'kept',
    scope,
    runId: id,
    pipelineRunId: null,
    source,
    config: {},
    metrics: {},
    datasetVersion: null,
    trainedThrough: null,
  });
  await deleteRun(id);
  expect(await inDays(31)).toMatchObject({ runs: 0 });
  expect(await file(id)).toBeDefined();
});

it('a deleted logged model is purged with its files', async () => {
  const experimentId = await experiment();
  const model = await createLoggedModel({ experimentId, name: 'net' });
  const path = `${artifactPath(model.artifactUri)}/MLmodel`;
  await artifactStore().put(path, 'x');
  await deleteLoggedModel(model.id);
  expect(await inDays(31)).toMatchObject({ loggedModels: 1, folders: 1 });
  expect(await artifactStore().stat(path)).toBeUndefined();
});

it('a purge that was cut short before the files is ended by the next', async () => {
  const id = await fullRun(await experiment());
  const uri = (await runRecord(id))?.artifactUri as string;
  await db().run.delete({ where: { id } });
  await db().artifactRemoval.create({ data: { uri } });
  expect(await inDays(0)).toMatchObject({ folders: 1 });
  expect(await artifactStore().stat(`${artifactPath(uri)}/folder/file.txt`)).toBeUndefined();
  expect(await db().artifactRemoval.count()).toBe(0);
});
