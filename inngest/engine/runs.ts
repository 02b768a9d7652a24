import { createHash } from 'node:crypto';
import type { SerializedError } from './call';
import { concurrencyGroups, type Definition } from './definitions';
import { type Queryable, wakeWorkers } from './transaction';

/** An event as functions see it. */
export interface EngineEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  [key: string]: unknown;
}

export interface RunRow {
  id: string;
  functionId: string;
  event: EngineEvent;
  status: 'running' | 'completed' | 'failed' | 'cancelled';
  parentRunId: string | null;
  parentStepId: string | null;
  createdAt: Date;
}

/** What the engine knows of its functions, handed to whatever changes runs. */
export type Definitions = ReadonlyMap<string, Definition>;

/** A UUID that depends on nothing but these words, so that a repeat makes the same run. */
export function uuidOf(...words: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(words)).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Starts a run, once per function and event. @returns its id, or undefined when that event had already started one. */
export async function startRun(
  tx: Queryable,
  definition: Definition,
  event: EngineEvent,
  parent?: { runId: string; stepId: string },
): Promise<string | undefined> {
  const id = uuidOf(definition.id, event.id);
  const { rowCount } = await tx.query(
    `INSERT INTO engine_runs (id, function_id, event_id, event, parent_run_id, parent_step_id) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (function_id, event_id) DO NOTHING`,
    [id, definition.id, event.id, JSON.stringify(event), parent?.runId ?? null, parent?.stepId ?? null],
  );
  if (!rowCount) return undefined;
  await discover(tx, { id, functionId: definition.id });
  return id;
}

/** The run, locked until the transaction ends: whoever changes a run or its steps holds this lock. */
export async function lockEngineRun(tx: Queryable, id: string): Promise<RunRow | undefined> {
  const { rows } = await tx.query<RunRow>(
    `SELECT id, function_id AS "functionId", event, status::text, parent_run_id AS "parentRunId", parent_step_id AS "parentStepId", created_at AS "createdAt"
     FROM engine_runs WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

/** Makes a discovery of the run's next steps due: once more if one is under way. */
export async function discover(tx: Queryable, run: { id: string; functionId: string }): Promise<void> {
  await tx.query(
    `INSERT INTO engine_jobs (run_id, step_id, function_id, kind, concurrency_keys, concurrency_limits) VALUES ($1, '', $2, 'discover', '{}', '{}')
     ON CONFLICT (run_id, step_id) DO UPDATE SET again = engine_jobs.lease_until IS NOT NULL`,
    [run.id, run.functionId],
  );
  await wakeWorkers(tx);
}

/** Makes a step's execution due. */
export async function scheduleStep(tx: Queryable, run: RunRow, definition: Definition, stepId: string): Promise<void> {
  const { keys, limits } = concurrencyGroups(definition, run.event);
  await tx.query(
    `INSERT INTO engine_jobs (run_id, step_id, function_id, kind, concurrency_keys, concurrency_limits) VALUES ($1, $2, $3, 'step', $4, $5)
     ON CONFLICT (run_id, step_id) DO NOTHING`,
    [run.id, stepId, run.functionId, keys, limits],
  );
}

/** Makes the end of a step's wait due. */
export async function scheduleTimer(tx: Queryable, run: RunRow, stepId: string, at: Date): Promise<void> {
  await tx.query(
    `INSERT INTO engine_jobs (run_id, step_id, function_id, kind, available_at, concurrency_keys, concurrency_limits)
     VALUES ($1, $2, $3, 'timer', $4, '{}', '{}') ON CONFLICT (run_id, step_id) DO NOTHING`,
    [run.id, stepId, run.functionId, at],
  );
}

/** Records how a step ended and lets its run go on. Nothing when it had ended already. The caller holds the run's lock. */
export async function endStep(
  tx: Queryable,
  run: RunRow,
  stepId: string,
  end: { output: unknown } | { error: SerializedError },
): Promise<void> {
  const failed = 'error' in end;
  const { rowCount } = await tx.query(
    `UPDATE engine_steps SET status = $3, output = $4, error = $5, position = nextval('engine_step_position'), finished_at = clock_timestamp()
     WHERE run_id = $1 AND id = $2 AND status IN ('planned', 'waiting')`,
    [
      run.id,
      stepId,
      failed ? 'failed' : 'completed',
      failed ? null : JSON.stringify(end.output ?? null),
      failed ? JSON.stringify(end.error) : null,
    ],
  );
  await tx.query('DELETE FROM engine_jobs WHERE run_id = $1 AND step_id = $2', [run.id, stepId]);
  if (rowCount) await discover(tx, run);
}

export type RunEnd = { status: 'completed'; output: unknown } | { status: 'failed'; error: SerializedError } | { status: 'cancelled' };

/**
 * Ends a run: what it still had to do is dropped, the step that invoked it goes on, and its `onFailure` handler is due when it
 * failed. The caller holds the run's lock.
 */
export async function endRun(tx: Queryable, definitions: Definitions, run: RunRow, end: RunEnd): Promise<void> {
  await tx.query('UPDATE engine_runs SET status = $2, output = $3, error = $4, finished_at = clock_timestamp() WHERE id = $1', [
    run.id,
    end.status,
    end.status === 'completed' ? JSON.stringify(end.output ?? null) : null,
    end.status === 'failed' ? JSON.stringify(end.error) : null,
  ]);
  await tx.query('DELETE FROM engine_jobs WHERE run_id = $1', [run.id]);
  await tx.query(
    "UPDATE engine_steps SET status = 'cancelled', finished_at = clock_timestamp() WHERE run_id = $1 AND status IN ('planned', 'waiting')",
    [run.id],
  );
  if (run.parentRunId && run.parentStepId) await resumeParent(tx, { runId: run.parentRunId, stepId: run.parentStepId }, end);
  if (end.status === 'failed' && definitions.get(run.functionId)?.failureId) {
    await receiveEvents(tx, [
      {
        id: `${run.id}:failed`,
        name: 'inngest/function.failed',
        ts: Date.now(),
        data: { function_id: run.functionId, run_id: run.id, error: end.error, event: run.event },
      },
    ]);
  }
}

async function resumeParent(tx: Queryable, parent: { runId: string; stepId: string }, end: RunEnd): Promise<void> {
  const run = await lockEngineRun(tx, parent.runId);
  if (run?.status !== 'running') return;
  if (end.status === 'completed') await endStep(tx, run, parent.stepId, { output: end.output });
  else if (end.status === 'failed') await endStep(tx, run, parent.stepId, { error: end.error });
  else await endStep(tx, run, parent.stepId, { error: { name: 'Error', message: 'The invoked function was cancelled.' } });
}

/** Takes events in, each id once. They are handed to functions afterwards, in the order of arrival. */
export async function receiveEvents(tx: Queryable, events: EngineEvent[]): Promise<void> {
  for (const event of events) {
    await tx.query('INSERT INTO engine_events (id, name, payload) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING', [
      event.id,
      event.name,
      JSON.stringify(event),
    ]);
  }
  await wakeWorkers(tx);
}
