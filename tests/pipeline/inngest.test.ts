import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reloadEnv } from '@/lib/env';
import { closeNotifications } from '@/lib/listen';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { startRelay } from '@/lib/pipeline-runs/outbox';
import type { StepName } from '@/lib/pipeline-runs/schema';
import { cancelPipelineRun, createPipelineRun, getPipelineRun } from '@/lib/pipeline-runs/service';
import { createTestDatabase } from '../helpers/postgres';
import { bundle } from '../helpers/worker-processes';

// The same functions, through the app's own route, under a real Inngest server.
const binary = process.env.INNGEST_BIN;
const given = process.env.INNGEST_BASE_URL;
if (!binary && !given) {
  console.warn(
    'SKIPPED: the suite for real Inngest. Set INNGEST_BIN to an inngest binary, or INNGEST_BASE_URL to a dev server, to run it.',
  );
}

describe.runIf(binary || given)('under a real Inngest server', async () => {
  if (!binary && !given) return;
  const { url } = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  let app: Server;
  let server: ChildProcess | undefined;
  let stopRelay: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    await pool.query('CREATE TABLE executions (run_id uuid, step text, pid int, at timestamptz DEFAULT clock_timestamp())');
    await pool.query('CREATE TABLE behaviours (id serial, step text, does text, times int)');
    const programs = await bundle({ task: 'tests/pipeline/processes/task.ts' });
    process.env.ALMANAC_TASK_ENTRY = programs.task;
    const inngestUrl = given ?? `http://127.0.0.1:${await freePort()}`;
    process.env.INNGEST_DEV = inngestUrl;
    reloadEnv();
    const route = await import('@/app/api/inngest/route');
    const { inngest } = await import('@/inngest');
    app = createServer(async (request, response) => {
      const handler = { GET: route.GET, POST: route.POST, PUT: route.PUT }[request.method ?? ''];
      const body = request.method === 'GET' ? undefined : await text(request);
      const asked = new Request(`http://${request.headers.host}${request.url}`, {
        method: request.method,
        headers: request.headers as Record<string, string>,
        body,
      });
      const answer = handler ? await (handler as (request: Request) => Promise<Response>)(asked) : new Response(null, { status: 405 });
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/api/inngest`;
    if (binary) {
      const { hostname, port } = new URL(inngestUrl);
      server = spawn(binary, ['dev', '--no-discovery', '--host', hostname, '--port', port, '-u', appUrl], {
        stdio: ['ignore', process.env.SHOW_WORKER ? 'inherit' : 'ignore', 'inherit'],
      });
    }
    await until(async () => (await fetch(`${inngestUrl}/health`).catch(() => undefined))?.ok);
    const registered = await until(async () => {
      const answer = await fetch(appUrl, { method: 'PUT' });
      return answer.ok && answer;
    });
    expect(registered.status).toBe(200);
    stopRelay = await startRelay(async (event) => {
      await inngest.send(event);
    });
  }, 120_000);

  afterAll(async () => {
    await stopRelay?.();
    server?.kill('SIGTERM');
    app?.closeAllConnections();
    app?.close();
    await closeNotifications();
    await pool.end();
    delete process.env.INNGEST_DEV;
    delete process.env.ALMANAC_TASK_ENTRY;
  });

  const create = (dataset: string) =>
    createPipelineRun({
      parameters: pipelineParameters.parse({ dataset, models: ['lightgbm', 'seasonal-naive'], enableModelRegistration: false }),
      trigger: 'api',
    });
  const script = (step: StepName, does: string) =>
    pool.query('INSERT INTO behaviours (step, does, times) VALUES ($1, $2, 1)', [step, does]);
  const ended = (id: string) =>
    until(async () => {
      const run = await getPipelineRun(id);
      return run.status !== 'queued' && run.status !== 'running' && run;
    });

  test('a run goes through its steps, each once', async () => {
    const run = await create('whole');
    expect(await ended(run.id)).toMatchObject({ status: 'succeeded', result: { bestModel: 'ensemble' } });
    const { rows } = await pool.query<{ step: string; times: number }>(
      'SELECT step, count(*)::int AS times FROM executions WHERE run_id = $1 GROUP BY step',
      [run.id],
    );
    expect(Object.fromEntries(rows.map(({ step, times }) => [step, times]))).toEqual({
      extract: 1,
      validate: 1,
      'train-lightgbm': 1,
      'train-seasonal-naive': 1,
      evaluate: 1,
      forecast: 1,
      report: 1,
    });
  }, 120_000);

  test('a failure that no repetition mends fails the run at once', async () => {
    await script('validate', 'refuse');
    const run = await create('refused');
    expect(await ended(run.id)).toMatchObject({ status: 'failed', error: { code: 'data_invalid' } });
  }, 120_000);

  test('cancelling stops the task', async () => {
    await script('extract', 'block');
    const run = await create('cancelled');
    await until(async () => (await pool.query('SELECT 1 FROM executions WHERE run_id = $1', [run.id])).rows.length > 0);
    await cancelPipelineRun(run.id);
    expect(await ended(run.id)).toMatchObject({ status: 'cancelled' });
  }, 120_000);
});

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error('What the test waits for has not come about in 90 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket();
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}
