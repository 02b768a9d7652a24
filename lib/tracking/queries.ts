import type { LatestMetric, Param, Prisma, Run, RunTag } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { invalid, notFound } from '@/lib/errors';
import type { TrackedRun, TrackedRunList, TrackedRunQuery } from './schema';

const withDetails = { params: true, tags: true, latestMetrics: true } as const satisfies Prisma.RunInclude;

/** Runs that are not deleted, newest first, a page at a time. @throws AlmanacError `validation_failed` naming `cursor` */
export async function listRuns({ pipelineRun, experiment, limit, cursor }: TrackedRunQuery): Promise<TrackedRunList> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rows = await db().run.findMany({
    where: {
      lifecycleStage: 'active',
      ...(pipelineRun && { pipelineRunId: pipelineRun }),
      ...(experiment && { experimentId: Number(experiment) }),
      ...(after && { OR: [{ startTime: { lt: after.startTime } }, { startTime: after.startTime, id: { gt: after.id } }] }),
    },
    include: withDetails,
    orderBy: [{ startTime: 'desc' }, { id: 'asc' }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(toTrackedRun), nextCursor: rows.length > limit && last ? `${last.startTime}-${last.id}` : null };
}

/** @throws AlmanacError `not_found` naming `id` */
export async function getTrackedRun(id: string): Promise<TrackedRun> {
  const row = /^[0-9a-f]{32}$/.test(id) ? await db().run.findUnique({ where: { id }, include: withDetails }) : null;
  if (!row) throw notFound(`There is no run ${id}.`, 'id');
  return toTrackedRun(row);
}

function toTrackedRun(row: Run & { params: Param[]; tags: RunTag[]; latestMetrics: LatestMetric[] }): TrackedRun {
  const { id, experimentId, name, status, pipelineRunId, artifactUri } = row;
  return {
    id,
    experimentId: String(experimentId),
    name,
    status,
    startedAt: new Date(Number(row.startTime)).toISOString(),
    finishedAt: row.endTime === null ? null : new Date(Number(row.endTime)).toISOString(),
    pipelineRunId,
    artifactUri,
    params: Object.fromEntries(row.params.map(({ key, value }) => [key, value])),
    tags: Object.fromEntries(row.tags.map(({ key, value }) => [key, value])),
    metrics: Object.fromEntries(row.latestMetrics.map(({ key, value, isNan }) => [key, isNan ? null : value])),
  };
}

function readCursor(cursor: string): { startTime: bigint; id: string } {
  const [, startTime, id] = /^(\d{1,16})-([0-9a-f]{32})$/.exec(cursor) ?? [];
  if (startTime === undefined || id === undefined) throw invalid('cursor', 'must be the nextCursor of the page before');
  return { startTime: BigInt(startTime), id };
}
