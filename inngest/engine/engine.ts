import { randomUUID } from 'node:crypto';
import type { Inngest, InngestFunction } from 'inngest';
import { serve } from 'inngest/edge';
import pg from 'pg';
import { listen } from '@/lib/listen';
import { logger } from '@/lib/logger';
import { startOf } from '@/lib/process/identity';
import { type Backoff, exponential } from './backoff';
import { type Answer, type Call, callFunction, type Handler } from './call';
import { checkCrons, tickCrons } from './crons';
import { readDefinitions } from './definitions';
import { processNextEvent } from './events';
import { processSpace } from './host';
import { claimJob, freeJobsOfDeadWorkers, type Job, registerWorker, releaseJob, renewLeases, unregisterWorker, untilNextJob } from './jobs';
import { prune } from './prune';
import { maxLost, type Recorder, recordAnswer, recordLost, recordTimer } from './record';
import { Signal } from './signal';
import { engineChannel } from './transaction';

export interface EngineOptions {
  client: Inngest.Any;
  functions: readonly InngestFunction.Any[];
  connectionString: string;
  /** Steps executed at the same time by this worker; discoveries and waits have lanes of their own. */
  concurrency?: number;
  /** How long a job stays ours without a sign of life. */
  leaseMilliseconds?: number;
  /** How often to look for due jobs when no notification comes. */
  pollMilliseconds?: number;
  backoff?: Backoff;
  /** Days for which runs that ended are kept. */
  retentionDays?: number;
  /** Called when stopping takes too long: ends whatever steps are busy with. */
  interrupt?: () => void;
}

/**
 * The embedded executor of Inngest functions: one worker on a database that any number of workers share. State lives in
 * PostgreSQL only, so a worker may be killed at any moment; its jobs go on elsewhere, or here after a restart.
 *
 * Semantics: each step is executed at least once and recorded exactly once. A step whose worker died is repeated without costing
 * an attempt; a step that throws costs one and comes back after a pause that doubles.
 */
export class Engine {
  readonly id = randomUUID();
  private readonly pool: pg.Pool;
  private readonly handler: Handler;
  private readonly recorder: Recorder;
  private readonly functionIds: string[];
  private readonly held = new Map<string, Job>();
  private readonly wake = new Signal();
  private readonly stopping = new AbortController();
  private interrupted = false;
  private loops: Promise<void>[] = [];
  private unlisten: (() => Promise<void>) | undefined;
  private readonly options: Required<EngineOptions>;

  /** @throws Error naming a function that uses what the embedded engine does not do. */
  constructor(options: EngineOptions) {
    this.options = {
      concurrency: 2,
      leaseMilliseconds: 15_000,
      pollMilliseconds: 1000,
      backoff: exponential(),
      retentionDays: 30,
      interrupt: () => {},
      ...options,
    };
    const definitions = readDefinitions(options.functions, options.client.id);
    checkCrons(definitions);
    this.functionIds = [...definitions.keys()];
    this.pool = new pg.Pool({
      connectionString: options.connectionString,
      max: this.options.concurrency + 4,
      // A worker that freezes within a transaction must not hold its locks for as long as it is frozen: the server ends it.
      idle_in_transaction_session_timeout: Math.max(1000, this.options.leaseMilliseconds / 3),
    });
    this.pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection of the engine broke'));
    this.recorder = { pool: this.pool, definitions, backoff: this.options.backoff };
    this.handler = serve({ client: options.client, functions: [...options.functions] });
  }

  /** Starts to work. Resolves once this worker is registered. */
  async start(): Promise<void> {
    this.unlisten = await listen(engineChannel, () => this.wake.raise(), this.options.connectionString);
    await registerWorker(this.pool, { id: this.id, host: processSpace(), pid: process.pid, process: startOf(process.pid) });
    await this.freeDead();
    const { concurrency, leaseMilliseconds } = this.options;
    this.loops = [
      this.loop('heartbeat', () => this.heartbeat(), leaseMilliseconds / 4),
      this.loop('events', () => this.events()),
      this.loop('crons', () => tickCrons(this.pool, this.recorder.definitions, 60_000)),
      this.loop('prune', () => this.prune()),
      ...Array.from({ length: 2 }, () => this.loop('discover', () => this.work(['discover', 'timer']))),
      ...Array.from({ length: concurrency }, () => this.loop('step', () => this.work(['step']))),
    ];
  }

