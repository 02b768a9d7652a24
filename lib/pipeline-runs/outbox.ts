import { db } from '@/lib/db';
import { listen } from '@/lib/listen';
import { logger } from '@/lib/logger';
import { outboxChannel, recordRun } from './events';
import { lockRun, type Transaction } from './queries';

export interface OutgoingEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
}

/** Hands an event to the durable host. A repeat with the same id must be harmless: delivery is at least once. */
export type Send = (event: OutgoingEvent) => Promise<void>;

const pollMilliseconds = 2000;
const mostWaitMilliseconds = 60_000;
const relayLock = 7_310_010;

/**
 * The oldest event that may go. A run waits while another of its dataset has been handed over and has not ended: the datasets'
 * queues are kept here, because Inngest's concurrency keys bound steps, not runs, and would let two runs interleave.
 */
async function nextEvent(tx: Transaction): Promise<OutgoingEvent | undefined> {
  const rows = await tx.$queryRaw<OutgoingEvent[]>`
    SELECT o.id, o.name, o.data FROM outbox_events o
    WHERE o.sent_at IS NULL AND (o.name <> 'pipeline/run.requested' OR NOT EXISTS (
      SELECT 1 FROM pipeline_runs r
      WHERE r.dataset = o.data->>'dataset' AND r.id <> (o.data->>'runId')::uuid AND r.dispatched_at IS NOT NULL AND r.status IN ('queued', 'running')))
    ORDER BY o.created_at, o.id LIMIT 1`;
  return rows[0];
}

/**
 * Sends one event of the outbox. One relay at a time over all processes, so order is kept.
 * @returns whether one was sent; false when none may go or another process is at it.
 */
export async function relayOne(send: Send): Promise<boolean> {
  let failure: { id: string; error: unknown } | undefined;
  const sent = await db().$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(${relayLock}) AS mine`;
      if (!lock?.mine) return false;
      const event = await nextEvent(tx);
      if (!event) return false;
      // The run first, then its event: the order in which cancelling takes them.
      if (event.name === 'pipeline/run.requested' && !(await lockDue(tx, event))) return true;
      try {
        await send(event);
      } catch (error) {
        failure = { id: event.id, error };
        return false;
      }
      await tx.outboxEvent.updateMany({
        where: { id: event.id },
        data: { sentAt: new Date(), attempts: { increment: 1 }, lastError: null },
      });
      if (event.name === 'pipeline/run.requested') await markDispatched(tx, String(event.data.runId));
      return true;
    },
    { timeout: 30_000 },
  );
  if (failure) {
    await db().outboxEvent.updateMany({
      where: { id: failure.id },
      data: { attempts: { increment: 1 }, lastError: String(failure.error) },
    });
    throw failure.error;
  }
  return sent;
}

/** Locks the run that an event requests. False where the run was cancelled or deleted meanwhile; then the event is dropped. */
async function lockDue(tx: Transaction, { id, data }: OutgoingEvent): Promise<boolean> {
  const run = await lockRun(tx, String(data.runId));
  if (run?.status === 'queued' && run.dispatch === Number(data.dispatch)) return true;
  await tx.outboxEvent.deleteMany({ where: { id } });
  return false;
}

async function markDispatched(tx: Transaction, runId: string): Promise<void> {
  await tx.pipelineRun.update({ where: { id: runId }, data: { dispatchedAt: new Date() } });
  await recordRun(tx, runId);
}

/** Sends what waits in the outbox as it comes, until the returned function is called. Failed deliveries are repeated, ever more slowly. */
export async function startRelay(send: Send): Promise<() => Promise<void>> {
  let stopped = false;
  let failures = 0;
  let wake = () => {};
  let heard = false;
  const unlisten = await listen(outboxChannel, () => {
    heard = true;
    wake();
  });
  const loop = async () => {
    while (!stopped) {
      heard = false;
      let wait = pollMilliseconds;
      try {
        while (!stopped && (await relayOne(send)));
        failures = 0;
      } catch (error) {
        wait = Math.min(mostWaitMilliseconds, 1000 * 2 ** failures++);
        logger.warn({ err: error, retryInMilliseconds: wait }, 'an event could not be handed to the durable host');
      }
      if (stopped || (heard && failures === 0)) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        wake = () => {
          if (failures > 0 && !stopped) return;
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = loop();
  return async () => {
    stopped = true;
    wake();
    await unlisten();
    await running;
  };
}

/** Forgets sent events and the events of runs that ended more than so many days ago; the runs themselves stay. */
export async function pruneEvents(days: number): Promise<{ outbox: number; pipeline: number }> {
  const outbox = await db().$executeRaw`DELETE FROM outbox_events WHERE sent_at < now() - make_interval(days => ${days}::int)`;
  const pipeline = await db().$executeRaw`
    DELETE FROM pipeline_events e USING pipeline_runs r WHERE r.id = e.run_id AND r.finished_at < now() - make_interval(days => ${days}::int)`;
  return { outbox, pipeline };
}
