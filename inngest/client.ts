import { Inngest } from 'inngest';
import pg from 'pg';
import { durableHost, env } from '@/lib/env';
import { logger } from '@/lib/logger';
import { eventFetch } from './engine/event-fetch';

const embedded = durableHost() === 'embedded';
let pool: pg.Pool | undefined;

/** Connections for events sent while no engine runs in this process; made at the first event. */
function eventPool(): pg.Pool {
  pool ??= new pg.Pool({ connectionString: env().DATABASE_URL, max: 2, allowExitOnIdle: true });
  return pool;
}

/**
 * The application as Inngest knows it. Under the embedded engine its events go to the engine's tables, and requests are unsigned
 * because they never leave the process. Steps are reported one by one on both hosts (no checkpointing), so that what is recorded
 * and what is repeated after a crash is the same.
 */
export const inngest = new Inngest({
  id: 'almanac',
  checkpointing: false,
  aiMetadata: false,
  logger: logger.child({ part: 'inngest' }),
  ...(embedded && { isDev: true, fetch: eventFetch(eventPool) }),
});
