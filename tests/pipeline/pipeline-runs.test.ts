import pg from 'pg';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { closeNotifications } from '@/lib/listen';
import { type PipelineParameters, pipelineParameters } from '@/lib/pipeline/parameters';
import { followRun } from '@/lib/pipeline-runs/events';
import { listAttempts } from '@/lib/pipeline-runs/list-attempts';
import { listLog } from '@/lib/pipeline-runs/log';
import { type PipelineEvent, type PipelineRun, pipelineEvent, pipelineRun, type StepName, stepNames } from '@/lib/pipeline-runs/schema';
import { cancelPipelineRun, createPipelineRun, getPipelineRun, listPipelineRuns, retryPipelineRun } from '@/lib/pipeline-runs/service';
import { isAlive } from '@/lib/process/identity';
import { createTestDatabase } from '../helpers/postgres';
import { exited, workerProcesses } from '../helpers/worker-processes';

vi.setConfig({ testTimeout: 90_000 }); // real processes, on a machine that may be busy with other suites
const { url } = await createTestDatabase();
const workers = await workerProcesses(url, 'tests/pipeline/processes/task.ts');
const pool = new pg.Pool({ connectionString: url, max: 2 });
await pool.query('CREATE TABLE executions (run_id uuid, step text, pid int, at timestamptz DEFAULT clock_timestamp())');
await pool.query('CREATE TABLE behaviours (id serial, step text, does text, times int)');
/** One of its own for each test, so that no test's run waits for another's. */
let dataset = '';
let tests = 0;
beforeEach(async () => {
  dataset = `dataset-${++tests}`;
  await pool.query('TRUNCATE executions, behaviours');
});
afterAll(async () => {
  await closeNotifications();
  await pool.end();
});

/** A run of few steps, unless told otherwise: extract, validate, train-lightgbm, evaluate, forecast, report. */
const create = (parameters: Partial<PipelineParameters> = {}) =>
  createPipelineRun({
    parameters: pipelineParameters.parse({ dataset, models: ['lightgbm'], enableModelRegistration: false, ...parameters }),
    trigger: 'api',
  });

async function script(step: StepName, does: 'wait' | 'block' | 'crash' | 'refuse' | 'fail', times = 1): Promise<void> {
  await pool.query('INSERT INTO behaviours (step, does, times) VALUES ($1, $2, $3)', [step, does, times]);
}

