import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { newRunId } from './run-id';

export interface RunToStart {
  experimentId: number;
  name: string;
  userId?: string;
  /** Milliseconds since the epoch. */
  startTime: number | bigint;
  /** The run's name among them or not, it becomes a tag. */
  tags?: Record<string, string>;
}

/**
 * Begins a new run in one statement; its files go below its experiment's artifact location.
 * @returns its id
 * @throws AlmanacError `not_found` naming `experimentId`; `conflict` where the experiment has been deleted
 */
export async function startRun({ experimentId, name, userId = '', startTime, tags = {} }: RunToStart): Promise<string> {
  const id = newRunId();
  const entries = Object.entries({ ...tags, 'mlflow.runName': name });
  const [found] = await db().$queryRaw<{ stage: string | null }[]>`
    WITH experiment AS (SELECT id, artifact_location, lifecycle_stage FROM experiments WHERE id = ${experimentId} FOR KEY SHARE),
    run AS (
      INSERT INTO runs (id, experiment_id, name, start_time, user_id, artifact_uri)
      SELECT ${id}, id, ${name}, ${BigInt(startTime)}, ${userId}, rtrim(artifact_location, '/') || '/' || ${id}::text || '/artifacts'
      FROM experiment WHERE lifecycle_stage = 'active'
      RETURNING id),
    tagged AS (
      INSERT INTO run_tags (run_id, key, value)
      SELECT run.id, given.key, given.value
      FROM run, unnest(${entries.map(([key]) => key)}::text[], ${entries.map(([, value]) => value)}::text[]) AS given(key, value))
    SELECT (SELECT lifecycle_stage::text FROM experiment) AS stage`;
  if (!found?.stage) throw notFound(`There is no experiment ${experimentId}.`, 'experimentId');
  if (found.stage !== 'active') throw inactiveExperiment(experimentId);
  return id;
}

/** An experiment that has been deleted keeps what it has, and takes nothing more. */
export function inactiveExperiment(id: number): Error {
  return new AlmanacError('conflict', `The experiment ${id} has been deleted; restore it first.`, [
    { path: 'experimentId', message: 'is deleted' },
  ]);
}
