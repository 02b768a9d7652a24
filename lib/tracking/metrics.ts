import type { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';

/** One logged value. `timestamp` is in milliseconds since the epoch. */
export interface MetricPoint {
  key: string;
  value: number;
  step: number;
  timestamp: number;
}

const largest = Number.MAX_VALUE;

/**
 * Logs points of a run. NaN is kept as `isNan` with value 0 and infinities as the largest double, as MLflow does.
 * A point logged before changes nothing; the latest of each metric is the one with the greatest (step, timestamp, value).
 */
export async function logMetrics(runId: string, points: MetricPoint[]): Promise<void> {
  if (points.length === 0) return;
  await db().$transaction(async (tx) => {
    await insertHistory(tx, runId, points);
    await raiseLatest(tx, runId, points);
  });
}

async function insertHistory(tx: Prisma.TransactionClient, runId: string, points: MetricPoint[]): Promise<void> {
  const { keys, timestamps, steps, values, nans } = columns(points);
  await tx.$executeRaw`
    INSERT INTO metrics (run_id, key, timestamp, step, value, is_nan)
    SELECT ${runId}, * FROM unnest(${keys}::text[], ${timestamps}::bigint[], ${steps}::bigint[], ${values}::float8[], ${nans}::boolean[])
    ON CONFLICT DO NOTHING`;
}

async function raiseLatest(tx: Prisma.TransactionClient, runId: string, points: MetricPoint[]): Promise<void> {
  const { keys, timestamps, steps, values, nans } = columns(points);
  // In order of key, so that two batches lock the rows they share in the same order.
  await tx.$executeRaw`
    INSERT INTO latest_metrics AS latest (run_id, key, timestamp, step, value, is_nan)
    SELECT DISTINCT ON (key) ${runId}, key, timestamp, step, value, is_nan
    FROM unnest(${keys}::text[], ${timestamps}::bigint[], ${steps}::bigint[], ${values}::float8[], ${nans}::boolean[]) AS point(key, timestamp, step, value, is_nan)
    ORDER BY key, step DESC, timestamp DESC, value DESC
    ON CONFLICT (run_id, key) DO UPDATE SET timestamp = excluded.timestamp, step = excluded.step, value = excluded.value, is_nan = excluded.is_nan
    WHERE (excluded.step, excluded.timestamp, excluded.value) > (latest.step, latest.timestamp, latest.value)`;
}

function columns(points: MetricPoint[]) {
  return {
    keys: points.map(({ key }) => key),
    timestamps: points.map(({ timestamp }) => BigInt(Math.trunc(timestamp))),
    steps: points.map(({ step }) => BigInt(Math.trunc(step))),
    values: points.map(({ value }) => (Number.isNaN(value) ? 0 : Math.min(largest, Math.max(-largest, value)))),
    nans: points.map(({ value }) => Number.isNaN(value)),
  };
}
