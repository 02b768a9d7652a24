import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { finite, type MetricPoint } from './metrics';
import { inactiveRun, noRun } from './runs';

/**
 * Says which logged models a run read or made, in one statement; what it has said before is not said twice.
 * @throws AlmanacError `not_found` naming `runId` or `modelId`; `conflict` naming `runId`
 */
export async function linkModels(
  runId: string,
  role: 'input' | 'output',
  models: { modelId: string; step?: number | bigint }[],
): Promise<void> {
  const steps = new Map(models.map(({ modelId, step = 0 }) => [modelId, BigInt(step)]));
  const ids = [...steps.keys()].sort();
  const [found] = await db().$queryRaw<{ stage: string | null; known: string[] | null }[]>`
    WITH run AS (SELECT id, lifecycle_stage FROM runs WHERE id = ${runId} FOR KEY SHARE),
    model AS (SELECT id FROM logged_models WHERE id = ANY(${ids}::text[])),
    stored AS (
      INSERT INTO run_models (run_id, role, model_id, step)
      SELECT run.id, ${role}::run_model_role, model.id, given.step
      FROM run, unnest(${ids}::text[], ${ids.map((id) => steps.get(id) as bigint)}::bigint[]) AS given(id, step) JOIN model USING (id)
      WHERE run.lifecycle_stage = 'active'
      ON CONFLICT DO NOTHING)
    SELECT (SELECT lifecycle_stage::text FROM run) AS stage, (SELECT array_agg(id) FROM model) AS known`;
  if (!found?.stage) throw noRun(runId);
  if (found.stage !== 'active') throw inactiveRun(runId);
  const lost = ids.find((id) => !found.known?.includes(id));
  if (lost !== undefined) throw notFound(`There is no logged model ${lost}.`, 'modelId');
}

/** A figure of a logged model, on a dataset or on none. */
export interface ModelMetricPoint extends MetricPoint {
  modelId: string;
  datasetName?: string;
  datasetDigest?: string;
}

/** Logs figures of models that a run measured; a model that is not there takes none. */
export async function logModelMetrics(runId: string, points: ModelMetricPoint[]): Promise<void> {
  if (points.length === 0) return;
  const column = <Value>(value: (point: ModelMetricPoint) => Value) => points.map(value);
  await db().$executeRaw`
    INSERT INTO logged_model_metrics (model_id, key, timestamp, step, run_id, value, dataset_name, dataset_digest)
    SELECT model.id, given.key, given.timestamp, given.step, run.id, given.value, given.dataset_name, given.dataset_digest
    FROM unnest(
      ${column(({ modelId }) => modelId)}::text[], ${column(({ key }) => key)}::text[],
      ${column(({ timestamp }) => BigInt(timestamp))}::bigint[], ${column(({ step }) => BigInt(step))}::bigint[],
      ${column(({ value }) => finite(value))}::float8[],
      ${column(({ datasetName = null }) => datasetName)}::text[], ${column(({ datasetDigest = null }) => datasetDigest)}::text[]
    ) AS given(model_id, key, timestamp, step, value, dataset_name, dataset_digest)
    JOIN logged_models AS model ON model.id = given.model_id
    JOIN runs AS run ON run.id = ${runId} AND run.lifecycle_stage = 'active'
    ORDER BY model.id, given.key, given.timestamp, given.step
    ON CONFLICT DO NOTHING`;
}
