import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import { bigintText, readCursor, writeCursor } from '@/lib/cursor';
import { db } from '@/lib/db';
import type { Metric, MetricHistory, MetricHistoryQuery } from './schema';
import { toTime } from './tracked-runs';

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

interface Point {
  step: bigint;
  timestamp: bigint;
  value: number;
  isNan: boolean;
}

function toMetric({ step, timestamp, value, isNan }: Point): Metric {
  return { value: isNan ? null : value, step: Number(step), timestamp: toTime(timestamp) };
}
