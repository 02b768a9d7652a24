import type { Prisma, PipelineRun as RunRow, PipelineStep as StepRow } from '@/generated/prisma/client';
import type { PipelineParameters } from '@/lib/pipeline/parameters';
import type { Failure, PipelineResult, PipelineRun, PipelineStep } from './schema';

export type Transaction = Prisma.TransactionClient;
export type RunWithSteps = RunRow & { steps: StepRow[] };

export const withSteps = { steps: { orderBy: { position: 'asc' } } } as const satisfies Prisma.PipelineRunInclude;

const time = (value: Date | null) => value?.toISOString() ?? null;

export function toPipelineStep(row: StepRow): PipelineStep {
  return {
    name: row.name,
    status: row.status,
    attempt: row.attempt,
    progress: row.progress,
    message: row.message,
    startedAt: time(row.startedAt),
    finishedAt: time(row.finishedAt),
    error: row.error as Failure | null,
  };
}

export function toPipelineRun(row: RunWithSteps): PipelineRun {
  return {
    id: row.id,
    status: row.status,
    trigger: row.trigger,
    dataset: row.dataset,
    repeatOf: row.repeatOf,
    parameters: row.parameters as PipelineParameters,
    createdAt: row.createdAt.toISOString(),
    startedAt: time(row.startedAt),
    finishedAt: time(row.finishedAt),
    steps: row.steps.map(toPipelineStep),
    result: row.result as PipelineResult | null,
    error: row.error as Failure | null,
  };
}

/**
 * The run's row, locked until the transaction ends. Everything that changes a run or writes one of its events holds this lock,
 * so that event ids grow in the order in which followers can see them. Undefined where there is no such run.
 */
export async function lockRun(tx: Transaction, id: string): Promise<RunWithSteps | undefined> {
  await tx.$queryRaw`SELECT 1 FROM pipeline_runs WHERE id = ${id}::uuid FOR UPDATE`;
  return (await tx.pipelineRun.findUnique({ where: { id }, include: withSteps })) ?? undefined;
}
