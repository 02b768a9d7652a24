import type { RunStatus } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { inactiveRun, noRun } from './runs';
import { runNameTag } from './tag-names';

/**
 * Deletes a run: it is out of sight until it is restored, or purged after the retention time. Again is no error.
 * @throws AlmanacError `not_found` naming `runId`
 */
export async function deleteRun(runId: string): Promise<void> {
  const { count } = await db().run.updateMany({ where: { id: runId }, data: { lifecycleStage: 'deleted', deletedTime: Date.now() } });
  if (count === 0) throw noRun(runId);
}

/** @throws AlmanacError `not_found` naming `runId` */
export async function restoreRun(runId: string): Promise<void> {
  const { count } = await db().run.updateMany({ where: { id: runId }, data: { lifecycleStage: 'active', deletedTime: null } });
  if (count === 0) throw noRun(runId);
}

/** Deletes an active experiment together with its runs. @throws AlmanacError `not_found` naming `experimentId` */
export async function deleteExperiment(id: number): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.experiment.updateMany({ where: { id, lifecycleStage: 'active' }, data: { lifecycleStage: 'deleted' } });
    if (count === 0) throw notFound(`There is no active experiment ${id}.`, 'experimentId');
    await tx.run.updateMany({ where: { experimentId: id }, data: { lifecycleStage: 'deleted', deletedTime: Date.now() } });
  });
}

/** Restores a deleted experiment together with its runs. @throws AlmanacError `not_found` naming `experimentId` */
export async function restoreExperiment(id: number): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.experiment.updateMany({ where: { id, lifecycleStage: 'deleted' }, data: { lifecycleStage: 'active' } });
    if (count === 0) throw notFound(`There is no deleted experiment ${id}.`, 'experimentId');
    await tx.run.updateMany({ where: { experimentId: id }, data: { lifecycleStage: 'active', deletedTime: null } });
  });
}

/** What may change of a run. `endTime` is in milliseconds since the epoch. */
export interface RunChange {
  status?: RunStatus;
  endTime?: number | bigint;
  name?: string;
}

/** @throws AlmanacError `not_found` or `conflict` naming `runId` */
export async function updateRun(runId: string, { status, endTime, name }: RunChange): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id: runId, lifecycleStage: 'active' },
      data: { ...(status && { status }), ...(endTime !== undefined && { endTime: BigInt(endTime) }), ...(name && { name }) },
    });
    if (count === 0) throw (await tx.run.count({ where: { id: runId } })) > 0 ? inactiveRun(runId) : noRun(runId);
    if (name) {
      const row = { runId, key: runNameTag, value: name };
      await tx.runTag.upsert({ where: { runId_key: { runId, key: runNameTag } }, create: row, update: row });
    }
  });
}
