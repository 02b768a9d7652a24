import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '@/lib/database/embedded';
import { migrate } from '@/lib/database/migrate';
import { stopLeftBehind } from '@/lib/database/postgres/postmaster';
import { isAlive } from '@/lib/process/identity';

const PREFIX = 'almanac-test-postgres-';

/** What a test file is told: its database, or why there is none. */
export type Answer = { url: string; serverUrl: string } | { error: string };

interface Server {
  /** Database to connect to for CREATE DATABASE. */
  url: string;
  template: string;
  stop(): Promise<void>;
}

/** One PostgreSQL for a whole test run, started when first asked for; hands out clones of a migrated template. */
export async function databaseServer(): Promise<{ socket: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'almanac-test-'));
  const socket = path.join(folder, 'databases');
  let server: Promise<Server> | undefined;
  let count = 0;

  async function create(): Promise<Answer> {
    try {
      server ??= start();
      const { url, template } = await server;
      count += 1;
      const name = `${template}_${count}`;
      await execute(url, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
      return { url: withDatabase(url, name), serverUrl: url };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  const listener = createServer((connection) => {
    connection.on('error', () => connection.destroy());
    void create().then((answer) => connection.end(JSON.stringify(answer)));
  });
  await new Promise<void>((resolve, reject) => listener.once('error', reject).listen(socket, resolve));

  return {
    socket,
    close: async () => {
      await new Promise((resolve) => listener.close(resolve));
      // A start that failed has been reported to the file that asked for it.
      const started = await server?.catch(() => undefined);
      await started?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function start(): Promise<Server> {
  const template = `almanac_test_${process.pid}`;
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    await makeTemplate(given, template);
    return { url: given, template, stop: () => dropAll(given, template) };
  }
  await removeLeftovers();
  // Not mkdtemp: root's PostgreSQL runs under another user, who must be able to enter.
  const dataDir = path.join(tmpdir(), `${PREFIX}${process.pid}-${Date.now()}`);
  await mkdir(dataDir, { mode: 0o711 });
  const postgres = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB', max_connections: '200' },
  });
  await makeTemplate(postgres.url, template);
  return {
    url: postgres.url,
    template,
    stop: async () => {
      await postgres.stop();
      await rm(postgres.folder, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(url: string, template: string): Promise<void> {
  await execute(url, `CREATE DATABASE "${template}"`);
  await migrate(withDatabase(url, template));
}

async function dropAll(url: string, template: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [template]);
    for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

/** Servers of test runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-')[0] : Number.NaN);
    if (!pid || isAlive(pid)) continue;
    await stopLeftBehind(path.join(tmpdir(), name, 'postgres', 'data'));
    await rm(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
