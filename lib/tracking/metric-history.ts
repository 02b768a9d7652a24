import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { pageOf } from './page-token';
import { type Whole, whole } from './run-records';

/** One logged point; `value` is null where it is not a number. Time is milliseconds since the epoch. */
export interface HistoryPoint {
  runId: string;
  value: number | null;
  timestamp: Whole;
  step: Whole;
}

interface Row {
  runId: string;
  value: number;
  isNan: boolean;
  timestamp: bigint;
  step: bigint;
}

/** Every point of one metric of a run in order of time, then step, then value: a page, or all where there is no limit. */
export async function historyByTime(
  runId: string,
  key: string,
  { offset = 0, limit }: { offset?: number; limit?: number } = {},
): Promise<{ points: HistoryPoint[]; nextToken: string | undefined }> {
  const bounded = limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit + 1}`;
  const rows = await db().$queryRaw<Row[]>`
    SELECT run_id AS "runId", value, is_nan AS "isNan", timestamp, step FROM metrics
    WHERE run_id = ${runId} AND key = ${key} ORDER BY timestamp, step, value OFFSET ${offset} ${bounded}`;
  const page = pageOf(rows, offset, limit ?? rows.length);
  return { points: page.rows.map(toPoint), nextToken: page.nextToken };
}

/** The points of one metric of several runs, in order of run, time, step and value. */
export async function historyOfRuns(runIds: string[], key: string, limit: number): Promise<HistoryPoint[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT run_id AS "runId", value, is_nan AS "isNan", timestamp, step FROM metrics
    WHERE run_id = ANY(${runIds}::bpchar[]) AND key = ${key} ORDER BY run_id, timestamp, step, value LIMIT ${limit}`;
  return rows.map(toPoint);
}

/**
 * At most `limit` points of one metric of each run, within a range of steps or over all. In order of step they are cut into
 * `limit` parts of a size, of which the first points are taken; in place of the last part's, the very last (as MLflow does).
 */
export async function sampledHistory(
  runIds: string[],
  key: string,
  limit: number,
  range?: { from: bigint; to: bigint },
): Promise<HistoryPoint[]> {
  const within = range ? Prisma.sql`AND step BETWEEN ${range.from} AND ${range.to}` : Prisma.empty;
  const rows = await db().$queryRaw<Row[]>`
    SELECT run_id AS "runId", value, is_nan AS "isNan", timestamp, step FROM (
      SELECT *, row_number() OVER (PARTITION BY run_id, part ORDER BY place) = 1 AS first FROM (
        SELECT *, ntile(${limit}::int) OVER ordered AS part, row_number() OVER ordered AS place, count(*) OVER (PARTITION BY run_id) AS total
        FROM metrics WHERE run_id = ANY(${runIds}::bpchar[]) AND key = ${key} ${within}
        WINDOW ordered AS (PARTITION BY run_id ORDER BY step, timestamp, value, is_nan)) AS cut) AS point
    WHERE place = total OR (first AND (part < ${limit}::int OR total <= ${limit}::int))
    ORDER BY array_position(${runIds}::bpchar[], run_id), place`;
  return rows.map(toPoint);
}

function toPoint({ runId, value, isNan, timestamp, step }: Row): HistoryPoint {
  return { runId, value: isNan ? null : value, timestamp: whole(timestamp), step: whole(step) };
}
