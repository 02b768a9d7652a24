import os from 'node:os';
import type { Prisma } from '@/generated/prisma/client';
import type { PipelineAttempt } from './history-schema';
import type { Transaction } from './queries';
import type { Failure } from './schema';

/** This process, as attempts name it. */
export const thisWorker = `${os.hostname()}:${process.pid}`;

/** Records that an attempt begins; one that still counted as under way has lost its step to it. */
export async function beginAttempt(tx: Transaction, attempt: { runId: string; step: string; number: number; dispatch: number; at: Date }) {
  const { runId, step, number, dispatch, at } = attempt;
  await endAttempts(tx, { runId, step }, { status: 'lost', at });
  await tx.pipelineAttempt.create({ data: { runId, step, number, dispatch, worker: thisWorker, startedAt: at } });
}

/** Records how the attempts that are under way have ended: one step's, or all of the run's. */
export async function endAttempts(
  tx: Transaction,
  which: { runId: string; step?: string },
  how: { status: Exclude<PipelineAttempt['status'], 'running'>; at: Date; error?: Failure },
): Promise<void> {
  await tx.pipelineAttempt.updateMany({
    where: { ...which, status: 'running' },
    data: { status: how.status, finishedAt: how.at, ...(how.error && { error: how.error as unknown as Prisma.InputJsonObject }) },
  });
}
