import { logger } from '@/lib/logger';
import { runDueTick } from './schedule';

const everyMilliseconds = 5000;

/**
 * Queues scheduled runs as they come due, until the returned function is called. Any number of processes may do so: a tick has one
 * run. The schedule lives in the database and not in a function's trigger, because people change it while everything runs.
 */
export function startScheduler(): () => Promise<void> {
  let looking = Promise.resolve();
  let busy = false;
  const look = () => {
    if (busy) return;
    busy = true;
    looking = runDueTick()
      .then(
        (run) => run && logger.info({ run: run.id }, 'a scheduled run was queued'),
        (error: unknown) => logger.warn({ err: error }, 'the schedule could not be looked at; trying again'),
      )
      .then(() => {
        busy = false;
      });
  };
  look();
  const timer = setInterval(look, everyMilliseconds);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
