import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { artifactUri } from '@/lib/storage';
import { inactiveExperiment } from './start-run';

/** Experiments without a place of their own keep their artifacts in a folder of this server's store, under their number. */
const artifactRoot = artifactUri('x').slice(0, -1);

function noExperiment(id: number): Error {
  return notFound(`There is no experiment ${id}.`, 'experimentId');
}

/**
 * Makes an experiment. Its artifacts go below `artifactLocation`: a URI that clients reach by themselves, or a folder of this
 * server's store, which is the experiment's number where none is given.
 * @returns its id
 * @throws AlmanacError `conflict` where its name is taken, by a deleted one too
 */
export async function openExperiment(
  name: string,
  { artifactLocation, tags = {} }: { artifactLocation?: string; tags?: Record<string, string> } = {},
): Promise<number> {
  return db().$transaction(async (tx) => {
    const [created] = await tx.$queryRaw<{ id: number }[]>`
      WITH number AS (SELECT nextval(pg_get_serial_sequence('experiments', 'id'))::int AS id)
      INSERT INTO experiments (id, name, artifact_location, created_at, updated_at)
      SELECT id, ${name}, coalesce(${artifactLocation ?? null}, ${artifactRoot}::text || id), now(), now() FROM number
      ON CONFLICT (name) DO NOTHING RETURNING id`;
    if (!created) {
      throw new AlmanacError('conflict', `There is an experiment ${name} already.`, [
        { path: 'name', message: 'is taken; choose another' },
      ]);
    }
    const { id } = created;
    await tx.experimentTag.createMany({ data: Object.entries(tags).map(([key, value]) => ({ experimentId: id, key, value })) });
    return id;
  });
}

/** @throws AlmanacError `not_found` or `conflict` naming `experimentId`; `conflict` naming `name` */
export async function renameExperiment(id: number, name: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const former = await tx.experiment.findUnique({ where: { id } });
    if (!former) throw noExperiment(id);
    if (former.lifecycleStage !== 'active') throw inactiveExperiment(id);
    const [taken] = await tx.$queryRaw<{ id: number }[]>`SELECT id FROM experiments WHERE name = ${name} AND id <> ${id}`;
    if (taken)
      throw new AlmanacError('conflict', `There is an experiment ${name} already.`, [
        { path: 'name', message: 'is taken; choose another' },
      ]);
    await tx.experiment.update({ where: { id }, data: { name } });
  });
}

/** Sets a tag, over one of the same key. @throws AlmanacError `not_found` or `conflict` naming `experimentId` */
export async function setExperimentTag(id: number, key: string, value: string): Promise<void> {
  const [found] = await db().$queryRaw<{ stage: string | null }[]>`
    WITH experiment AS (SELECT id, lifecycle_stage FROM experiments WHERE id = ${id} FOR KEY SHARE),
    stored AS (
      INSERT INTO experiment_tags (experiment_id, key, value)
      SELECT id, ${key}, ${value} FROM experiment WHERE lifecycle_stage = 'active'
      ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value)
    SELECT (SELECT lifecycle_stage::text FROM experiment) AS stage`;
  if (!found?.stage) throw noExperiment(id);
  if (found.stage !== 'active') throw inactiveExperiment(id);
}

/** @throws AlmanacError `not_found` naming `experimentId` or `key`; `conflict` naming `experimentId` */
export async function deleteExperimentTag(id: number, key: string): Promise<void> {
  const [found] = await db().$queryRaw<{ stage: string | null; removed: boolean }[]>`
    WITH experiment AS (SELECT id, lifecycle_stage FROM experiments WHERE id = ${id} FOR KEY SHARE),
    removed AS (
      DELETE FROM experiment_tags USING experiment
      WHERE experiment_tags.experiment_id = experiment.id AND experiment_tags.key = ${key} AND experiment.lifecycle_stage = 'active'
      RETURNING experiment_tags.key)
    SELECT (SELECT lifecycle_stage::text FROM experiment) AS stage, EXISTS (SELECT FROM removed) AS removed`;
  if (!found?.stage) throw noExperiment(id);
  if (found.stage !== 'active') throw inactiveExperiment(id);
  if (!found.removed) throw notFound(`The experiment ${id} has no tag ${key}.`, 'key');
}
