import { randomBytes } from 'node:crypto';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { type LoggedModelRecord, type LoggedModelStatus, loggedModelRecords } from './logged-model-records';
import { inactiveExperiment } from './start-run';

export interface ModelToCreate {
  experimentId: number;
  name: string;
  runId?: string;
  modelType?: string;
  params?: Record<string, string>;
  tags?: Record<string, string>;
}

export function noLoggedModel(id: string): Error {
  return notFound(`There is no logged model ${id}.`, 'modelId');
}

/**
 * Begins a logged model, whose files go below its experiment's artifact location and which is pending until it is finalized.
 * A run that is not there is left out, as it is later when a model's run is purged.
 * @throws AlmanacError `not_found` or `conflict` naming `experimentId`
 */
export async function createLoggedModel(model: ModelToCreate): Promise<LoggedModelRecord> {
  const { experimentId, name, runId = null, modelType = '', params = {}, tags = {} } = model;
  const id = `m-${randomBytes(16).toString('hex')}`;
  const [found] = await db().$queryRaw<{ stage: string | null }[]>`
    WITH experiment AS (SELECT id, artifact_location, lifecycle_stage FROM experiments WHERE id = ${experimentId} FOR KEY SHARE),
    created AS (
      INSERT INTO logged_models (id, experiment_id, run_id, name, status, model_type, artifact_uri, params, tags, updated_at)
      SELECT ${id}, id, (SELECT runs.id FROM runs WHERE runs.id = ${runId}), ${name}, 'PENDING', ${modelType},
        rtrim(artifact_location, '/') || '/models/' || ${id}::text || '/artifacts', ${JSON.stringify(params)}::jsonb, ${JSON.stringify(tags)}::jsonb, now()
      FROM experiment WHERE lifecycle_stage = 'active')
    SELECT (SELECT lifecycle_stage::text FROM experiment) AS stage`;
  if (!found?.stage) throw notFound(`There is no experiment ${experimentId}.`, 'experimentId');
  if (found.stage !== 'active') throw inactiveExperiment(experimentId);
  return getLoggedModel(id, { deleted: true });
}

/** @throws AlmanacError `not_found` naming `modelId`, also where it is deleted and `deleted` is not set */
export async function getLoggedModel(id: string, { deleted = false } = {}): Promise<LoggedModelRecord> {
  const [model] = await loggedModelRecords([id]);
  if (!model || (model.lifecycleStage === 'deleted' && !deleted)) throw noLoggedModel(id);
  return model;
}

/** Says how a model's upload ended. @throws AlmanacError `not_found` naming `modelId` */
export async function finalizeLoggedModel(id: string, status: LoggedModelStatus): Promise<LoggedModelRecord> {
  const { count } = await db().loggedModel.updateMany({ where: { id }, data: { status } });
  if (count === 0) throw noLoggedModel(id);
  return getLoggedModel(id, { deleted: true });
}

/** Deletes a model: it is out of sight until it is purged. @throws AlmanacError `not_found` naming `modelId` */
export async function deleteLoggedModel(id: string): Promise<void> {
  const { count } = await db().loggedModel.updateMany({ where: { id }, data: { lifecycleStage: 'deleted' } });
  if (count === 0) throw noLoggedModel(id);
}

/** Adds to a model's parameters; one that it has already keeps its value. @throws AlmanacError `not_found` naming `modelId` */
export async function logLoggedModelParams(id: string, params: Record<string, string>): Promise<void> {
  const count = await db().$executeRaw`
    UPDATE logged_models SET params = ${JSON.stringify(params)}::jsonb || params, updated_at = now() WHERE id = ${id}`;
  if (count === 0) throw noLoggedModel(id);
}

/** Sets tags of a model, over those of the same keys. @throws AlmanacError `not_found` naming `modelId` */
export async function setLoggedModelTags(id: string, tags: Record<string, string>): Promise<void> {
  const count = await db().$executeRaw`UPDATE logged_models SET tags = tags || ${JSON.stringify(tags)}::jsonb WHERE id = ${id}`;
  if (count === 0) throw noLoggedModel(id);
}

/** @throws AlmanacError `not_found` naming `modelId` or `key` */
export async function deleteLoggedModelTag(id: string, key: string): Promise<void> {
  const count = await db().$executeRaw`UPDATE logged_models SET tags = tags - ${key}::text WHERE id = ${id} AND tags ? ${key}::text`;
  if (count > 0) return;
  await getLoggedModel(id, { deleted: true });
  throw notFound(`The logged model ${id} has no tag ${key}.`, 'key');
}
