import { AlmanacError, type ErrorCode } from '@/lib/errors';
import { listen } from '@/lib/listen';
import { logger } from '@/lib/logger';
import { thisWorker } from '@/lib/pipeline-runs/attempts';
import { pipelineChannel } from '@/lib/pipeline-runs/events';
import {
  claimStep,
  holdsStep,
  recordFailure,
  recordProgress,
  recordSuccess,
  type StepClaim,
  StepLostError,
} from '@/lib/pipeline-runs/progress';
import { type Failure, pipelineResult, type StepName } from '@/lib/pipeline-runs/schema';
import { runTask, TaskInterruptedError } from './child';
import { LogRecorder } from './log-recorder';
import type { PipelineParameters } from './parameters';
import type { TaskProgress } from './task';

/** Which run a step belongs to, as the event that requested the run says. */
export interface RunReference {
  runId: string;
  dispatch: number;
  parameters: PipelineParameters;
}

/** Which try of the step this is, counted from 0, and how many there may be. */
export interface Attempt {
  attempt: number;
  maxAttempts: number;
}

/** Failures that no repetition can mend. */
const permanent: ReadonlySet<ErrorCode> = new Set(['data_invalid', 'validation_failed', 'not_found', 'bad_request', 'conflict']);

export function isPermanent(error: unknown): boolean {
  return error instanceof AlmanacError && permanent.has(error.code);
}

const watchMilliseconds = 1000;
const progressMilliseconds = 500;
const lastStep: StepName = 'report';

/**
 * Carries out one step of a pipeline run and keeps its state, progress and outcome in Postgres, the same under either host.
 * A step that succeeded before answers with its recorded output. The task runs in a forked child, which is stopped when the run is
 * cancelled or another attempt takes over.
 * @throws what the task threw (see `isPermanent`); AlmanacError `conflict` when the run has ended; StepLostError when another
 * attempt has taken over.
 */
export async function runPipelineStep(run: RunReference, name: StepName, { attempt, maxAttempts }: Attempt): Promise<unknown> {
  const claimed = await claimStep(run.runId, name, run.dispatch);
  if ('output' in claimed) return claimed.output;
  const { claim } = claimed;
  const lost = new AbortController();
  const progress = new ProgressRecorder(claim, lost);
  const log = new LogRecorder(run.runId, name);
  const unwatch = await watchClaim(claim, lost);
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  log.write('info', `attempt ${claim.attempt} begins on ${thisWorker}`);
  try {
    const output = await runTask(name, run, {
      signal: lost.signal,
      onProgress: (said) => progress.report(said),
      onLine: ({ level, message, at }) => log.write(level, message, new Date(at)),
    });
    log.write('info', `done in ${seconds()}`);
    await Promise.all([progress.settle(), log.settle()]);
    await recordSuccess(claim, output, name === lastStep ? pipelineResult.parse(output) : undefined);
    return output;
  } catch (error) {
    const stopped = error instanceof StepLostError || error instanceof TaskInterruptedError;
    const final = isPermanent(error) || attempt + 1 >= maxAttempts;
    if (stopped) log.write('warn', `attempt ${claim.attempt} was stopped after ${seconds()}: ${error.message}`);
    else logFailure(log, toFailure(error), `attempt ${claim.attempt} failed after ${seconds()}`, final);
    await Promise.all([progress.settle(), log.settle()]);
    if (!stopped) {
      logger.warn({ err: error, run: run.runId, step: name, attempt }, 'a pipeline step failed');
      await recordFailure(claim, toFailure(error), final);
    }
    throw error;
  } finally {
    await unwatch();
  }
}

/** What a run's page says of a failure. Defects of ours are told as they are: a run's log is for its owner. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AlmanacError) return { code: error.code, message: error.message, errors: error.errors };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), errors: [] };
}

const mostPlaces = 20;

function logFailure(log: LogRecorder, { message, errors }: Failure, what: string, final: boolean): void {
  log.write('error', `${what}: ${message}`);
  for (const item of errors.slice(0, mostPlaces)) log.write('error', `${item.path}: ${item.message}`);
  if (errors.length > mostPlaces) log.write('error', `and ${errors.length - mostPlaces} more places`);
  log.write(final ? 'error' : 'warn', final ? 'no repetition will mend this: the run fails' : 'it will be tried again');
}

/** Aborts when the claim no longer holds: at once when the run's page changes, and otherwise within a second. */
async function watchClaim(claim: StepClaim, lost: AbortController): Promise<() => Promise<void>> {
  let looking = false;
  const look = () => {
    if (looking || lost.signal.aborted) return;
    looking = true;
    void holdsStep(claim)
      .then((held) => {
        if (!held) lost.abort(new StepLostError(`Step ${claim.name} of run ${claim.runId} was cancelled or taken over.`));
      })
      .catch((error: unknown) => logger.warn({ err: error }, 'could not look whether a step is still ours'))
      .finally(() => {
        looking = false;
      });
  };
  const unlisten = await listen(pipelineChannel, (runId) => {
    if (runId === claim.runId) look();
  });
  const timer = setInterval(look, watchMilliseconds);
  return async () => {
    clearInterval(timer);
    await unlisten();
  };
}

/** Writes the newest progress at most twice a second, one write at a time. */
class ProgressRecorder {
  private pending: TaskProgress | undefined;
  private timer: NodeJS.Timeout | undefined;
  private writing = Promise.resolve();
  private writtenAt = 0;

  constructor(
    private readonly claim: StepClaim,
    private readonly lost: AbortController,
  ) {}

  report(progress: TaskProgress): void {
    this.pending = { ...this.pending, ...progress };
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        this.writtenAt = Date.now();
        this.writing = this.writing.then(() => this.write());
      },
      Math.max(0, this.writtenAt + progressMilliseconds - Date.now()),
    );
  }

  private async write(): Promise<void> {
    const progress = this.pending;
    this.pending = undefined;
    if (!progress || this.lost.signal.aborted) return;
    try {
      await recordProgress(this.claim, progress);
    } catch (error) {
      if (error instanceof StepLostError) this.lost.abort(error);
      else logger.warn({ err: error }, 'could not record the progress of a step');
    }
  }

  /** No more is written after this; what was said last is overtaken by the step's end. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
  }
}
