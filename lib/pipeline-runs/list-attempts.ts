import { db } from '@/lib/db';
import type { PipelineAttempt } from './history-schema';
import type { Failure } from './schema';
import { getPipelineRun } from './service';

/** Every try of every step of a run, in the order in which they began. @throws AlmanacError `not_found` */
export async function listAttempts(id: string): Promise<{ items: PipelineAttempt[] }> {
  const { id: runId } = await getPipelineRun(id);
  const rows = await db().pipelineAttempt.findMany({
    where: { runId },
    orderBy: [{ startedAt: 'asc' }, { step: 'asc' }, { number: 'asc' }],
  });
  return {
    items: rows.map(({ step, number, worker, status, error, startedAt, finishedAt }) => ({
      step,
      number,
      worker,
      status,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      error: error as Failure | null,
    })),
  };
}
