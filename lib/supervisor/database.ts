import { startEmbeddedPostgres } from '@/lib/database/embedded';
import { migrate } from '@/lib/database/migrate';
import { env, reloadEnv } from '@/lib/env';
import { StartError } from './start-error';

export interface Database {
  url: string;
  /** The embedded server; undefined where `DATABASE_URL` names one. */
  server?: { pid: number; exited: Promise<void> };
  stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL, or takes the one that `DATABASE_URL` names, and brings it to this code's schema. */
export async function openDatabase(log: (line: string) => void): Promise<Database> {
  const database = await connect(log);
  try {
    const applied = await migrate(database.url);
    if (applied.length > 0) log(`Database schema brought up to date: ${applied.join(', ')}.`);
  } catch (error) {
    await database.stop();
    throw database.server ? error : reachable(error, database.url);
  }
  process.env.DATABASE_URL = database.url;
  reloadEnv();
  return database;
}

async function connect(log: (line: string) => void): Promise<Database> {
  const given = env().DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const server = await startEmbeddedPostgres({ dataDir: env().ALMANAC_DATA_DIR, log });
  return { url: server.url, server: { pid: server.pid, exited: server.exited }, stop: server.stop };
}

/** Failures of a database that is not ours, with what to look at. The password is never shown. */
function reachable(error: unknown, url: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const problems: Record<string, string> = {
    ECONNREFUSED: 'nothing answers there',
    ENOTFOUND: 'there is no such host',
    ETIMEDOUT: 'it does not answer',
    '28P01': 'user or password is wrong',
    '28000': 'it does not let this user in',
    '3D000': 'it has no such database; create it first',
    '42501': `the user lacks a right: ${message}`,
  };
  const problem = code === undefined ? undefined : problems[code];
  if (!problem) return error;
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: 'its host', pathname: '' };
  return new StartError(`The database that DATABASE_URL names (${host}${pathname}) cannot be used: ${problem}.`);
}