async function until<T>(look: () => Promise<T | undefined | false>, seconds = 40): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`What the test waits for has not come about in ${seconds} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const ended = (id: string) =>
  until(async () => {
    const run = await getPipelineRun(id);
    return run.status !== 'queued' && run.status !== 'running' && run;
  });

/** Process ids of a step's executions so far, once there are so many. */
const executions = (runId: string, step: string, least = 1) =>
  until(async () => {
    const { rows } = await pool.query<{ pid: number }>('SELECT pid FROM executions WHERE run_id = $1 AND step = $2 ORDER BY at', [
      runId,
      step,
    ]);
    return rows.length >= least && rows.map(({ pid }) => pid);
  });

async function executed(runId: string): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ step: string; times: string }>(
    'SELECT step, count(*) AS times FROM executions WHERE run_id = $1 GROUP BY step',
    [runId],
  );
  return Object.fromEntries(rows.map(({ step, times }) => [step, Number(times)]));
}

const statuses = (run: PipelineRun) => Object.fromEntries(run.steps.map(({ name, status }) => [name, status]));
const once = { extract: 1, validate: 1, 'train-lightgbm': 1, 'train-seasonal-naive': 1, evaluate: 1, forecast: 1, report: 1 };
const gone = (pid: number) => until(async () => !isAlive(pid) || undefined, 10);

test('a run goes through its steps; what is not asked for is skipped; followers see it all in order', async () => {
  const worker = await workers.start();
  const run = await create({ models: ['lightgbm', 'seasonal-naive'], enableModelRegistration: false });
  expect(pipelineRun.parse(run)).toMatchObject({ status: 'queued', result: null });
  const events: PipelineEvent[] = [];
  for await (const event of followRun(run.id)) events.push(pipelineEvent.parse(event));
  const done = await getPipelineRun(run.id);
  expect(done).toMatchObject({ status: 'succeeded', result: { bestModel: 'ensemble', modelVersion: 1 }, error: null });
  const skipped = { 'train-xgboost': 'skipped', 'train-statistical': 'skipped', 'train-ensemble': 'skipped', register: 'skipped' };
  expect(statuses(done)).toEqual({ ...Object.fromEntries(stepNames.map((name) => [name, 'succeeded'])), ...skipped });
  expect(Object.keys(await executed(run.id)).sort()).toEqual(stepNames.filter((name) => !(name in skipped)).sort());
  expect(events.at(-1)).toMatchObject({ type: 'run', payload: done });
  expect(events.some(({ type, payload }) => type === 'step' && 'message' in payload && payload.message === 'half of extract')).toBe(true);
  const ids = events.map(({ id }) => Number(id));
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  // Whoever comes back with the last event seen is told the rest.
  const rest: string[] = [];
  for await (const { id } of followRun(run.id, events[2]?.id)) rest.push(id);
  expect(rest).toEqual(events.slice(3).map(({ id }) => id));
  worker.kill('SIGTERM');
  expect(await exited(worker)).toBe(0);
});

test('after kill -9 of the worker during a training step, the next one resumes at that step: nothing earlier again, one result', async () => {
  const worker = await workers.start();
  await script('train-lightgbm', 'block');
  const run = await create({ models: ['lightgbm', 'seasonal-naive'], enableModelRegistration: true });
  const [orphan = 0] = await executions(run.id, 'train-lightgbm');
  await executions(run.id, 'train-seasonal-naive'); // the other branches have ended or wait
  worker.kill('SIGKILL');
  await exited(worker);
  await gone(orphan); // though it was blocked in a call
  const next = await workers.start();
  expect(await ended(run.id)).toMatchObject({ status: 'succeeded' });
  const times = await executed(run.id);
  expect(times).toMatchObject({ extract: 1, validate: 1, 'train-lightgbm': 2, evaluate: 1, register: 1, forecast: 1, report: 1 });
  expect(
    await pool.query("SELECT count(*)::int AS runs FROM engine_runs WHERE function_id = 'almanac-train-sales-forecast' AND event_id = $1", [
      run.id,
    ]),
  ).toMatchObject({
    rows: [{ runs: 1 }],
  });
  next.kill('SIGTERM');
  await exited(next);
});

test('of two workers, one frozen past its lease and woken again, only one records a result', async () => {
  const frozen = await workers.start({ ALMANAC_LEASE_SECONDS: '2' });
  await script('extract', 'wait');
  const run = await create();
  const [first = 0] = await executions(run.id, 'extract');
  frozen.kill('SIGSTOP');
  const other = await workers.start({ ALMANAC_LEASE_SECONDS: '2' });
  await executions(run.id, 'extract', 2);
  await until(async () => (await getPipelineRun(run.id)).steps[0]?.status === 'succeeded' || undefined);
  // The first child finishes too, and its parent wakes with a result in hand.
  await pool.query('DELETE FROM behaviours');
  await gone(first);
  frozen.kill('SIGCONT');
  expect(await ended(run.id)).toMatchObject({
    status: 'succeeded',
    steps: expect.arrayContaining([expect.objectContaining({ name: 'extract', attempt: 2 })]),
  });
  expect(await executed(run.id)).toEqual({ ...once, extract: 2 });
  const { rows } = await pool.query<{ payload: { status: string } }>(
    "SELECT payload FROM pipeline_events WHERE run_id = $1 AND type = 'step' AND payload->>'name' = 'extract' AND payload->>'status' = 'succeeded'",
    [run.id],
  );
  expect(rows).toHaveLength(1);
  for (const worker of [frozen, other]) worker.kill('SIGTERM');
  await Promise.all([exited(frozen), exited(other)]);
});

test('a crash of native code costs one attempt, and a defect too', async () => {
  const worker = await workers.start();
  await script('train-xgboost', 'crash');
  await script('evaluate', 'fail');
  const run = await create({ models: ['lightgbm', 'xgboost'] });
  const crashed = await until(
    async () => (await getPipelineRun(run.id)).steps.find(({ name, error }) => name === 'train-xgboost' && error)?.error,
  );
  expect(crashed?.message).toContain('was killed by SIGABRT before it answered');
  const done = await ended(run.id);
  expect(done).toMatchObject({ status: 'succeeded' });
  expect(done.steps.filter(({ attempt }) => attempt === 2).map(({ name }) => name)).toEqual(['train-xgboost', 'evaluate']);
  expect(done.steps.every(({ error }) => error === null)).toBe(true);
  const attempts = (await listAttempts(run.id)).items.filter(({ step }) => step === 'train-xgboost');
  expect(attempts.map(({ number, status }) => `${number} ${status}`)).toEqual(['1 failed', '2 succeeded']);
  expect(attempts[0]?.error?.message).toContain('was killed by SIGABRT');
  const { items: lines } = await listLog(run.id, { step: 'train-xgboost' });
  expect(lines.map(({ level, message }) => `${level} ${message}`)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^info attempt 1 begins on \S+:\d+$/),
      'info half of train-xgboost',
      expect.stringMatching(/^error attempt 1 failed after \S+ s: .*SIGABRT/),
      'warn it will be tried again',
      expect.stringMatching(/^info done in \S+ s$/),
    ]),
  );
  worker.kill('SIGTERM');
  await exited(worker);
});

test('a failure that no repetition mends fails the run at once, names the file, and a retry goes on from that step', async () => {
  const worker = await workers.start();
  await script('validate', 'refuse');
  const run = await create();
  const failed = await ended(run.id);
  const error = {
    code: 'data_invalid',
    message: 'sales/day=03/part-0.parquet: not a Parquet file',
    errors: [{ path: 'sales/day=03/part-0.parquet', message: 'not a Parquet file' }],
  };
  expect(failed).toMatchObject({ status: 'failed', error, result: null });
  expect(statuses(failed)).toMatchObject({ extract: 'succeeded', validate: 'failed', 'train-lightgbm': 'pending', register: 'skipped' });
  expect(await executed(run.id)).toEqual({ extract: 1, validate: 1 });
  await expect(cancelPipelineRun(run.id)).rejects.toMatchObject({ code: 'conflict' });
  expect(await retryPipelineRun(run.id)).toMatchObject({ status: 'queued', error: null });
  expect(await ended(run.id)).toMatchObject({ status: 'succeeded', id: run.id });
  expect(await executed(run.id)).toEqual({ ...once, validate: 2 });
  await expect(retryPipelineRun(run.id)).rejects.toMatchObject({ code: 'conflict' });
  worker.kill('SIGTERM');
  await exited(worker);
});

test('cancelling stops the task at once, even one blocked in native code, and lets the next run of the dataset go', async () => {
  const worker = await workers.start();
  await script('extract', 'block');
  const run = await create();
  const [pid = 0] = await executions(run.id, 'extract');
  const waiting = await create();
  const other = await create({ dataset: 'another' });
  await ended(other.id);
  expect(await getPipelineRun(waiting.id)).toMatchObject({ status: 'queued', startedAt: null });
  expect(await cancelPipelineRun(run.id)).toMatchObject({
    status: 'cancelled',
    steps: expect.arrayContaining([expect.objectContaining({ name: 'extract', status: 'cancelled' })]),
  });
  await gone(pid);
  expect(await ended(waiting.id)).toMatchObject({ status: 'succeeded' });
  expect(await getPipelineRun(run.id)).toMatchObject({ status: 'cancelled' });
  expect(await executed(run.id)).toEqual({ extract: 1 });
  await until(
    async () =>
      (await pool.query("SELECT 1 FROM engine_runs WHERE event_id = $1 AND status <> 'running'", [run.id])).rows.length === 1 || undefined,
  );
  expect(await retryPipelineRun(run.id)).toMatchObject({ status: 'queued' });
  expect(await ended(run.id)).toMatchObject({ status: 'succeeded' });
  worker.kill('SIGTERM');
  await exited(worker);
});

test('a run that waits is cancelled without ever starting, and lists page from the newest', async () => {
  const queued = await create({ dataset: 'paged' });
  expect(await cancelPipelineRun(queued.id)).toMatchObject({ status: 'cancelled', startedAt: null });
  const more = [await create({ dataset: 'paged' }), await create({ dataset: 'paged' })];
  const first = await listPipelineRuns({ dataset: 'paged', limit: 2 });
  expect(first.items.map(({ id }) => id)).toEqual([more[1]?.id, more[0]?.id]);
  const second = await listPipelineRuns({ dataset: 'paged', limit: 2, cursor: first.nextCursor ?? '' });
  expect(second).toMatchObject({ items: [{ id: queued.id }], nextCursor: null });
  expect((await listPipelineRuns({ dataset: 'paged', status: 'cancelled' })).items).toHaveLength(1);
  await expect(listPipelineRuns({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'validation_failed' });
  await expect(getPipelineRun('nonsense')).rejects.toMatchObject({ code: 'not_found' });
  for (const { id } of more) await cancelPipelineRun(id);
});

test('SIGTERM gives the step under way back, at no cost; a worker whose parent goes ends too', async () => {
  const worker = await workers.start();
  await script('extract', 'block');
  const run = await create();
  const [pid = 0] = await executions(run.id, 'extract');
  worker.kill('SIGTERM');
  expect(await exited(worker)).toBe(0);
  await gone(pid);
  const { rows } = await pool.query("SELECT attempt, lost, lease_until FROM engine_jobs WHERE kind = 'step'");
  expect(rows).toEqual([{ attempt: 0, lost: 0, lease_until: null }]);
  const next = await workers.start();
  expect(await ended(run.id)).toMatchObject({ status: 'succeeded' });
  next.disconnect();
  expect(await exited(next)).toBe(0);
});
