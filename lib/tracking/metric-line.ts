import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { largestTriangles } from './downsample';
import type { Metric, MetricLine } from './schema';
import { toTime } from './tracked-runs';

/** Points that are read whole; of more, the database hands over the least and the greatest of each of many short spans. */
const mostRead = 50_000;
/** Spans for each point that is asked for: enough that the choice among their extremes is the choice among all to the eye. */
const spansPerPoint = 4;

export interface LineQuery {
  /** How many points a chart has room for. */
  points: number;
  /** First and last step to draw. */
  from?: number | undefined;
  to?: number | undefined;
}

/**
 * One metric of a run as a chart needs it, in order of step: all of its points where there are no more than asked for, else those
 * that largest triangles choose, over steps, or over time where all points have one step. NaN is left out and counted.
 *
 * Long histories are thinned in the database first to the least and greatest value of each of many short spans (Van Der Donckt et al.,
 * MinMaxLTTB: Leveraging MinMax-Preselection to Scale LTTB for Visualization, 2023), so that a million points cost a scan and not
 * their transfer.
 */
export async function metricLine(runId: string, key: string, { points, from, to }: LineQuery): Promise<MetricLine> {
  const within = Prisma.sql`run_id = ${runId} AND key = ${key}
    ${from === undefined ? Prisma.empty : Prisma.sql`AND step >= ${from}::bigint`} ${to === undefined ? Prisma.empty : Prisma.sql`AND step <= ${to}::bigint`}`;
  const [extent] = await db().$queryRaw<[Extent]>`
    SELECT count(*) FILTER (WHERE NOT is_nan)::int AS count, count(*) FILTER (WHERE is_nan)::int AS "notNumbers",
      min(step) AS "minStep", max(step) AS "maxStep", min(timestamp) AS "minTime", max(timestamp) AS "maxTime"
    FROM metrics WHERE ${within}`;
  const byTime = extent.minStep === extent.maxStep;
  const rows = extent.count > mostRead ? await extremes(within, extent, byTime, spansPerPoint * points) : await all(within);
  const x = Float64Array.from(rows, ([step, time]) => (byTime ? time : step));
  const y = Float64Array.from(rows, ([, , value]) => value);
  const kept = largestTriangles(x, y, points);
  return {
    items: Array.from(kept, (at) => toMetric(rows[at] as Point)),
    nextCursor: null,
    sampledFrom: kept.length < extent.count ? extent.count : null,
    notNumbers: extent.notNumbers,
  };
}

interface Extent {
  count: number;
  notNumbers: number;
  minStep: bigint | null;
  maxStep: bigint | null;
  minTime: bigint | null;
  maxTime: bigint | null;
}

/** Step, time in milliseconds since the epoch, value. */
type Point = [number, number, number];

/** Every number, as one JSON text: it is read several times faster than rows are. */
async function all(within: Prisma.Sql): Promise<Point[]> {
  const [row] = await db().$queryRaw<{ points: string | null }[]>`
    SELECT json_agg(json_build_array(step, timestamp, value) ORDER BY step, timestamp, value)::text AS points
    FROM metrics WHERE ${within} AND NOT is_nan`;
  return row?.points ? (JSON.parse(row.points) as Point[]) : [];
}

/** The first, the last, and the least and greatest of each span, in order. */
async function extremes(within: Prisma.Sql, extent: Extent, byTime: boolean, spans: number): Promise<Point[]> {
  const [low, high] = byTime ? [extent.minTime, extent.maxTime] : [extent.minStep, extent.maxStep];
  const at = byTime ? Prisma.sql`timestamp` : Prisma.sql`step`;
  const ends = (direction: string) => Prisma.sql`
    (SELECT ARRAY[value, step, timestamp] AS point FROM metrics WHERE ${within} AND NOT is_nan
      ORDER BY step ${Prisma.raw(direction)}, timestamp ${Prisma.raw(direction)}, value ${Prisma.raw(direction)} LIMIT 1)`;
  const [row] = await db().$queryRaw<{ points: string }[]>`
    SELECT json_agg(json_build_array(point[2], point[3], point[1]) ORDER BY point[2], point[3], point[1])::text AS points FROM (
      SELECT unnest_point.point FROM (
        SELECT min(ARRAY[value, step, timestamp]) AS least, max(ARRAY[value, step, timestamp]) AS greatest
        FROM metrics WHERE ${within} AND NOT is_nan
        GROUP BY floor((${at} - ${low}::bigint)::float8 * ${spans}::int / ((${high}::bigint - ${low}::bigint)::float8 + 1))) AS span
      CROSS JOIN LATERAL (VALUES (span.least), (span.greatest)) AS unnest_point(point)
      UNION ${ends('ASC')} UNION ${ends('DESC')}) AS chosen`;
  return JSON.parse((row as { points: string }).points) as Point[];
}

function toMetric([step, time, value]: Point): Metric {
  return { value, step, timestamp: toTime(BigInt(Math.trunc(time))) };
}