  /**
   * Stops: takes no more jobs, waits so long for those under way, then interrupts them and gives them back, which costs them no
   * attempt. Safe to call twice.
   */
  async stop(drainMilliseconds = 5000): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    this.wake.raise();
    const done = Promise.all(this.loops);
    const interrupt = setTimeout(() => {
      this.interrupted = true;
      this.options.interrupt();
    }, drainMilliseconds);
    await done;
    clearTimeout(interrupt);
    await this.unlisten?.();
    await unregisterWorker(this.pool, this.id);
    await this.pool.end();
  }

  /** Repeats the work until the engine stops; the work says how many milliseconds it can wait before the next time. */
  private async loop(name: string, work: () => Promise<number>, afterFailure = 1000): Promise<void> {
    while (!this.stopping.signal.aborted || (name === 'heartbeat' && this.held.size > 0)) {
      // Raised between here and the wait, it ends the wait at once: nothing that arrives meanwhile is overlooked.
      const seen = this.wake.count;
      let wait: number;
      try {
        wait = await work();
      } catch (error) {
        logger.error({ err: error, loop: name }, 'the engine could not do its work; trying again');
        wait = afterFailure;
      }
      const heedsNotifications = name !== 'heartbeat' && name !== 'prune' && name !== 'crons';
      if (wait > 0) await this.wake.wait(wait, heedsNotifications ? seen : undefined, this.stopping.signal);
    }
  }

  private async events(): Promise<number> {
    while (!this.stopping.signal.aborted && (await processNextEvent(this.pool, this.recorder.definitions)));
    return this.options.pollMilliseconds;
  }

  private async prune(): Promise<number> {
    const gone = await prune(this.pool, this.options.retentionDays);
    if (gone.runs + gone.events > 0) logger.info(gone, 'old runs and events of the engine were forgotten');
    return 3_600_000;
  }

  private async heartbeat(): Promise<number> {
    const lost = await renewLeases(this.pool, this.id, [...this.held.values()], this.options.leaseMilliseconds);
    for (const id of lost) {
      if (this.held.delete(id)) logger.warn({ job: id }, 'a job was taken over by another worker');
    }
    if (!this.stopping.signal.aborted) await this.freeDead();
    return this.stopping.signal.aborted ? 100 : this.options.leaseMilliseconds / 4;
  }

  private async freeDead(): Promise<void> {
    const freed = await freeJobsOfDeadWorkers(this.pool, { id: this.id, host: processSpace() });
    if (freed > 0) {
      logger.info({ jobs: freed }, 'jobs of a dead worker go on here');
      this.wake.raise();
    }
  }

  /** Takes and does one job. */
  private async work(kinds: Job['kind'][]): Promise<number> {
    const { leaseMilliseconds, pollMilliseconds } = this.options;
    const job = await claimJob(this.pool, { workerId: this.id, functionIds: this.functionIds, kinds, leaseMilliseconds });
    if (!job) return untilNextJob(this.pool, this.functionIds, pollMilliseconds);
    this.held.set(job.id, job);
    try {
      const recorded = await this.perform(job);
      if (!recorded) logger.warn({ run: job.runId, step: job.stepId }, 'the answer was thrown away: another worker holds the job now');
    } finally {
      this.held.delete(job.id);
    }
    return 0;
  }

  private async perform(job: Job): Promise<boolean> {
    if (job.lost > maxLost) return recordLost(this.recorder, job);
    if (job.kind === 'timer') return recordTimer(this.recorder, job);
    const answer = await this.ask(job);
    if (this.interrupted && failed(answer)) {
      await releaseJob(this.pool, job);
      return true;
    }
    return this.insist(() => recordAnswer(this.recorder, job, answer));
  }

  /** What a step worked for is not given up because the database is away for some seconds. A repeat records nothing twice. */
  private async insist<T>(record: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await record();
      } catch (error) {
        if (attempt === 5 || this.stopping.signal.aborted) throw error;
        logger.warn({ err: error }, 'an answer could not be recorded; trying again');
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
      }
    }
  }

  private async ask(job: Job): Promise<Answer> {
    const definition = this.recorder.definitions.get(job.functionId);
    if (!definition) throw new Error(`This worker does not know the function ${job.functionId}.`);
    const { rows: runs } = await this.pool.query<{ event: unknown }>('SELECT event FROM engine_runs WHERE id = $1', [job.runId]);
    const { rows: steps } = await this.pool.query<Call['steps'][number]>(
      `SELECT id, output, error, status = 'failed' AS failed FROM engine_steps
       WHERE run_id = $1 AND status IN ('completed', 'failed') ORDER BY position`,
      [job.runId],
    );
    return callFunction(this.handler, {
      functionId: job.functionId,
      runId: job.runId,
      event: runs[0]?.event,
      steps,
      ...(job.stepId && { stepId: job.stepId }),
      attempt: job.attempt,
      maxAttempts: definition.maxAttempts,
    });
  }
}

/** Whether the answer is a failure, as an interrupted step's is; what a step finished nevertheless is kept. */
function failed(answer: Answer): boolean {
  return (
    answer.type === 'error' ||
    (answer.type === 'operations' && answer.operations.some(({ op }) => op === 'StepError' || op === 'StepFailed'))
  );
}
