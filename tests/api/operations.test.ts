import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as anything from '@/app/api/[...path]/route';
import * as health from '@/app/api/health/route';
import * as metrics from '@/app/api/metrics/route';
import * as ready from '@/app/api/ready/route';
import { db } from '@/lib/db';
import { readiness } from '@/lib/monitoring/readiness';
import { createTestDatabase } from '../helpers/postgres';
import { call, send } from './call';

const folder = await mkdtemp(path.join(tmpdir(), 'almanac-operations-'));
process.env.ALMANAC_DATA_DIR = folder;
await createTestDatabase();
afterAll(() => rm(folder, { recursive: true }));

/** What a worker writes when it starts and with each heartbeat. */
const worker = (seenAt: Date) => db().engineWorker.create({ data: { id: randomUUID(), host: 'test', pid: 1, seenAt } });
const parts = async () => readiness.parse(await (await send(ready, 'GET', '/api/ready')).json()).parts;

it('lives', async () => {
  expect((await call(z.object({ status: z.literal('ok') }), health, 'GET', '/api/health')).status).toBe(200);
});

describe('GET /api/ready', () => {
  it('tells each part, and that no worker means not ready', async () => {
    await worker(new Date(Date.now() - 3_600_000));
    const response = await send(ready, 'GET', '/api/ready');
    expect(response.status).toBe(503);
    expect(readiness.parse(await response.json())).toMatchObject({
      status: 'not ready',
      parts: { database: { state: 'ok' }, storage: { state: 'ok' }, engine: { state: 'failed' } },
    });
    await worker(new Date());
    expect((await parts())?.engine).toEqual({ state: 'ok', message: '1 worker' });
  });

  it('names what to do where a booster is missing', async () => {
    process.env.LIGHTGBM_LIBRARY = path.join(folder, 'nothing.so');
    process.env.XGBOOST_LIBRARY = path.join(folder, 'nothing.so');
    const missing = (await parts())?.boosters;
    delete process.env.LIGHTGBM_LIBRARY;
    delete process.env.XGBOOST_LIBRARY;
    expect(missing?.state).toBe('failed');
    expect(missing?.message).toMatch(/LIGHTGBM_LIBRARY is .*nothing\.so/);
  });
});

it('measures the process, its requests and the queue', async () => {
  await send(health, 'GET', '/api/health');
  const response = await send(metrics, 'GET', '/api/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  const text = await response.text();
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  expect(text).toMatch(/^http_request_duration_seconds_count\{method="GET",route="\/api\/health",status="200"\} \d+$/m);
  expect(text).toMatch(/^almanac_engine_queue\{state="waiting"\} 0$/m);
  expect(text).toMatch(/^almanac_engine_workers 1$/m);
});

it('answers for every path that is not there with a problem document', async () => {
  for (const method of ['GET', 'POST', 'DELETE'] as const) {
    const response = await anything[method](new Request('http://localhost:3000/api/v2/forecast', { method }));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not_found', instance: '/api/v2/forecast' });
  }
});
