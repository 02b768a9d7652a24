import type { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { invalid } from '@/lib/errors';
import { inactiveRun, noRun } from './runs';

/** One logged value. `timestamp` is in milliseconds since the epoch. */
export interface MetricPoint {
  key: string;
  value: number;
  step: number | bigint;
  timestamp: number | bigint;
}

/**
 * Logs points of a run in one statement, all or none. NaN is kept as `isNan` with value 0 and infinities as the largest double,
 * as MLflow does. A point logged before changes nothing; the latest of each metric is the one with the greatest
 * (step, timestamp, value), in whichever order they come. What history a run has does not matter to the time it takes.
 * @throws AlmanacError `not_found` or `conflict` naming `runId`; `validation_failed` naming a step or timestamp that is no whole number
 */
export async function logMetrics(
  runId: string,
  points: MetricPoint[],
  database: Pick<Prisma.TransactionClient, '$queryRaw'> = db(),
): Promise<void> {
  const { keys, timestamps, steps, values, nans } = columns(points);
  // Rows go in by order of their keys, so that two batches that share points wait for each other in the same order.
  const [found] = await database.$queryRaw<{ stage: string | null }[]>`
    WITH run AS (SELECT id, lifecycle_stage FROM runs WHERE id = ${runId} FOR KEY SHARE),
    point AS (
      SELECT run.id AS run_id, given.*
      FROM run, unnest(${keys}::text[], ${timestamps}::bigint[], ${steps}::bigint[], ${values}::float8[], ${nans}::boolean[]) AS given(key, timestamp, step, value, is_nan)
      WHERE run.lifecycle_stage = 'active'),
    history AS (
      INSERT INTO metrics (run_id, key, timestamp, step, value, is_nan)
      SELECT run_id, key, timestamp, step, value, is_nan FROM point ORDER BY key, timestamp, step, value, is_nan
      ON CONFLICT DO NOTHING),
    raised AS (
      INSERT INTO latest_metrics AS latest (run_id, key, timestamp, step, value, is_nan)
      SELECT DISTINCT ON (key) run_id, key, timestamp, step, value, is_nan FROM point
      ORDER BY key, step DESC, timestamp DESC, value DESC, is_nan DESC
      ON CONFLICT (run_id, key) DO UPDATE SET timestamp = excluded.timestamp, step = excluded.step, value = excluded.value, is_nan = excluded.is_nan
      WHERE (excluded.step, excluded.timestamp, excluded.value, excluded.is_nan) > (latest.step, latest.timestamp, latest.value, latest.is_nan))
    SELECT (SELECT lifecycle_stage::text FROM run) AS stage`;
  if (!found?.stage) throw noRun(runId);
  if (found.stage !== 'active') throw inactiveRun(runId);
}

function columns(points: MetricPoint[]) {
  return {
    keys: points.map(({ key }) => key),
    timestamps: points.map(({ timestamp }, index) => whole(timestamp, `metrics.${index}.timestamp`)),
    steps: points.map(({ step }, index) => whole(step, `metrics.${index}.step`)),
    values: points.map(({ value }) => finite(value)),
    nans: points.map(({ value }) => Number.isNaN(value)),
  };
}

/** A value as it is kept: 0 for NaN, the largest doubles for infinities. */
export function finite(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}

function whole(value: number | bigint, path: string): bigint {
  if (typeof value === 'bigint') return value;
  if (!Number.isSafeInteger(value)) throw invalid(path, 'must be a whole number');
  return BigInt(value);
}
