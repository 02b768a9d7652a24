import { db } from '@/lib/db';
import { invalid } from '@/lib/errors';
import { noRun } from './runs';

/** One logged value. `timestamp` is in milliseconds since the epoch. */
export interface MetricPoint {
  key: string;
  value: number;
  step: number;
  timestamp: number;
}

const largest = Number.MAX_VALUE;

/**
 * Logs points of a run in one statement, all or none. NaN is kept as `isNan` with value 0 and infinities as the largest double,
 * as MLflow does. A point logged before changes nothing; the latest of each metric is the one with the greatest
 * (step, timestamp, value), in whichever order they come. What history a run has does not matter to the time it takes.
 * @throws AlmanacError `not_found` naming `runId`; `validation_failed` naming a step or timestamp that is no whole number
 */
export async function logMetrics(runId: string, points: MetricPoint[]): Promise<void> {
  const { keys, timestamps, steps, values, nans } = columns(points);
  // Rows go in by order of their keys, so that two batches that share points wait for each other in the same order.
  const [found] = await db().$queryRaw<{ found: boolean }[]>`
    WITH run AS (SELECT id FROM runs WHERE id = ${runId} FOR KEY SHARE),
    point AS (
      SELECT run.id AS run_id, given.*
      FROM run, unnest(${keys}::text[], ${timestamps}::bigint[], ${steps}::bigint[], ${values}::float8[], ${nans}::boolean[]) AS given(key, timestamp, step, value, is_nan)),
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
    SELECT EXISTS (SELECT FROM run) AS found`;
  if (!found?.found) throw noRun(runId);
}

function columns(points: MetricPoint[]) {
  return {
    keys: points.map(({ key }) => key),
    timestamps: points.map(({ timestamp }, index) => whole(timestamp, `metrics.${index}.timestamp`)),
    steps: points.map(({ step }, index) => whole(step, `metrics.${index}.step`)),
    values: points.map(({ value }) => (Number.isNaN(value) ? 0 : Math.min(largest, Math.max(-largest, value)))),
    nans: points.map(({ value }) => Number.isNaN(value)),
  };
}

function whole(value: number, path: string): bigint {
  if (!Number.isSafeInteger(value)) throw invalid(path, 'must be a whole number');
  return BigInt(value);
}
