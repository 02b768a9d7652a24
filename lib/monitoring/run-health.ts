import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import type { RunHealth } from './schema';

/** The newest runs that are looked at. */
const runsSeen = 50;

/** How a dataset's newest runs went: how long they and their steps took, what failed and why. */
export async function readRunHealth(dataset: string): Promise<RunHealth> {
  return healthOf((await listPipelineRuns({ dataset, limit: runsSeen })).items);
}

/** Pure. @param runs the newest first */
export function healthOf(runs: PipelineRun[]): RunHealth {
  const ended = runs.filter(({ status }) => status === 'succeeded' || status === 'failed');
  const succeeded = ended.filter(({ status }) => status === 'succeeded');
  const took = succeeded.flatMap((run) => between(run.startedAt, run.finishedAt) ?? []);
  return {
    runs: runs.map((run) => ({
      ...{ id: run.id, status: run.status, trigger: run.trigger, createdAt: run.createdAt },
      waitedMs: between(run.createdAt, run.startedAt),
      tookMs: between(run.startedAt, run.finishedAt),
      attempts: Math.max(0, ...run.steps.map(({ attempt }) => attempt)),
      failure: run.error && {
        step: run.steps.find(({ status }) => status === 'failed')?.name ?? null,
        ...{ code: run.error.code, message: run.error.message },
      },
    })),
    ...{ ended: ended.length, succeeded: succeeded.length },
    tookMs: { median: quantile(took, 0.5), p90: quantile(took, 0.9), last: took[0] ?? null },
    steps: stepsOf(succeeded),
  };
}

/** Steps of runs that succeeded, in the order of the newest one. */
function stepsOf(runs: PipelineRun[]): RunHealth['steps'] {
  const names = [...new Set(runs.flatMap(({ steps }) => steps.map(({ name }) => name)))];
  return names.flatMap((name) => {
    const own = runs.flatMap(({ steps }) => steps.filter((step) => step.name === name && step.status === 'succeeded'));
    const took = own.flatMap((step) => between(step.startedAt, step.finishedAt) ?? []);
    if (took.length === 0) return [];
    const retried = own.filter(({ attempt }) => attempt > 1).length;
    return [{ name, runs: took.length, medianMs: quantile(took, 0.5) ?? 0, slowestMs: Math.max(...took), retried }];
  });
}

function between(from: string | null, to: string | null): number | null {
  return from !== null && to !== null ? Math.max(0, Date.parse(to) - Date.parse(from)) : null;
}

/** Linear between the two nearest; null where there are none. */
function quantile(values: number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] as number;
  return low + (place % 1) * ((sorted[Math.ceil(place)] as number) - low);
}
