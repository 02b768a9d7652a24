import type { RunStatus } from '@/generated/prisma/client';
import { db } from '@/lib/db';

/** A whole number of 64 bits: text where a double could not hold it. */
export type Whole = number | string;

/** The last point of a metric; `value` is null where it is not a number. */
export interface MetricRecord {
  key: string;
  value: number | null;
  timestamp: Whole;
  step: Whole;
}

export interface DatasetRecord {
  name: string;
  digest: string;
  sourceType: string;
  source: string;
  schema: string | null;
  profile: string | null;
  tags: Record<string, string>;
}

/** A run with all that it logged. Times are milliseconds since the epoch. */
export interface RunRecord {
  id: string;
  experimentId: number;
  name: string;
  userId: string;
  status: RunStatus;
  startTime: Whole;
  endTime: Whole | null;
  artifactUri: string;
  lifecycleStage: 'active' | 'deleted';
  metrics: MetricRecord[];
  params: { key: string; value: string }[];
  tags: { key: string; value: string }[];
  inputs: DatasetRecord[];
  modelInputs: { modelId: string }[];
  modelOutputs: { modelId: string; step: Whole }[];
}

/** Lists by column, each as one text: JSON of texts, and of numbers as PostgreSQL writes arrays, null where there are none. */
interface Row {
  record: string;
  metricKeys: string | null;
  metricValues: string;
  metricTimes: string;
  metricSteps: string;
  paramKeys: string | null;
  paramValues: string;
  tagKeys: string | null;
  tagValues: string;
  inputs: string | null;
  models: string | null;
}

/** Runs that one statement reads: of more, parts are read side by side. */
const atOnce = 250;

/**
 * Runs by id, in the order of the ids; one that is not there is left out. The database hands each run's lists over as a few texts,
 * which are read several times faster than rows are.
 */
export async function runRecords(ids: string[]): Promise<RunRecord[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, k) => ids.slice(k * atOnce, (k + 1) * atOnce));
  return (await Promise.all(parts.map(readRuns))).flat();
}

async function readRuns(ids: string[]): Promise<RunRecord[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT
      json_build_array(run.id, run.experiment_id, run.name, run.user_id, run.status, run.start_time::text, run.end_time::text,
        run.artifact_uri, run.lifecycle_stage)::text AS record,
      metric.*, param.*, tag.*,
      (SELECT json_agg(json_build_array(name, digest, source_type, source, schema, profile, tags) ORDER BY name, digest)::text
        FROM run_inputs WHERE run_id = run.id) AS inputs,
      (SELECT json_agg(json_build_array(role, model_id, step::text) ORDER BY step, model_id)::text
        FROM run_models WHERE run_id = run.id) AS models
    FROM unnest(${ids}::bpchar[]) WITH ORDINALITY AS wanted(id, position)
    -- Each run by itself: a plain join would read all runs for some hundreds.
    CROSS JOIN LATERAL (SELECT * FROM runs WHERE runs.id = wanted.id OFFSET 0) AS run
    CROSS JOIN LATERAL (
      SELECT json_agg(key ORDER BY key)::text AS "metricKeys", array_agg(CASE WHEN is_nan THEN NULL ELSE value END ORDER BY key)::text AS "metricValues",
        array_agg(timestamp ORDER BY key)::text AS "metricTimes", array_agg(step ORDER BY key)::text AS "metricSteps"
      FROM latest_metrics WHERE run_id = run.id) AS metric
    CROSS JOIN LATERAL (
      SELECT json_agg(key ORDER BY key)::text AS "paramKeys", json_agg(value ORDER BY key)::text AS "paramValues"
      FROM params WHERE run_id = run.id) AS param
    CROSS JOIN LATERAL (
      SELECT json_agg(key ORDER BY key)::text AS "tagKeys", json_agg(value ORDER BY key)::text AS "tagValues"
      FROM run_tags WHERE run_id = run.id) AS tag
    ORDER BY wanted.position`;
  return rows.map(toRecord);
}

/** @returns undefined where there is no such run */
export async function runRecord(id: string): Promise<RunRecord | undefined> {
  return (await runRecords([id]))[0];
}

function toRecord(row: Row): RunRecord {
  const [id, experimentId, name, userId, status, startTime, endTime, artifactUri, lifecycleStage] = JSON.parse(row.record) as [
    string,
    number,
    string,
    string,
    RunStatus,
    string,
    string | null,
    string,
    'active' | 'deleted',
  ];
  const models = list<['input' | 'output', string, string]>(row.models);
  return {
    id,
    experimentId,
    name,
    userId,
    status,
    startTime: whole(startTime),
    endTime: endTime === null ? null : whole(endTime),
    artifactUri,
    lifecycleStage,
    metrics: metricsOf(row),
    params: pairs(row.paramKeys, row.paramValues),
    tags: pairs(row.tagKeys, row.tagValues),
    inputs: list<[string, string, string, string, string | null, string | null, Record<string, string>]>(row.inputs).map(
      ([name, digest, sourceType, source, schema, profile, tags]) => ({ name, digest, sourceType, source, schema, profile, tags }),
    ),
    modelInputs: models.filter(([role]) => role === 'input').map(([, modelId]) => ({ modelId })),
    modelOutputs: models.filter(([role]) => role === 'output').map(([, modelId, step]) => ({ modelId, step: whole(step) })),
  };
}

function metricsOf({ metricKeys, metricValues, metricTimes, metricSteps }: Row): MetricRecord[] {
  if (metricKeys === null) return [];
  const [values, times, steps] = [metricValues, metricTimes, metricSteps].map(numbers) as [string[], string[], string[]];
  return (JSON.parse(metricKeys) as string[]).map((key, k) => ({
    key,
    value: values[k] === 'NULL' ? null : Number(values[k]),
    timestamp: whole(times[k] as string),
    step: whole(steps[k] as string),
  }));
}

/** The elements of an array of numbers, as digits. */
function numbers(array: string): string[] {
  return array.slice(1, -1).split(',');
}

function pairs(keys: string | null, values: string): { key: string; value: string }[] {
  if (keys === null) return [];
  const all = JSON.parse(values) as string[];
  return (JSON.parse(keys) as string[]).map((key, k) => ({ key, value: all[k] as string }));
}

function list<Item>(json: string | null): Item[] {
  return json === null ? [] : (JSON.parse(json) as Item[]);
}

/** A number where it is exact, else its digits. */
export function whole(digits: string | bigint): Whole {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : String(digits);
}
