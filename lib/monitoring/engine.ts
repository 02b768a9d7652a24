import { db } from '@/lib/db';

/** A worker that was not heard of for this long is taken for dead; living ones are heard of several times in it. */
const silence = '30 seconds';

/** Workers of the embedded engine that were heard of lately. */
export async function livingWorkers(): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM engine_workers WHERE seen_at > clock_timestamp() - ${silence}::interval`;
  return row?.count ?? 0;
}

export interface QueueDepth {
  /** Jobs that are due and wait for a worker. */
  waiting: number;
  /** Jobs that a worker is at. */
  running: number;
  /** Events written with what they announce, and not yet handed to the durable host. */
  outbox: number;
}

/** What the embedded engine has before it. Retries and sleeps that are not due yet are not counted. */
export async function queueDepth(): Promise<QueueDepth> {
  const [row] = await db().$queryRaw<QueueDepth[]>`
    SELECT (SELECT count(*)::int FROM engine_jobs WHERE available_at <= clock_timestamp() AND (lease_until IS NULL OR lease_until < clock_timestamp())) AS waiting,
           (SELECT count(*)::int FROM engine_jobs WHERE lease_until >= clock_timestamp()) AS running,
           (SELECT count(*)::int FROM outbox_events WHERE sent_at IS NULL) AS outbox`;
  return row ?? { waiting: 0, running: 0, outbox: 0 };
}
