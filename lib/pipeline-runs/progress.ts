import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import type { TaskProgress } from '@/lib/pipeline/task';
import { beginAttempt, endAttempts } from './attempts';
import { outboxChannel, recordRun, recordStep } from './events';
import { lockRun, type RunWithSteps, type Transaction } from './queries';
import type { Failure, PipelineResult } from './schema';

/** The right to record what comes of one step: the newest claim only. */
export interface StepClaim {
  runId: string;
  name: string;
  fence: bigint;
  /** Which try of the step this is, counted from 1 over all retries of the run. */
  attempt: number;
}

/** Thrown where a step must not go on: its run was cancelled, retried or ended meanwhile, or another attempt holds it. */
export class StepLostError extends Error {
  override readonly name = 'StepLostError';
}

const json = (value: unknown) => (value ?? null) as Prisma.InputJsonValue;

/**
 * Marks a step running and makes every earlier claim of it void.
 * @param dispatch which of the run's hand-overs this is; an older one has no say any more.
 * @returns the claim; or, where the step succeeded or was skipped earlier, its output.
 * @throws AlmanacError `conflict` when the run has ended or was handed over anew; `not_found` when it was deleted.
 */
export async function claimStep(runId: string, name: string, dispatch: number): Promise<{ claim: StepClaim } | { output: unknown }> {
  return db().$transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    const step = run?.steps.find((known) => known.name === name);
    if (!run || !step) throw new AlmanacError('not_found', `There is no step ${name} of a pipeline run ${runId}.`);
    if (run.dispatch !== dispatch) throw new AlmanacError('conflict', `Run ${runId} was handed over again since; this attempt ends.`);
    if (step.status === 'succeeded' || step.status === 'skipped') return { output: step.output };
    if (run.status !== 'queued' && run.status !== 'running') throw new AlmanacError('conflict', `Run ${runId} is ${run.status}.`);
    const now = new Date();
    const begins = run.status === 'queued';
    if (begins) await tx.pipelineRun.update({ where: { id: runId }, data: { status: 'running', startedAt: run.startedAt ?? now } });
    const claimed = await tx.pipelineStep.update({
      where: { runId_name: { runId, name } },
      data: {
        status: 'running',
        attempt: { increment: 1 },
        fence: { increment: 1 },
        progress: 0,
        message: '',
        startedAt: step.startedAt ?? now,
        finishedAt: null,
        error: Prisma.DbNull,
      },
    });
    await beginAttempt(tx, { runId, step: name, number: claimed.attempt, dispatch, at: now });
    if (begins) await recordRun(tx, runId);
    else await recordStep(tx, runId, name);
    return { claim: { runId, name, fence: claimed.fence, attempt: claimed.attempt } };
  });
}

/** Whether the claim is still the newest and its run still runs. */
export async function holdsStep({ runId, name, fence }: StepClaim): Promise<boolean> {
  const found = await db().pipelineStep.count({ where: { runId, name, fence, status: 'running', run: { status: 'running' } } });
  return found > 0;
}

/** Does something to the step under the run's lock, if the claim holds. @throws StepLostError when it does not. */
async function withClaim<T>({ runId, name, fence }: StepClaim, work: (tx: Transaction, run: RunWithSteps) => Promise<T>): Promise<T> {
  return db().$transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    const step = run?.steps.find((known) => known.name === name);
    if (run?.status !== 'running' || step?.fence !== fence || step.status !== 'running') {
      throw new StepLostError(
        `Step ${name} of run ${runId} is no longer this attempt's to record (run ${run?.status ?? 'deleted'}, step ${step?.status}).`,
      );
    }
    return work(tx, run);
  });
}

/** @throws StepLostError */
export async function recordProgress(claim: StepClaim, { fraction, message }: TaskProgress): Promise<void> {
  await withClaim(claim, async (tx) => {
    await tx.pipelineStep.update({
      where: { runId_name: { runId: claim.runId, name: claim.name } },
      data: { ...(fraction !== undefined && { progress: Math.min(1, Math.max(0, fraction)) }), ...(message !== undefined && { message }) },
    });
    await recordStep(tx, claim.runId, claim.name);
  });
}

/**
 * Records a step's output; with the last step's output the run succeeds.
 * @param result the run's result, where this is the last step. @throws StepLostError
 */
export async function recordSuccess(claim: StepClaim, output: unknown, result?: PipelineResult): Promise<void> {
  await withClaim(claim, async (tx) => {
    const now = new Date();
    await tx.pipelineStep.update({
      where: { runId_name: { runId: claim.runId, name: claim.name } },
      data: { status: 'succeeded', progress: 1, output: json(output), finishedAt: now },
    });
    await endAttempts(tx, { runId: claim.runId, step: claim.name }, { status: 'succeeded', at: now });
    if (result) {
      await tx.pipelineRun.update({ where: { id: claim.runId }, data: { status: 'succeeded', result: json(result), finishedAt: now } });
      await tx.$executeRaw`SELECT pg_notify(${outboxChannel}, '')`;
      await recordRun(tx, claim.runId);
    } else {
      await recordStep(tx, claim.runId, claim.name);
    }
  });
}

/** Records that an attempt failed: for good, or to be tried again. @throws StepLostError */
export async function recordFailure(claim: StepClaim, failure: Failure, final: boolean): Promise<void> {
  await withClaim(claim, async (tx) => {
    const now = new Date();
    await endAttempts(tx, { runId: claim.runId, step: claim.name }, { status: 'failed', at: now, error: failure });
    await tx.pipelineStep.update({
      where: { runId_name: { runId: claim.runId, name: claim.name } },
      data: final
        ? { status: 'failed', error: json(failure), finishedAt: now }
        : { status: 'pending', error: json(failure), message: 'Failed; will be tried again.' },
    });
    await recordStep(tx, claim.runId, claim.name);
  });
}

/**
 * Records that a run failed, if it has not ended otherwise or was handed over anew. Steps still under way are stopped by that.
 * @param failure why, unless a failed step says so itself.
 */
export async function failRun(runId: string, dispatch: number, failure: Failure): Promise<void> {
  await db().$transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    if (!run || run.dispatch !== dispatch || (run.status !== 'queued' && run.status !== 'running')) return;
    const now = new Date();
    const failed = run.steps.find(({ status, error }) => status === 'failed' && error);
    await endAttempts(tx, { runId }, { status: 'cancelled', at: now });
    await tx.pipelineStep.updateMany({ where: { runId, status: 'running' }, data: { status: 'cancelled', finishedAt: now } });
    await tx.pipelineRun.update({
      where: { id: runId },
      data: { status: 'failed', error: json(failed?.error ?? failure), finishedAt: now },
    });
    await tx.$executeRaw`SELECT pg_notify(${outboxChannel}, '')`;
    await recordRun(tx, runId);
  });
}
