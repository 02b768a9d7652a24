import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { python } from './python';

export interface MlflowServer {
  url: string;
  stop(): Promise<void>;
}

/** MLflow's own server, on a database of its own on the same PostgreSQL. @param folder for its artifacts */
export async function startMlflowServer(databaseUrl: string, folder: string): Promise<MlflowServer> {
  const database = `mlflow_${randomUUID().replaceAll('-', '')}`;
  await execute(databaseUrl, `CREATE DATABASE "${database}"`);
  const store = new URL(databaseUrl);
  store.pathname = `/${database}`;
  const port = await freePort();
  const { OPENBLAS_CORETYPE: _, ...inherited } = process.env;
  const args = [
    '--workers',
    '1',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--backend-store-uri',
    store.href.replace(/^postgres(ql)?:/, 'postgresql+psycopg2:'),
  ];
  const child = spawn(python, ['-m', 'mlflow', 'server', ...args, '--artifacts-destination', path.join(folder, 'artifacts')], {
    cwd: folder,
    // A group of its own: the server has processes below it, which end with the group.
    detached: true,
    env: {
      ...inherited,
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      GIT_PYTHON_REFRESH: 'quiet',
    } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    await execute(databaseUrl, `DROP DATABASE "${database}" WITH (FORCE)`);
  };
  try {
    await answering(url, child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function answering(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`mlflow server ended with ${child.exitCode}:\n${said()}`);
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-(child.pid as number), 'SIGTERM');
  const late = setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
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
