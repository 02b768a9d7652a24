import { randomUUID } from 'node:crypto';
import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { AlmanacError, invalid, notFound } from '@/lib/errors';
import type { PipelineParameters } from '@/lib/pipeline/parameters';
import { endAttempts } from './attempts';
import { outboxChannel, recordRun } from './events';
import { lockRun, type Transaction, toPipelineRun, withSteps } from './queries';
import { type PipelineRun, type PipelineRunList, type PipelineRunQuery, plannedSteps, type RunTrigger, stepNames } from './schema';

/** Puts the request for a run into the outbox, in the transaction that made it due. The event's id makes a repeat harmless. */
async function request(tx: Transaction, run: { id: string; dispatch: number; dataset: string; parameters: unknown }): Promise<void> {
  const id = run.dispatch === 1 ? run.id : `${run.id}:${run.dispatch}`;
  const data = { runId: run.id, dispatch: run.dispatch, dataset: run.dataset, parameters: run.parameters } as Prisma.InputJsonObject;
  await tx.outboxEvent.create({ data: { id, name: 'pipeline/run.requested', data } });
  await tx.$executeRaw`SELECT pg_notify(${outboxChannel}, '')`;
}

/**
 * Queues a pipeline run. One run of a dataset is under way at a time; others wait in order of creation.
 * @param id makes the call idempotent: a second call with the same id answers with the first one's run.
 */
export async function createPipelineRun(input: {
  parameters: PipelineParameters;
  trigger: RunTrigger;
  id?: string;
  repeatOf?: string;
}): Promise<PipelineRun> {
  const id = input.id ?? randomUUID();
  const { parameters } = input;
  const planned = new Set(plannedSteps(parameters));
  const create = () =>
    db().$transaction(async (tx) => {
      const row = await tx.pipelineRun.create({
        data: {
          id,
          trigger: input.trigger,
          dataset: parameters.dataset,
          repeatOf: input.repeatOf ?? null,
          parameters,
          steps: {
            create: stepNames.map((name, position) => ({
              name,
              position,
              status: planned.has(name) ? ('pending' as const) : ('skipped' as const),
            })),
          },
        },
        include: withSteps,
      });
      await request(tx, row);
      await recordRun(tx, id);
      return toPipelineRun(row);
    });
  try {
    return await create();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return getPipelineRun(id);
    throw error;
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function noSuchRun(id: string): AlmanacError {
  return notFound(`There is no pipeline run ${id}.`, 'id');
}

/** @throws AlmanacError `not_found` */
export async function getPipelineRun(id: string): Promise<PipelineRun> {
  const row = uuid.test(id) ? await db().pipelineRun.findUnique({ where: { id }, include: withSteps }) : null;
  if (!row) throw noSuchRun(id);
  return toPipelineRun(row);
}

const encodeCursor = (run: PipelineRun) => Buffer.from(`${run.createdAt} ${run.id}`).toString('base64url');

function decodeCursor(cursor: string): { createdAt: Date; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const createdAt = new Date(time);
  if (Number.isNaN(createdAt.getTime()) || !uuid.test(id)) throw invalid('cursor', 'is not one that a list answered with (nextCursor)');
  return { createdAt, id };
}

/** Newest first. `nextCursor` is null on the last page. */
export async function listPipelineRuns(query: Partial<PipelineRunQuery> = {}): Promise<PipelineRunList> {
  const limit = query.limit ?? 20;
  const after = query.cursor ? decodeCursor(query.cursor) : undefined;
  const rows = await db().pipelineRun.findMany({
    where: {
      ...(query.status && { status: query.status }),
      ...(query.dataset && { dataset: query.dataset }),
      ...(query.trigger && { trigger: query.trigger }),
      ...(after && { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: withSteps,
  });
  const items = rows.slice(0, limit).map(toPipelineRun);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
}

/**
 * Cancels a run that has not ended. Its state says so at once; a task under way is stopped within a second or two.
 * @throws AlmanacError `not_found`; `conflict` when the run has already ended otherwise than by cancelling.
 */
export async function cancelPipelineRun(id: string): Promise<PipelineRun> {
  if (!uuid.test(id)) throw noSuchRun(id);
  await db().$transaction(async (tx) => {
    const run = await lockRun(tx, id);
    if (!run) throw noSuchRun(id);
    if (run.status === 'cancelled') return;
    if (run.status !== 'queued' && run.status !== 'running') {
      throw new AlmanacError('conflict', `Run ${id} has already ${run.status}; only a queued or running run can be cancelled.`);
    }
    const now = new Date();
    await tx.pipelineRun.update({ where: { id }, data: { status: 'cancelled', cancelRequestedAt: now, finishedAt: now } });
    await endAttempts(tx, { runId: id }, { status: 'cancelled', at: now });
    await tx.pipelineStep.updateMany({
      where: { runId: id, status: { in: ['running', 'pending'] } },
      data: { status: 'cancelled', finishedAt: now },
    });
    if (run.dispatchedAt) {
      await tx.outboxEvent.create({ data: { id: `${id}:${run.dispatch}:cancel`, name: 'pipeline/run.cancelled', data: { runId: id } } });
    } else {
      await tx.outboxEvent.deleteMany({ where: { sentAt: null, name: 'pipeline/run.requested', data: { path: ['runId'], equals: id } } });
    }
    await tx.$executeRaw`SELECT pg_notify(${outboxChannel}, '')`;
    await recordRun(tx, id);
  });
  return getPipelineRun(id);
}

/**
 * Continues a failed or cancelled run from where it stopped: steps that succeeded keep their outputs, the others run again.
 * @throws AlmanacError `not_found`; `conflict` when the run has not failed and was not cancelled.
 */
export async function retryPipelineRun(id: string): Promise<PipelineRun> {
  if (!uuid.test(id)) throw noSuchRun(id);
  await db().$transaction(async (tx) => {
    const run = await lockRun(tx, id);
    if (!run) throw noSuchRun(id);
    if (run.status !== 'failed' && run.status !== 'cancelled') {
      throw new AlmanacError('conflict', `Run ${id} is ${run.status}; only a failed or cancelled run can be retried.`);
    }
    const dispatch = run.dispatch + 1;
    await tx.pipelineRun.update({
      where: { id },
      data: { status: 'queued', dispatch, dispatchedAt: null, cancelRequestedAt: null, finishedAt: null, error: Prisma.DbNull },
    });
    await tx.pipelineStep.updateMany({
      where: { runId: id, status: { in: ['failed', 'cancelled', 'running', 'pending'] } },
      data: {
        status: 'pending',
        progress: 0,
        message: '',
        error: Prisma.DbNull,
        startedAt: null,
        finishedAt: null,
        fence: { increment: 1 },
      },
    });
    await request(tx, { ...run, dispatch });
    await recordRun(tx, id);
  });
  return getPipelineRun(id);
}
