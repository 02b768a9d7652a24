// The worker process: hands events to the durable host and, where that is the embedded engine, executes the durable functions.
// Any number of workers may run on one database. SIGTERM, SIGINT or the end of the parent that forked it stop it in good order.

import { functions, inngest } from '@/inngest';
import { Engine } from '@/inngest/engine/engine';
import { durableHost, env } from '@/lib/env';
import { closeNotifications } from '@/lib/listen';
import { logger } from '@/lib/logger';
import { interruptTasks } from '@/lib/pipeline/child';
import { pruneEvents, startRelay } from '@/lib/pipeline-runs/outbox';
import { startScheduler } from '@/lib/pipeline-runs/scheduler';

/** How long a stopping worker waits for steps under way before it interrupts them; they go on at the next start. */
const drainMilliseconds = 2000;
/** How long a worker that gives no sign of life keeps its jobs. A worker that died on this machine is noticed sooner. */
const leaseMilliseconds = Number(process.env.ALMANAC_LEASE_SECONDS ?? 15) * 1000;
const retentionDays = 30;
const pruneEveryMilliseconds = 3_600_000;

const connectionString = env().DATABASE_URL;
if (!connectionString) throw new Error('DATABASE_URL is not set. `npm start` sets it; a worker of your own needs the same one.');

const engine =
  durableHost() === 'embedded'
    ? new Engine({ client: inngest, functions, connectionString, retentionDays, leaseMilliseconds, interrupt: interruptTasks })
    : undefined;

const stopRelay = await startRelay(async (event) => {
  await inngest.send(event);
});
await engine?.start();
const stopScheduler = startScheduler();

const prune = () =>
  void pruneEvents(retentionDays).catch((error: unknown) => logger.warn({ err: error }, 'old events could not be forgotten'));
prune();
const pruning = setInterval(prune, pruneEveryMilliseconds);

let stopping = false;
function stop(why: string): void {
  if (stopping) return;
  stopping = true;
  void (async () => {
    logger.info({ why }, 'the worker stops');
    clearInterval(pruning);
    await stopScheduler();
    await stopRelay();
    await engine?.stop(drainMilliseconds);
    await closeNotifications();
  })().then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error({ err: error }, 'the worker could not stop in good order');
      process.exit(1);
    },
  );
}
process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
process.on('disconnect', () => stop('its parent has gone'));

logger.info({ host: durableHost(), worker: engine?.id }, 'the worker is ready');
process.send?.({ type: 'ready' });
