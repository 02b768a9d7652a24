import type { Prisma, Run, RunStatus } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { AlmanacError, invalid, notFound } from '@/lib/errors';
import { artifactPath, artifactStore, artifactUri } from '@/lib/storage';
import { newRunId } from './run-id';

export interface RunToCreate {
  /** 32 hexadecimal digits; a new one where it is left out. */
  id?: string;
  experimentId: number;
  name: string;
  pipelineRunId?: string;
  parentRunId?: string;
  userId?: string;
  /** Milliseconds since the epoch; now where it is left out. */
  startTime?: number;
}

/**
 * Begins a run. One of the same id is begun anew: what it had logged is gone, so that repeating a pipeline step leaves
 * what doing it once does.
 * @throws AlmanacError `not_found` naming `experimentId`
 */
export async function createRun(run: RunToCreate): Promise<Run> {
  const { id = newRunId(), experimentId, name, pipelineRunId = null, parentRunId, userId = '', startTime = Date.now() } = run;
  if (!/^[0-9a-f]{32}$/.test(id)) throw invalid('id', 'must be 32 hexadecimal digits');
  const tags = [{ key: 'mlflow.runName', value: name }, ...(parentRunId ? [{ key: 'mlflow.parentRunId', value: parentRunId }] : [])];
  const uri = artifactUri(`${experimentId}/${id}/artifacts`);
  const { row, former } = await db().$transaction(async (tx) => {
    const [begun] = await tx.$queryRaw<{ existed: boolean }[]>`
      INSERT INTO runs AS run (id, experiment_id, name, start_time, artifact_uri, user_id, pipeline_run_id)
      SELECT ${id}, experiment.id, ${name}, ${BigInt(startTime)}, ${uri}, ${userId}, ${pipelineRunId}::uuid
      FROM experiments AS experiment WHERE experiment.id = ${experimentId}
      ON CONFLICT (id) DO UPDATE SET experiment_id = excluded.experiment_id, name = excluded.name, status = 'RUNNING', start_time = excluded.start_time,
        end_time = NULL, lifecycle_stage = 'active', deleted_time = NULL, user_id = excluded.user_id, pipeline_run_id = excluded.pipeline_run_id
      RETURNING run.xmax <> 0 AS existed`;
    if (!begun) throw notFound(`There is no experiment ${experimentId}.`, 'experimentId');
    const emptied = begun.existed ? await forget(tx, id) : undefined;
    if (emptied) await tx.run.update({ where: { id }, data: { artifactUri: uri } });
    await tx.runTag.createMany({ data: tags.map((tag) => ({ runId: id, ...tag })) });
    return { row: await tx.run.findUniqueOrThrow({ where: { id } }), former: emptied };
  });
  if (former) await artifactStore().remove(artifactPath(former));
  return row;
}

/**
 * Takes from a run everything that it has logged, files included; the run itself stays.
 * @throws AlmanacError `not_found` naming `runId`
 */
export async function resetRun(runId: string): Promise<void> {
  const uri = await db().$transaction(async (tx) => {
    await lockRun(tx, runId);
    return forget(tx, runId);
  });
  await artifactStore().remove(artifactPath(uri));
}

/** Ends a run now. @throws AlmanacError `not_found` naming `runId` */
export async function finishRun(runId: string, status: RunStatus): Promise<void> {
  const { count } = await db().run.updateMany({ where: { id: runId }, data: { status, endTime: Date.now() } });
  if (count === 0) throw noRun(runId);
}

export function noRun(runId: string): Error {
  return notFound(`There is no run ${runId}.`, 'runId');
}

/** A run that has been deleted keeps what it has, and takes nothing more. */
export function inactiveRun(runId: string): Error {
  return new AlmanacError('conflict', `The run ${runId} has been deleted; restore it first.`, [{ path: 'runId', message: 'is deleted' }]);
}

/** Whether a text may be the id of a run. In the database, blanks at its end would not count. */
export function isRunId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** Holds a run's row until the transaction ends. @throws AlmanacError `not_found` naming `runId` */
async function lockRun(tx: Prisma.TransactionClient, runId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM runs WHERE id = ${runId} FOR UPDATE`;
  if (rows.length === 0) throw noRun(runId);
}

/** Removes what a run has logged, but for its files; answers their URI. */
async function forget(tx: Prisma.TransactionClient, runId: string): Promise<string> {
  const { artifactUri: uri } = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { artifactUri: true } });
  const where = { runId };
  await tx.param.deleteMany({ where });
  await tx.metric.deleteMany({ where });
  await tx.latestMetric.deleteMany({ where });
  await tx.runTag.deleteMany({ where });
  await tx.runInput.deleteMany({ where });
  await tx.artifact.deleteMany({ where });
  await tx.runModel.deleteMany({ where });
  await tx.loggedModelMetric.deleteMany({ where });
  await tx.loggedModel.deleteMany({ where });
  return uri;
}
