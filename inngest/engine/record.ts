import type { Pool, PoolClient } from 'pg';
import { logger } from '@/lib/logger';
import { type Backoff, retryAfterMilliseconds } from './backoff';
import { type Answer, type Operation, type SerializedError, toError } from './call';
import type { Definition } from './definitions';
import { endOfWait } from './duration';
import { checkExpression } from './expressions';
import type { Job } from './jobs';
import {
  type Definitions,
  discover,
  endRun,
  endStep,
  lockEngineRun,
  type RunRow,
  scheduleStep,
  scheduleTimer,
  startRun,
  uuidOf,
} from './runs';
import { inTransaction, wakeWorkers } from './transaction';

/** Inngest keeps at most this much of a step's output; so does the embedded engine. */
export const maxOutputBytes = 4 * 1024 * 1024;

/** A step whose worker died or froze this often is given up. */
export const maxLost = 10;

export interface Recorder {
  pool: Pool;
  definitions: Definitions;
  backoff: Backoff;
}

/**
 * Writes down what came of a job, if its holder still holds it: the fencing token must be the newest. One transaction, so either
 * everything that follows from an answer is recorded or nothing is.
 * @returns false when another worker has taken the job meanwhile and the answer was thrown away.
 */
export async function recordAnswer(recorder: Recorder, job: Job, answer: Answer): Promise<boolean> {
  return inTransaction(recorder.pool, async (tx) => {
    const run = await lockEngineRun(tx, job.runId);
    const { rows } = await tx.query('SELECT 1 FROM engine_jobs WHERE id = $1 AND token = $2 FOR UPDATE', [job.id, job.token]);
    if (!run || rows.length === 0) return false;
    const definition = recorder.definitions.get(run.functionId);
    if (run.status !== 'running' || !definition) {
      await tx.query('DELETE FROM engine_jobs WHERE id = $1', [job.id]);
      return true;
    }
    await new Recording(tx, recorder, run, definition, job).record(answer);
    await wakeWorkers(tx);
    return true;
  });
}

/** One answer being recorded, in one transaction that holds the run's and the job's rows. */
class Recording {
  constructor(
    private readonly tx: PoolClient,
    private readonly recorder: Recorder,
    private readonly run: RunRow,
    private readonly definition: Definition,
    private readonly job: Job,
  ) {}

  async record(answer: Answer): Promise<void> {
    if (answer.type === 'result') return this.finish(answer.output);
    if (answer.type === 'error') return this.retryOr(answer, () => this.fail(answer.error));
    for (const operation of answer.operations) await this.apply(operation, answer);
    if (this.job.kind === 'discover') await this.endDiscovery();
  }

  private async finish(output: unknown): Promise<void> {
    const bytes = sizeOf(output);
    if (bytes > maxOutputBytes) return this.fail(tooLarge(`Function ${this.run.functionId}`, bytes));
    await endRun(this.tx, this.recorder.definitions, this.run, { status: 'completed', output });
  }

  private async fail(error: SerializedError): Promise<void> {
    await endRun(this.tx, this.recorder.definitions, this.run, { status: 'failed', error });
  }

  /** Makes the job due again later, or does `otherwise` when it must not or cannot be tried again. */
  private async retryOr(answer: { retriable: boolean; retryAfter?: string }, otherwise: () => Promise<void>): Promise<void> {
    if (!answer.retriable || this.job.attempt + 1 >= this.definition.maxAttempts) return otherwise();
    const wait = retryAfterMilliseconds(answer.retryAfter) ?? this.recorder.backoff(this.job.attempt);
    await this.tx.query(
      `UPDATE engine_jobs SET attempt = attempt + 1, lease_until = NULL, worker_id = NULL, token = token + 1,
         available_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000) WHERE id = $1`,
      [this.job.id, wait],
    );
  }

  private async apply(operation: Operation, answer: { retriable: boolean; retryAfter?: string }): Promise<void> {
    const { id, op } = operation;
    switch (op) {
      case 'StepPlanned':
        if (await this.plan(operation, 'planned')) await scheduleStep(this.tx, this.run, this.definition, id);
        return;
      case 'Sleep':
        if (await this.plan(operation, 'waiting')) await scheduleTimer(this.tx, this.run, id, endOfWait(operation.name ?? ''));
        return;
      case 'WaitForEvent':
        return this.waitForEvent(operation);
      case 'InvokeFunction':
        return this.invoke(operation);
      case 'StepRun':
      case 'Step':
        return this.succeed(operation);
      case 'StepError':
        return this.retryOr(answer, () => this.failStep(operation));
      case 'StepFailed':
        return this.failStep(operation);
      case 'RunComplete':
        return this.finish(operation.data);
      default:
        return this.fail({
          name: 'Error',
          message: `Step "${operation.displayName ?? id}" asks for ${op}, which the embedded engine does not do; run the function under Inngest (INNGEST_BASE_URL).`,
        });
    }
  }

  /** Adds the step. The same step can be reported twice (parallel branches); only the first time counts. */
  private async plan({ id, op, name, displayName, opts }: Operation, status: 'planned' | 'waiting'): Promise<boolean> {
    const waiting = op === 'WaitForEvent';
    const { rowCount } = await this.tx.query(
      `INSERT INTO engine_steps (run_id, id, name, op, status, wait_event, wait_if) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (run_id, id) DO NOTHING`,
      [this.run.id, id, displayName ?? name ?? id, op, status, waiting ? name : null, waiting ? (opts?.if ?? null) : null],
    );
    return rowCount === 1;
  }

