import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from '@/lib/process/identity';
import { type Account, serverEnvironment } from './account';
import type { Binaries } from './binaries';
import type { Cluster } from './cluster';
import { PostgresError } from './error';

const START_MS = 60_000;
const FAST_STOP_MS = 10_000;
const MAX_LOG_BYTES = 10 * 2 ** 20;

/** A running PostgreSQL server. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Resolves once it has ended, for whatever reason. */
  exited: Promise<void>;
  /** Ends sessions, writes a checkpoint and stops; a server that does not within seconds is stopped at once and recovers at its next start. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster's server on the loopback interface at a free port. A server that a killed start left behind is stopped first.
 * @param settings e.g. `{fsync: 'off'}`
 */
export async function startPostmaster(
  cluster: Cluster,
  account: Account,
  binaries: Binaries,
  settings: Record<string, string> = {},
): Promise<Postmaster> {
  await stopLeftBehind(cluster.data);
  let failure = '';
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const result = await launch(cluster, account, binaries, settings);
    if (typeof result !== 'string') return result;
    failure = result;
    // Another program took the port between our asking and PostgreSQL's, or the old server's last backend is still leaving.
    if (!/could not bind|could not create any TCP|pre-existing shared memory/i.test(failure)) break;
    await sleep(500);
  }
  throw new PostgresError(`PostgreSQL did not start on ${cluster.data}. Its log (${logFile(cluster)}) ends with:\n${failure}`);
}

/** An eighth of the memory between PostgreSQL's own 128 MB and 512 MB: what is searched most shall stay there. It is taken as it is used. */
function sharedBuffers(): string {
  return `${Math.max(128, Math.min(512, Math.floor(totalmem() / 2 ** 23)))}MB`;
}

const logFile = (cluster: Cluster): string => path.join(cluster.folder, 'postgres.log');

/** The server, or the end of its log when it did not start. */
async function launch(
  cluster: Cluster,
  account: Account,
  binaries: Binaries,
  settings: Record<string, string>,
): Promise<Postmaster | string> {
  const port = await freePort();
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: sharedBuffers(),
    ...settings,
  };
  const size = await stat(logFile(cluster)).then(
    (state) => state.size,
    () => 0,
  );
  const log = await open(logFile(cluster), size > MAX_LOG_BYTES ? 'w' : 'a', 0o600);
  const start = (await log.stat()).size;
  try {
    const child = spawn(
      binaries.postgres,
      ['-D', cluster.data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...account,
        cwd: cluster.folder,
        env: serverEnvironment,
        stdio: ['ignore', log.fd, log.fd],
        // A group of its own: Ctrl-C in a terminal reaches whole groups, and the database must outlive those that write to it.
        detached: true,
      },
    );
    let error: Error | undefined;
    child.on('error', (raised) => {
      error = raised;
    });
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    let ended = false;
    void exited.then(() => {
      ended = true;
    });
    for (const deadline = Date.now() + START_MS; Date.now() < deadline && !ended; await sleep(20)) {
      if (await isReady(cluster.data, child.pid))
        return { pid: child.pid as number, port, exited, stop: () => stop(child.pid as number, exited) };
    }
    if (!ended) child.kill('SIGQUIT');
    const text = (await readFile(logFile(cluster))).subarray(start).toString('utf8').trim();
    return error?.message ?? (text.split('\n').slice(-8).join('\n') || 'nothing');
  } finally {
    await log.close();
  }
}

async function isReady(data: string, pid: number | undefined): Promise<boolean> {
  const lines = await readPidFile(data);
  return lines !== undefined && Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

async function readPidFile(data: string): Promise<string[] | undefined> {
  try {
    return (await readFile(path.join(data, 'postmaster.pid'), 'utf8')).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function stop(pid: number, exited: Promise<void>): Promise<void> {
  signal(pid, 'SIGINT');
  if (await within(exited, FAST_STOP_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await within(exited, FAST_STOP_MS)) return;
  signal(pid, 'SIGKILL');
  await exited;
}

/** Stops the server that holds a data folder, and removes the note of one whose process number another program has by now. */
export async function stopLeftBehind(data: string): Promise<void> {
  const pid = Number((await readPidFile(data))?.[0]);
  if (!pid) return;
  const command = commandOf(pid);
  const gone = !isAlive(pid) || (command !== undefined && !(command.includes('postgres') && command.includes(data)));
  if (gone) {
    // PostgreSQL only asks whether the number is in use, which it is too while nobody has collected a dead process.
    await rm(path.join(data, 'postmaster.pid'), { force: true });
    return;
  }
  const ended = (async () => {
    while (isAlive(pid) && existsSync(path.join(data, 'postmaster.pid'))) await sleep(50);
  })();
  await stop(pid, ended);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function within(promise: Promise<void>, milliseconds: number): Promise<boolean> {
  return Promise.race([promise.then(() => true), sleep(milliseconds, false, { ref: false })]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
