import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as metrics from '@/app/api/metrics/route';
import { checkReadiness } from '@/lib/monitoring/readiness';
import { isAlive } from '@/lib/process/identity';
import type { ForecastOrder } from '@/lib/serving/order';
import { Predictor } from '@/lib/serving/process/predictor';
import { send } from '../api/call';
import { createTestDatabase } from '../helpers/postgres';
import { bundle } from '../helpers/worker-processes';

await createTestDatabase();

/** A predictor's process with scripted answers: what an order's first series says is done. */
const program = `
process.on('disconnect', () => process.exit(0));
const status = { forecasters: 1, cachedBytes: 10, residentBytes: 20 };
process.on('message', ({ id, order }) => {
  const does = order.series[0].series;
  if (does === 'crash') return process.kill(process.pid, 'SIGKILL');
  if (does === 'hold') return;
  const say = (message) => process.send({ ...message, id, status });
  if (does === 'fail') say({ type: 'failure', error: { code: 'not_found', message: 'none', errors: [{ path: 'x', message: 'y' }] } });
  else setTimeout(() => say({ type: 'answer', answer: { ids: [does], mean: new Float64Array([1, 2]) } }), does === 'slow' ? 300 : 0);
});
process.send({ type: 'ready' });
`;
const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-predictor-'));
const entry = path.join(folder, 'predictor.mjs');
writeFileSync(entry, program);
afterAll(() => rmSync(folder, { recursive: true }));

const order = (does: string) => ({ series: [{ path: '', series: does }] }) as ForecastOrder;
let own: Predictor;

beforeEach(() => {
  process.env.ALMANAC_PREDICTOR_ENTRY = entry;
  own = new Predictor();
});
afterEach(() => own.stop());

it('starts when it is first asked, and answers in columns', async () => {
  expect(own.state).toEqual({ state: 'idle' });
  const { ids, mean } = await own.ask(order('a'));
  expect(ids).toEqual(['a']);
  expect(mean).toEqual(Float64Array.of(1, 2));
  expect(own.state.state).toBe('running');
  expect(own.status).toEqual({ forecasters: 1, cachedBytes: 10, residentBytes: 20 });
  await expect(own.ask(order('fail'))).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'x', message: 'y' }] });
  expect(own.figures).toEqual({ answered: 1, failed: 1, refused: 0, late: 0, crashes: 0 });
});

it('keeps a bounded number waiting, streams apart from those who ask once, and refuses the rest', async () => {
  const slow = Array.from({ length: 68 }, () => own.ask(order('slow')).then(() => 'answered'));
  await expect(own.ask(order('a'))).rejects.toMatchObject({ code: 'too_many_requests', retryAfter: 1 });
  // A stream is not kept out, and does not keep others out.
  await own.ask(order('a'), { urgency: 'stream' });
  expect(own.waiting).toBeGreaterThan(50);
  expect(new Set(await Promise.all(slow))).toEqual(new Set(['answered']));
  expect(own.figures).toMatchObject({ answered: 69, refused: 1 });
});

it('gives up what takes too long, or whose client has gone, and goes on with the next', async () => {
  await expect(own.ask(order('hold'), { timeoutMs: 50 })).rejects.toMatchObject({ code: 'unavailable', retryAfter: 10 });
  const gone = new AbortController();
  const held = [1, 2, 3].map(() => own.ask(order('hold'), { timeoutMs: 2000 }).catch(() => 'late'));
  const waiting = own.ask(order('a'), { signal: gone.signal });
  expect(own.waiting).toBe(1);
  gone.abort(new Error('the client has gone'));
  await expect(waiting).rejects.toThrow('the client has gone');
  expect(own.waiting).toBe(0);
  expect((await own.ask(order('a'), { urgency: 'stream' })).ids).toEqual(['a']);
  expect(await Promise.all(held)).toEqual(['late', 'late', 'late']);
  expect(own.figures.late).toBe(4);
});

it('costs what it was at when it crashes; what waited goes to the next process', async () => {
  await own.ask(order('a'));
  const { pid } = own.state as { pid: number };
  const held = Array.from({ length: 3 }, () => own.ask(order('hold')).catch((error: unknown) => error));
  const crash = own.ask(order('crash'));
  const waiting = own.ask(order('b'));
  await expect(crash).rejects.toMatchObject({ code: 'unavailable', retryAfter: 1 });
  for (const error of await Promise.all(held)) expect(error).toMatchObject({ code: 'unavailable' });
  expect((await waiting).ids).toEqual(['b']);
  expect((own.state as { pid: number }).pid).not.toBe(pid);
});

it('rests longer from crash to crash, says for how long, and comes back by itself', async () => {
  for (let k = 0; k < 2; k++) await own.ask(order('crash')).catch(() => undefined);
  const resting = own.state;
  expect(resting.state).toBe('resting');
  await expect(own.ask(order('a'))).rejects.toMatchObject({ code: 'unavailable', retryAfter: 1 });
  await vi.waitFor(() => expect(own.state.state).toBe('running'), { timeout: 20_000 });
  expect((await own.ask(order('a'))).ids).toEqual(['a']);
});

it('says what to do where its program was not built', async () => {
  process.env.ALMANAC_PREDICTOR_ENTRY = path.join(folder, 'nothing.mjs');
  await expect(own.ask(order('a'))).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/npm run build/) });
});

it('ends with its parent’s wish, and starts again when asked', async () => {
  await own.ask(order('a'));
  const { pid } = own.state as { pid: number };
  const held = own.ask(order('hold')).catch((error: unknown) => error);
  await own.stop();
  expect(await held).toMatchObject({ code: 'unavailable' });
  expect(() => process.kill(pid, 0)).toThrow();
  expect(own.state).toEqual({ state: 'idle' });
  expect((await own.ask(order('a'))).ids).toEqual(['a']);
});

it('is told among the parts that are ready, and measured', async () => {
  const holder = globalThis as { almanacPredictor?: Predictor };
  holder.almanacPredictor = own;
  expect((await checkReadiness()).parts.predictor).toEqual({ state: 'ok', message: 'starts when it is first asked' });
  await own.ask(order('a'));
  expect((await checkReadiness()).parts.predictor.message).toMatch(/^process \d+ runs with 1 forecasters loaded/);
  const text = await (await send(metrics, 'GET', '/api/metrics')).text();
  expect(text).toMatch(/^almanac_predictor_questions_total\{outcome="answered"\} 1$/m);
  expect(text).toMatch(/^almanac_predictor_up 1$/m);
  for (let k = 0; k < 2; k++) await own.ask(order('crash')).catch(() => undefined);
  await sleep(10);
  expect((await checkReadiness()).parts.predictor).toMatchObject({ state: 'degraded', message: expect.stringMatching(/^crashed 2 times/) });
  holder.almanacPredictor = undefined;
});

it('never outlives the process that started it', async () => {
  const { predictor: real } = await bundle({ predictor: 'scripts/predictor.ts' });
  const parent = path.join(folder, 'parent.mjs');
  const forks = `fork(${JSON.stringify(real)}, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })`;
  writeFileSync(
    parent,
    `import { fork } from 'node:child_process';
     const child = ${forks};
     child.on('message', ({ type }) => process.send({ type, pid: child.pid }));`,
  );
  const started = fork(parent, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const { type, pid } = await new Promise<{ type: string; pid: number }>((resolve) =>
    started.once('message', (said) => resolve(said as never)),
  );
  expect(type).toBe('ready');
  started.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
});
