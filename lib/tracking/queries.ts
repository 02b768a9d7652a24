import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import { bigintText, readCursor, writeCursor } from '@/lib/cursor';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import type { Artifact, Metric, MetricHistory, MetricHistoryQuery, TrackedRun, TrackedRunList, TrackedRunQuery } from './schema';

const logged = { params: true, tags: true, latestMetrics: true } as const satisfies Prisma.RunInclude;
type Logged = Prisma.RunGetPayload<{ include: typeof logged }>;

/** A run with its parameters, tags and latest metrics. @throws AlmanacError `not_found` naming `id` */
export async function getTrackedRun(id: string): Promise<TrackedRun> {
  const row = /^[0-9a-f]{32}$/.test(id) ? await db().run.findUnique({ where: { id }, include: logged }) : null;
  if (!row) throw notFound(`There is no run ${id}.`, 'id');
  return toTrackedRun(row);
}

const runPosition = z.tuple([bigintText, z.string().regex(/^[0-9a-f]{32}$/)]);

/** Runs that are not deleted, of an experiment or a pipeline run or of all, the newest first, a page at a time. @throws AlmanacError `validation_failed` naming `cursor` */
export async function listRuns({ pipelineRun, experiment, limit, cursor }: TrackedRunQuery): Promise<TrackedRunList> {
  const after = cursor === undefined ? undefined : readCursor(cursor, runPosition);
  const rows = await db().run.findMany({
    where: {
      lifecycleStage: 'active',
      ...(pipelineRun && { pipelineRunId: pipelineRun }),
      ...(experiment && { experimentId: Number(experiment) }),
      ...(after && { OR: [{ startTime: { lt: after[0] } }, { startTime: after[0], id: { gt: after[1] } }] }),
    },
    include: logged,
    orderBy: [{ startTime: 'desc' }, { id: 'asc' }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(toTrackedRun), nextCursor: rows.length > limit && last ? writeCursor([String(last.startTime), last.id]) : null };
}

const pointPosition = z.tuple([bigintText, bigintText, z.number(), z.boolean()]);

/** Every logged point of one metric in order of step, then time; empty where there is none. */
export async function metricHistory(runId: string, key: string, { limit, cursor }: MetricHistoryQuery): Promise<MetricHistory> {
  const after = cursor === undefined ? undefined : readCursor(cursor, pointPosition);
  const beyond = after
    ? Prisma.sql`AND (step, timestamp, value, is_nan) > (${after[0]}, ${after[1]}, ${after[2]}::float8, ${after[3]})`
    : Prisma.empty;
  const rows = await db().$queryRaw<Point[]>`
    SELECT step, timestamp, value, is_nan AS "isNan" FROM metrics
    WHERE run_id = ${runId} AND key = ${key} ${beyond}
    ORDER BY step, timestamp, value, is_nan LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? writeCursor([String(last.step), String(last.timestamp), last.value, last.isNan]) : null;
  return { items: page.map(toMetric), nextCursor };
}

/** Files of a run in order of path, of one folder or of all. */
export async function listArtifacts(runId: string, folder = ''): Promise<Artifact[]> {
  const rows = await db().artifact.findMany({
    where: { runId, ...(folder && { path: { startsWith: `${folder.replace(/[\\%_]/g, '\\$&')}/` } }) },
    orderBy: { path: 'asc' },
  });
  return rows.map(({ path, uri, sizeBytes, sha256, contentType, createdAt }) => ({
    path,
    uri,
    sizeBytes: Number(sizeBytes),
    sha256,
    contentType,
    createdAt: createdAt.toISOString(),
  }));
}

interface Point {
  step: bigint;
  timestamp: bigint;
  value: number;
  isNan: boolean;
}

function toMetric({ step, timestamp, value, isNan }: Point): Metric {
  return { value: isNan ? null : value, step: Number(step), timestamp: toTime(timestamp) };
}

function toTime(milliseconds: bigint): string {
  return new Date(Number(milliseconds)).toISOString();
}

function toTrackedRun(row: Logged): TrackedRun {
  const tags = Object.fromEntries(row.tags.map(({ key, value }) => [key, value]));
  return {
    id: row.id,
    experimentId: String(row.experimentId),
    name: row.name,
    status: row.status,
    startedAt: toTime(row.startTime),
    finishedAt: row.endTime === null ? null : toTime(row.endTime),
    pipelineRunId: row.pipelineRunId,
    parentRunId: tags['mlflow.parentRunId'] ?? null,
    artifactUri: row.artifactUri,
    params: Object.fromEntries(row.params.map(({ key, value }) => [key, value])),
    tags,
    metrics: Object.fromEntries(row.latestMetrics.map(({ key, value, isNan }) => [key, isNan ? null : value])),
  };
}
