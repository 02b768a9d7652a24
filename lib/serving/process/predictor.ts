import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { AlmanacError } from '@/lib/errors';
import { logger } from '@/lib/logger';
import { fromTaskFailure } from '@/lib/pipeline/task-messages';
import type { PlannedParts } from '../forecaster/planned-parts';
import type { ForecastColumns, ForecastOrder, PublishedRef } from '../order';
import type { Answer, LoadedFacts, PredictorMessage, PredictorStatus, Question } from './messages';
import { predictorEntry, predictorEnvironment } from './program';
import { type Job, JobQueue, type Urgency } from './queue';

/** Pause before a process that ended is started again: none after the first time, then doubling. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** One that lived this long had started well, so that its end counts as the first. */
const steadyMs = 60_000;
/** One that leaves a question unanswered for so long hangs, and is ended. */
const hangMs = 180_000;
const timeoutMs = 60_000;

export interface AskOptions {
  urgency?: Urgency;
  /** Aborting it takes a question that still waits out of the queue. */
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Counts since this process began. */
export interface PredictorFigures {
  answered: number;
  failed: number;
  /** Turned away with too many before them, or while the process was down. */
  refused: number;
  late: number;
  crashes: number;
}

export type PredictorState = { state: 'idle' | 'starting' | 'running'; pid?: number } | { state: 'resting'; until: number };

/**
 * The one process that predicts, seen from the web process, which loads no booster: starts it when first asked, hands it a few
 * questions at a time, keeps a bounded number waiting and refuses the rest, starts it again when it ends. What it was at when it
 * crashed fails; what still waited goes to its successor.
 */
export class Predictor {
  readonly figures: PredictorFigures = { answered: 0, failed: 0, refused: 0, late: 0, crashes: 0 };
  /** As told with the last answer. */
  status: PredictorStatus | undefined;
  private readonly queue = new JobQueue((job) => this.send(job));
  private child: ChildProcess | undefined;
  private ready = false;
  private startedAt = 0;
  private pauseMs = 0;
  private restingUntil = 0;
  private waking: NodeJS.Timeout | undefined;
  private stopping = false;
  private nextId = 1;

  constructor() {
    process.on('exit', () => this.child?.kill('SIGKILL'));
  }

  get state(): PredictorState {
    if (this.child) return { state: this.ready ? 'running' : 'starting', pid: this.child.pid };
    return this.restingUntil > Date.now() ? { state: 'resting', until: this.restingUntil } : { state: 'idle' };
  }

  get waiting(): number {
    return this.queue.waiting;
  }

  /**
   * @throws AlmanacError as the predictor says; `too_many_requests` where too many wait already; `unavailable` where it crashed,
   *   is not there or takes too long; the signal's reason when it aborts
   */
  async ask(order: ForecastOrder, options: AskOptions = {}): Promise<ForecastColumns> {
    return (await this.put({ kind: 'forecast', order }, options)) as ForecastColumns;
  }

  /** Makes a published forecast's files ready, and tells what there is to ask about. @throws AlmanacError as `ask` does */
  async prepare(ref: PublishedRef, options: AskOptions = { urgency: 'whenever', timeoutMs: hangMs }): Promise<LoadedFacts> {
    return (await this.put({ kind: 'load', ref }, options)) as LoadedFacts;
  }

  /** What a published forecast took for planned of one of its series, by id or by key values at a level. @throws AlmanacError as `ask` does */
  async planned(ref: PublishedRef, series: string, level: string, options: AskOptions = {}): Promise<PlannedParts> {
    return (await this.put({ kind: 'planned', ref, series, level }, options)) as PlannedParts;
  }

  /** Starts the process, where it does not run. @throws AlmanacError `unavailable` where there is none to start, or it rests after crashes */
  start(): void {
    if (this.child) return;
    if (this.stopping) throw new AlmanacError('unavailable', 'The predictor is shutting down.');
    const rest = this.restingUntil - Date.now();
    if (rest > 0) {
      throw new AlmanacError('unavailable', 'The predictor crashed several times in a row and rests.', [], {
        retryAfter: Math.ceil(rest / 1000),
      });
    }
    this.spawn();
  }

