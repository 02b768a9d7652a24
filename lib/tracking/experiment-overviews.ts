import { db } from '@/lib/db';
import type { ExperimentOverview } from './schema';
import { toTime } from './tracked-runs';

type Row = Omit<ExperimentOverview, 'createdAt' | 'lastActivity'> & { createdAt: Date; lastActivity: bigint | null };

/** Every experiment of a lifecycle stage with what it holds; the one that something last happened in comes first. */
export async function experimentOverviews(view: 'active' | 'deleted'): Promise<ExperimentOverview[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT experiment.id::text AS id, experiment.name, experiment.lifecycle_stage::text AS "lifecycleStage", experiment.created_at AS "createdAt",
      coalesce(held.runs, 0) AS runs, coalesce(held.running, 0) AS running, coalesce(held.failed, 0) AS failed, held.last AS "lastActivity"
    FROM experiments AS experiment
    LEFT JOIN (
      SELECT experiment_id, count(*)::int AS runs, count(*) FILTER (WHERE status = 'RUNNING')::int AS running,
        count(*) FILTER (WHERE status = 'FAILED')::int AS failed, max(greatest(start_time, coalesce(end_time, start_time))) AS last
      FROM runs WHERE lifecycle_stage = ${view}::lifecycle_stage GROUP BY experiment_id) AS held ON held.experiment_id = experiment.id
    WHERE experiment.lifecycle_stage = ${view}::lifecycle_stage
    ORDER BY held.last DESC NULLS LAST, experiment.id DESC`;
  return rows.map(({ createdAt, lastActivity, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastActivity: lastActivity === null ? null : toTime(lastActivity),
  }));
}
