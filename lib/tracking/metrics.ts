import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { invalid } from '@/lib/errors';
import { arrayLiteral, textArrayLiteral } from './array-literal';
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
 *
 * Nearly all points are new, and to insert without looking for former ones is a third quicker: where one is there after all, the same
 * is done again with a look. Within a transaction of the caller's, which a failed statement would end, it looks at once.
 * @throws AlmanacError `not_found` or `conflict` naming `runId`; `validation_failed` naming a step or timestamp that is no whole number
 */
export async function logMetrics(
  runId: string,
  points: MetricPoint[],
  transaction?: Pick<Prisma.TransactionClient, '$queryRaw'>,
): Promise<void> {
  const kept = points.map(asKept);
  const stage = transaction ? await store(transaction, runId, kept, ignored) : await storeQuickly(runId, kept);
  if (!stage) throw noRun(runId);
  if (stage !== 'active') throw inactiveRun(runId);
}

/** A point as the tables have it. */
interface KeptPoint {
  key: string;
  timestamp: number | bigint;
  step: number | bigint;
  value: number;
  isNan: boolean;
}

const ignored = Prisma.sql`ON CONFLICT DO NOTHING`;

async function storeQuickly(runId: string, points: KeptPoint[]): Promise<string | null | undefined> {
  try {
    return await store(db(), runId, points, Prisma.empty);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return store(db(), runId, points, ignored);
  }
}

/** @returns the run's lifecycle stage: nothing was stored unless it is active; nothing where there is no such run */
async function store(
  database: Pick<Prisma.TransactionClient, '$queryRaw'>,
  runId: string,
  points: KeptPoint[],
  onConflict: Prisma.Sql,
): Promise<string | null | undefined> {
  // Rows go in by order of their keys, so that two batches that share points wait for each other in the same order.
  const [found] = await database.$queryRaw<{ stage: string | null }[]>`
    WITH run AS (SELECT id, lifecycle_stage FROM runs WHERE id = ${runId} FOR KEY SHARE),
    history AS (
      INSERT INTO metrics (run_id, key, timestamp, step, value, is_nan)
      SELECT run.id, given.* FROM run, ${rows(points)} WHERE run.lifecycle_stage = 'active'
      ORDER BY key, timestamp, step, value, is_nan ${onConflict}),
    raised AS (
      INSERT INTO latest_metrics AS latest (run_id, key, timestamp, step, value, is_nan)
      SELECT run.id, given.* FROM run, ${rows(latestOf(points))} WHERE run.lifecycle_stage = 'active' ORDER BY key
      ON CONFLICT (run_id, key) DO UPDATE SET timestamp = excluded.timestamp, step = excluded.step, value = excluded.value, is_nan = excluded.is_nan
      WHERE (excluded.step, excluded.timestamp, excluded.value, excluded.is_nan) > (latest.step, latest.timestamp, latest.value, latest.is_nan))
    SELECT (SELECT lifecycle_stage::text FROM run) AS stage`;
  return found?.stage;
}

function rows(points: KeptPoint[]): Prisma.Sql {
  const column = <Value>(value: (point: KeptPoint) => Value) => points.map(value);
  return Prisma.sql`unnest(
    ${textArrayLiteral(column(({ key }) => key))}::text[], ${arrayLiteral(column(({ timestamp }) => timestamp))}::bigint[],
    ${arrayLiteral(column(({ step }) => step))}::bigint[], ${arrayLiteral(column(({ value }) => value))}::float8[],
    ${arrayLiteral(column(({ isNan }) => isNan))}::boolean[]) AS given(key, timestamp, step, value, is_nan)`;
}

/** Of each metric the point with the greatest (step, timestamp, value). */
function latestOf(points: KeptPoint[]): KeptPoint[] {
  const latest = new Map<string, KeptPoint>();
  for (const point of points) {
    const former = latest.get(point.key);
    if (!former || isLater(point, former)) latest.set(point.key, point);
  }
  return [...latest.values()];
}

function isLater(a: KeptPoint, b: KeptPoint): boolean {
  // Not `!==`, by which a number differs from the same integer of 64 bits.
  if (a.step > b.step || a.step < b.step) return a.step > b.step;
  if (a.timestamp > b.timestamp || a.timestamp < b.timestamp) return a.timestamp > b.timestamp;
  return a.value === b.value ? a.isNan && !b.isNan : a.value > b.value;
}

function asKept({ key, timestamp, step, value }: MetricPoint, index: number): KeptPoint {
  requireWhole(timestamp, index, 'timestamp');
  requireWhole(step, index, 'step');
  return { key, timestamp, step, value: finite(value), isNan: Number.isNaN(value) };
}

function requireWhole(value: number | bigint, index: number, field: 'timestamp' | 'step'): void {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) throw invalid(`metrics.${index}.${field}`, 'must be a whole number');
}

/** Whether a statement failed because a row of its key is there already. */
function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const cause = (error.meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined)?.cause;
  return cause?.originalCode === '23505';
}

/** A value as it is kept: 0 for NaN, the largest doubles for infinities. */
export function finite(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