  /** Ends the process and fails what it was asked. A later question starts another. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.waking);
    const { child } = this;
    this.queue.failAll(new AlmanacError('unavailable', 'The predictor is shutting down.'));
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGKILL');
      await ended;
    }
    this.child = undefined;
    this.stopping = false;
  }

  private put(question: Question, options: AskOptions): Promise<Answer> {
    try {
      this.start();
    } catch (error) {
      this.figures.refused++;
      return Promise.reject(error);
    }
    const { urgency = 'now', signal } = options;
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      const timer = setTimeout(() => {
        this.figures.late++;
        const message = `The forecast took longer than ${(options.timeoutMs ?? timeoutMs) / 1000} s; its model may still be loading.`;
        job.fail(new AlmanacError('unavailable', message, [], { retryAfter: 10 }));
        this.queue.forget(job);
      }, options.timeoutMs ?? timeoutMs);
      const leave = () => {
        job.fail(signal?.reason);
        this.queue.forget(job);
      };
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
      };
      const job: Job = {
        id,
        urgency,
        question: { ...question, id },
        succeed: (answer) => {
          settle();
          resolve(answer);
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      };
      if (signal?.aborted) return leave();
      signal?.addEventListener('abort', leave, { once: true });
      if (this.queue.add(job)) return;
      this.figures.refused++;
      job.fail(new AlmanacError('too_many_requests', 'Too many forecasts are being made already.', [], { retryAfter: 1 }));
    });
  }

  private send(job: Job): void {
    job.hung = setTimeout(() => {
      logger.error({ pid: this.child?.pid }, 'the predictor hangs and is ended');
      this.child?.kill('SIGKILL');
    }, hangMs);
    job.hung.unref();
    // A failure to send is the end of the process, which its exit tells.
    this.child?.send(job.question, () => undefined);
  }

  private spawn(): void {
    const entry = predictorEntry();
    const child = fork(/* turbopackIgnore: true */ entry, [], {
      execArgv: [],
      env: predictorEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.child = child;
    this.ready = false;
    this.startedAt = Date.now();
    // Libraries print to standard output what belongs to the log.
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
      (stream as Socket | null)?.unref();
    }
    child.on('message', (message) => this.hear(message as PredictorMessage));
    child.once('error', (error) => this.ended(child, error.message));
    child.once('exit', (code, signal) => this.ended(child, signal ?? `code ${code}`));
    // Whoever waits for an answer has a timer that keeps this process alive; an idle predictor does not.
    child.unref();
    child.channel?.unref();
  }

  private hear(message: PredictorMessage): void {
    if (message.type === 'ready') {
      this.ready = true;
      return;
    }
    this.status = message.status;
    const job = this.queue.done(message.id);
    if (!job) return;
    if (message.type === 'answer') {
      this.figures.answered++;
      job.succeed(message.answer);
    } else {
      this.figures.failed++;
      job.fail(fromTaskFailure(message.error));
    }
  }

  private ended(child: ChildProcess, how: string): void {
    if (this.child !== child || this.stopping) return;
    this.child = undefined;
    this.status = undefined;
    this.figures.crashes++;
    if (Date.now() - this.startedAt > steadyMs) this.pauseMs = 0;
    logger.error({ how, pauseMs: this.pauseMs }, 'the predictor ended');
    this.queue.failSent(new AlmanacError('unavailable', 'The predictor crashed over what it was asked. Try again.', [], { retryAfter: 1 }));
    if (this.pauseMs > 0) {
      this.restingUntil = Date.now() + this.pauseMs;
      this.queue.failAll(
        new AlmanacError('unavailable', 'The predictor crashed several times in a row and rests.', [], {
          retryAfter: Math.ceil(this.pauseMs / 1000),
        }),
      );
    }
    this.waking = setTimeout(() => this.again(), this.pauseMs);
    this.waking.unref();
    this.pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, this.pauseMs * 2));
  }

  private again(): void {
    if (this.child || this.stopping) return;
    try {
      this.restingUntil = 0;
      this.spawn();
      this.queue.resume();
    } catch (error) {
      this.queue.failAll(error);
    }
  }
}