  private async waitForEvent(operation: Operation): Promise<void> {
    const { timeout, if: condition } = (operation.opts ?? {}) as { timeout?: string; if?: string };
    if (condition) checkExpression(condition);
    if (await this.plan(operation, 'waiting')) await scheduleTimer(this.tx, this.run, operation.id, endOfWait(timeout ?? ''));
  }

  private async invoke(operation: Operation): Promise<void> {
    if (!(await this.plan(operation, 'waiting'))) return;
    const {
      function_id: functionId,
      payload,
      timeout,
    } = (operation.opts ?? {}) as { function_id?: string; payload?: { data?: object }; timeout?: string };
    const target = this.recorder.definitions.get(functionId ?? '');
    if (!target) {
      return endStep(this.tx, this.run, operation.id, {
        error: { name: 'Error', message: `There is no function ${functionId} to invoke.` },
      });
    }
    const event = {
      id: uuidOf('invoke', this.run.id, operation.id),
      name: 'inngest/function.invoked',
      ts: Date.now(),
      data: { ...payload?.data, _inngest: { fn_id: functionId } },
    };
    await startRun(this.tx, target, event, { runId: this.run.id, stepId: operation.id });
    if (timeout) await scheduleTimer(this.tx, this.run, operation.id, endOfWait(timeout));
  }

  private async succeed(operation: Operation): Promise<void> {
    await this.plan(operation, 'planned');
    const bytes = sizeOf(operation.data);
    const end =
      bytes > maxOutputBytes ? { error: tooLarge(`Step "${operation.displayName ?? operation.id}"`, bytes) } : { output: operation.data };
    await endStep(this.tx, this.run, operation.id, end);
  }

  private async failStep(operation: Operation): Promise<void> {
    await this.plan(operation, 'planned');
    await endStep(this.tx, this.run, operation.id, { error: toError(operation.error) });
  }

  /** Drops the discovery, or repeats it when something was completed meanwhile. */
  private async endDiscovery(): Promise<void> {
    const { rows } = await this.tx.query<{ again: boolean }>('SELECT again FROM engine_jobs WHERE id = $1', [this.job.id]);
    if (!rows[0]) return; // the run ended, or the discovery itself is to be retried
    const retried = await this.tx.query('SELECT 1 FROM engine_jobs WHERE id = $1 AND worker_id IS NULL', [this.job.id]);
    if (retried.rows.length > 0) return;
    await this.tx.query('DELETE FROM engine_jobs WHERE id = $1', [this.job.id]);
    if (rows[0].again) return discover(this.tx, this.run);
    const left = await this.tx.query(
      `SELECT 1 FROM engine_jobs WHERE run_id = $1 UNION ALL SELECT 1 FROM engine_steps WHERE run_id = $1 AND status IN ('planned', 'waiting') LIMIT 1`,
      [this.run.id],
    );
    if (left.rows.length > 0) return;
    await this.fail({
      name: 'Error',
      message: 'The function neither returned nor asked for a step that is new: it waits for something outside of its steps.',
    });
  }
}

/** Ends a wait whose time has come: a sleep is over, an event did not arrive, an invoked function took too long. */
export async function recordTimer(recorder: Recorder, job: Job): Promise<boolean> {
  return inTransaction(recorder.pool, async (tx) => {
    const run = await lockEngineRun(tx, job.runId);
    const { rows } = await tx.query<{ op: string }>(
      `SELECT s.op FROM engine_jobs j JOIN engine_steps s ON s.run_id = j.run_id AND s.id = j.step_id WHERE j.id = $1 AND j.token = $2 FOR UPDATE OF j`,
      [job.id, job.token],
    );
    if (!run || !rows[0]) return false;
    const timedOut = { error: { name: 'Error', message: 'The invoked function did not finish in time.' } };
    await endStep(tx, run, job.stepId, rows[0].op === 'InvokeFunction' ? timedOut : { output: null });
    return true;
  });
}

/** Gives up a job whose workers keep dying: the step fails, or for a discovery the run. */
export async function recordLost(recorder: Recorder, job: Job): Promise<boolean> {
  logger.error({ run: job.runId, step: job.stepId, lost: job.lost }, 'a job is given up: its workers keep dying');
  const error = { name: 'Error', message: `The worker died or froze ${job.lost} times while it worked on this; it is not tried again.` };
  const operations = [{ id: job.stepId, op: 'StepFailed', error }];
  const answer: Answer = job.stepId ? { type: 'operations', operations, retriable: false } : { type: 'error', error, retriable: false };
  return recordAnswer(recorder, job, answer);
}

function sizeOf(output: unknown): number {
  return Buffer.byteLength(JSON.stringify(output ?? null));
}

function tooLarge(what: string, bytes: number): SerializedError {
  const size = (bytes / 1024 / 1024).toFixed(1);
  return {
    name: 'NonRetriableError',
    message: `${what} returned ${size} MiB; at most ${maxOutputBytes / 1024 / 1024} MiB are kept. Store the data as an artifact and return its URI.`,
  };
}
