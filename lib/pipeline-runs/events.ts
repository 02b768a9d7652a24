import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { listen } from '@/lib/listen';
import { type Transaction, toPipelineRun, toPipelineStep, withSteps } from './queries';
import type { PipelineEvent } from './schema';

/** Notified with a run's id whenever that run has a new event. */
export const pipelineChannel = 'almanac_pipeline';
/** Notified when an event waits in the outbox, or when a run's end lets the next one of its dataset go. */
export const outboxChannel = 'almanac_outbox';

const lookAgainMilliseconds = 2000;

async function record(tx: Transaction, runId: string, type: PipelineEvent['type'], payload: object): Promise<void> {
  await tx.pipelineEvent.create({ data: { runId, type, payload: payload as Prisma.InputJsonValue } });
  await tx.$executeRaw`SELECT pg_notify(${pipelineChannel}, ${runId})`;
}

/** Tells followers the whole state of a run. The caller holds the run's lock (`lockRun`), as for the functions below. */
export async function recordRun(tx: Transaction, runId: string): Promise<void> {
  const row = await tx.pipelineRun.findUniqueOrThrow({ where: { id: runId }, include: withSteps });
  await record(tx, runId, 'run', toPipelineRun(row));
}

/** Tells followers one step's state. */
export async function recordStep(tx: Transaction, runId: string, name: string): Promise<void> {
  const row = await tx.pipelineStep.findUniqueOrThrow({ where: { runId_name: { runId, name } } });
  await record(tx, runId, 'step', toPipelineStep(row));
}

/** A run's state now, with the id of the last event that it contains. */
async function snapshot(runId: string): Promise<PipelineEvent | undefined> {
  return db().$transaction(
    async (tx) => {
      const row = await tx.pipelineRun.findUnique({ where: { id: runId }, include: withSteps });
      if (!row) return undefined;
      const last = await tx.pipelineEvent.findFirst({ where: { runId }, orderBy: { id: 'desc' }, select: { id: true } });
      return { id: String(last?.id ?? 0), createdAt: new Date().toISOString(), type: 'run' as const, payload: toPipelineRun(row) };
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );
}

const over = (event: PipelineEvent) => event.type === 'run' && ['succeeded', 'failed', 'cancelled'].includes(event.payload.status);

/**
 * What happens to a run, as it happens. Without `afterEventId` the first event is the run's present state; with it, everything
 * since that event comes first. Ends after the event that tells the run's end, when the signal aborts, or when there is no such run.
 */
export async function* followRun(runId: string, afterEventId?: string, signal?: AbortSignal): AsyncGenerator<PipelineEvent, void, void> {
  let wake = () => {};
  let heard = false;
  const unlisten = await listen(pipelineChannel, (payload) => {
    if (payload && payload !== runId) return;
    heard = true;
    wake();
  });
  const aborted = () => wake();
  signal?.addEventListener('abort', aborted);
  try {
    let after = BigInt(afterEventId ?? 0);
    if (afterEventId === undefined) {
      const state = await snapshot(runId);
      if (!state) return;
      yield state;
      if (over(state)) return;
      after = BigInt(state.id);
    }
    while (!signal?.aborted) {
      heard = false;
      const rows = await db().pipelineEvent.findMany({ where: { runId, id: { gt: after } }, orderBy: { id: 'asc' }, take: 500 });
      for (const row of rows) {
        after = row.id;
        const event = {
          id: String(row.id),
          createdAt: row.createdAt.toISOString(),
          type: row.type,
          payload: row.payload,
        } as unknown as PipelineEvent;
        yield event;
        // A retried run goes on after its first end, so an end in the past is one only when nothing follows it.
        if (over(event) && row === rows.at(-1) && (await isOver(runId))) return;
      }
      if (rows.length === 0 && (await isOver(runId))) return;
      if (rows.length > 0 || heard || signal?.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookAgainMilliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (heard || signal?.aborted) wake();
      });
    }
  } finally {
    signal?.removeEventListener('abort', aborted);
    await unlisten();
  }
}

async function isOver(runId: string): Promise<boolean> {
  const run = await db().pipelineRun.findUnique({ where: { id: runId }, select: { status: true } });
  return !run || (run.status !== 'queued' && run.status !== 'running');
}
