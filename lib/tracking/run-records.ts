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

interface Row {
  record: string;
  metrics: string | null;
  params: string | null;
  tags: string | null;
  inputs: string | null;
  models: string | null;
}

/**
 * Runs by id, in the order of the ids; one that is not there is left out. The database hands each run's lists over as JSON, which
 * is read several times faster than rows are.
 */
export async function runRecords(ids: string[]): Promise<RunRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db().$queryRaw<Row[]>`
    SELECT
      json_build_array(run.id, run.experiment_id, run.name, run.user_id, run.status, run.start_time::text, run.end_time::text,
        run.artifact_uri, run.lifecycle_stage)::text AS record,
      (SELECT json_agg(json_build_array(key, CASE WHEN is_nan THEN NULL ELSE value END, timestamp::text, step::text) ORDER BY key)::text
        FROM latest_metrics WHERE run_id = run.id) AS metrics,
      (SELECT json_agg(json_build_array(key, value) ORDER BY key)::text FROM params WHERE run_id = run.id) AS params,
      (SELECT json_agg(json_build_array(key, value) ORDER BY key)::text FROM run_tags WHERE run_id = run.id) AS tags,
      (SELECT json_agg(json_build_array(name, digest, source_type, source, schema, profile, tags) ORDER BY name, digest)::text
        FROM run_inputs WHERE run_id = run.id) AS inputs,
      (SELECT json_agg(json_build_array(role, model_id, step::text) ORDER BY step, model_id)::text
        FROM run_models WHERE run_id = run.id) AS models
    FROM unnest(${ids}::bpchar[]) WITH ORDINALITY AS wanted(id, position) JOIN runs AS run ON run.id = wanted.id
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
    metrics: list<[string, number | null, string, string]>(row.metrics).map(([key, value, timestamp, step]) => ({
      key,
      value,
      timestamp: whole(timestamp),
      step: whole(step),
    })),
    params: list<[string, string]>(row.params).map(([key, value]) => ({ key, value })),
    tags: list<[string, string]>(row.tags).map(([key, value]) => ({ key, value })),
    inputs: list<[string, string, string, string, string | null, string | null, Record<string, string>]>(row.inputs).map(
      ([name, digest, sourceType, source, schema, profile, tags]) => ({ name, digest, sourceType, source, schema, profile, tags }),
    ),
    modelInputs: models.filter(([role]) => role === 'input').map(([, modelId]) => ({ modelId })),
    modelOutputs: models.filter(([role]) => role === 'output').map(([, modelId, step]) => ({ modelId, step: whole(step) })),
  };
}

function list<Item>(json: string | null): Item[] {
  return json === null ? [] : (JSON.parse(json) as Item[]);
}

/** A number where it is exact, else its digits. */
export function whole(digits: string | bigint): Whole {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : String(digits);
}
