import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const startMs = 180_000;

/** The Python that has MLflow: `ALMANAC_PYTHON`, or `python3`. */
const python = () => process.env.ALMANAC_PYTHON || 'python3';

/** Version of the MLflow that can be started here, or why none can. */
export function findMlflow(): { version: string } | { missing: string } {
  const program = 'import importlib.metadata as m, psycopg2; print(m.version("mlflow"))';
  const { status, stdout, error } = spawnSync(python(), ['-c', program], { encoding: 'utf8' });
  if (status === 0) return { version: stdout.trim() };
  const why = error ? `${python()} does not run (${error.message})` : `${python()} has no mlflow with psycopg2`;
  return { missing: `${why}: pip install mlflow psycopg2-binary, or name a Python that has them in ALMANAC_PYTHON` };
}

export interface MlflowServer {
  url: string;
  databaseUrl: string;
  stop(): Promise<void>;
}

/** MLflow's own server with one worker, on a database of its own on the same PostgreSQL. @param folder for its artifacts */
export async function startMlflowServer(postgresUrl: string, folder: string): Promise<MlflowServer> {
  const database = `mlflow_${randomUUID().replaceAll('-', '')}`;
  await execute(postgresUrl, `CREATE DATABASE "${database}"`);
  const store = new URL(postgresUrl);
  store.pathname = `/${database}`;
  const port = await freePort();
  const { OPENBLAS_CORETYPE: _, ...inherited } = process.env;
  const backend = store.href.replace(/^postgres(ql)?:/, 'postgresql+psycopg2:');
  const child = spawn(
    python(),
    ['-m', 'mlflow', 'server', '--workers', '1', '--host', '127.0.0.1', '--port', String(port), '--backend-store-uri', backend].concat([
      '--artifacts-destination',
      path.join(folder, 'artifacts'),
    ]),
    {
      cwd: folder,
      // A group of its own: the server has processes below it, which end with the group.
      detached: true,
      // Its job runners would take both cores of a small machine while it is measured.
      env: { ...inherited, MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', MLFLOW_DISABLE_TELEMETRY: 'true', GIT_PYTHON_REFRESH: 'quiet' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const kill = () => signal(child, 'SIGKILL');
  process.once('exit', kill);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const stop = async () => {
    await end(child);
    process.removeListener('exit', kill);
    await execute(postgresUrl, `DROP DATABASE "${database}" WITH (FORCE)`);
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    const deadline = Date.now() + startMs;
    while (!(await fetch(`${url}/health`).catch(() => undefined))?.ok) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`mlflow server did not start:\n${said}`);
      await sleep(300);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, databaseUrl: store.href, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  signal(child, 'SIGTERM');
  const late = setTimeout(() => signal(child, 'SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, name);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
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
