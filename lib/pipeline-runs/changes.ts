import { isDeepStrictEqual } from 'node:util';
import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { type PipelineParameters, pipelineParameters } from '@/lib/pipeline/parameters';
import type { ParameterChange, RunChanges } from './history-schema';
import type { PipelineRun } from './schema';
import { getPipelineRun } from './service';

const names = Object.keys(pipelineParameters.shape) as (keyof PipelineParameters)[];

/** What two runs were told differently, in the order of the parameters; lists that differ in order only are the same. */
export function parameterChanges(before: Partial<PipelineParameters>, after: Partial<PipelineParameters>): ParameterChange[] {
  const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);
  return names
    .filter((name) => !isDeepStrictEqual(sorted(before[name]), sorted(after[name])))
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }));
}

/**
 * What a run was told differently from another: the one before it of the same dataset, unless another is named.
 * @throws AlmanacError `not_found`
 */
export async function runChanges(id: string, against?: string): Promise<RunChanges> {
  const run = await getPipelineRun(id);
  const otherId = against ?? (await previousRuns([run])).get(run.id)?.id;
  if (otherId === undefined) return { against: null, changes: [] };
  const other = await getPipelineRun(otherId);
  return {
    against: { id: other.id, status: other.status, createdAt: other.createdAt },
    changes: parameterChanges(other.parameters, run.parameters),
  };
}

/** Of each run, what it was told differently from the one before it of the same dataset; null where it was the first. */
export async function changesSince(runs: readonly PipelineRun[]): Promise<Map<string, ParameterChange[] | null>> {
  const before = await previousRuns(runs);
  return new Map(
    runs.map((run) => {
      const previous = before.get(run.id);
      return [run.id, previous ? parameterChanges(previous.parameters, run.parameters) : null];
    }),
  );
}

async function previousRuns(runs: readonly PipelineRun[]): Promise<Map<string, { id: string; parameters: PipelineParameters }>> {
  if (runs.length === 0) return new Map();
  const rows = await db().$queryRaw<{ of: string; id: string; parameters: PipelineParameters }[]>`
    SELECT r.id::text AS of, p.id::text AS id, p.parameters FROM pipeline_runs r
    CROSS JOIN LATERAL (
      SELECT id, parameters FROM pipeline_runs
      WHERE dataset = r.dataset AND created_at <= r.created_at AND (created_at, id) < (r.created_at, r.id)
      ORDER BY created_at DESC, id DESC LIMIT 1) p
    WHERE r.id IN (${Prisma.join(runs.map(({ id }) => Prisma.sql`${id}::uuid`))})`;
  return new Map(rows.map((row) => [row.of, row]));
}
