import { Client } from 'pg';
import { postgresAccount } from './postgres/account';
import { binaries } from './postgres/binaries';
import { openCluster, SUPERUSER } from './postgres/cluster';
import { clusterFolder } from './postgres/location';
import { startPostmaster } from './postgres/postmaster';

/** The PostgreSQL server that Almanac brings along. */
export interface EmbeddedPostgres {
  /** With the password: never to be printed. */
  url: string;
  pid: number;
  port: number;
  /** Where its data, password and log are. */
  folder: string;
  /** Resolves when the server ends by itself or by `stop`. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

export const DATABASE = 'almanac';

/**
 * Starts the data folder's own PostgreSQL, making it at the first call. It listens on loopback only, asks for a password that
 * only this user can read, and recovers by itself from having been killed. The caller holds the data folder's lock.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log?: (line: string) => void;
  /** Server settings, e.g. `{fsync: 'off'}` where the data may be lost. */
  settings?: Record<string, string>;
}): Promise<EmbeddedPostgres> {
  const account = postgresAccount(options.log ?? (() => undefined));
  const folder = await clusterFolder(options.dataDir, account);
  const programs = await binaries(account, folder);
  const cluster = await openCluster(folder, account, programs, { sync: options.settings?.fsync !== 'off' });
  const server = await startPostmaster(cluster, account, programs, options.settings);
  const url = (database: string) => `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${server.port}/${database}`;
  try {
    await createDatabase(url('postgres'), DATABASE);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: url(DATABASE), pid: server.pid, port: server.port, folder, exited: server.exited, stop: server.stop };
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE "${name}"`);
  } finally {
    await client.end();
  }
}
