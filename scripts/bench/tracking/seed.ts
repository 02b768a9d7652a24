import { Client } from 'pg';
import type { Side } from './side';

/** Names of tables and columns that differ between the two schemas. */
const names = {
  Almanac: { run: 'id', tags: 'run_tags', runOf: 'run_id', updated: 'updated_at' },
  MLflow: { run: 'run_uuid', tags: 'tags', runOf: 'run_uuid', updated: 'last_updated_time' },
} as const;

/** A number from 0 to 1 that is the same in both databases for the same text. */
const share = (text: string) => `((hashtextextended(${text}, 0) & 1048575) / 1048576.0)`;

/** The id of the k-th seeded run: the same on both sides, so that their answers can be held against each other. */
const runId = `md5('run ' || k)`;

/**
 * Runs with 20 metrics, 4 parameters and 3 tags each, written into a side's tables: to log them would take MLflow hours. The same
 * on both sides.
 */
export async function seedRuns(side: Side, experimentId: string, runs: number, metrics: number): Promise<void> {
  const { run, tags, runOf } = names[side.name];
  const of = side.name === 'Almanac';
  const series = `generate_series(1, ${runs}) AS k`;
  await statements(side, [
    `INSERT INTO runs (${run}, experiment_id, name, status, start_time, end_time, lifecycle_stage, artifact_uri, user_id${of ? '' : ', source_type, source_name'})
     SELECT ${runId}, ${experimentId}, 'run ' || k, 'FINISHED', 1700000000000 + k * 1000, 1700000000500 + k * 1000, 'active',
       'mlflow-artifacts:/${experimentId}/' || ${runId} || '/artifacts', 'bench'${of ? '' : ", 'LOCAL', 'bench'"} FROM ${series}`,
    `INSERT INTO params (${runOf}, key, value) SELECT ${runId}, p.key, p.value FROM ${series},
       LATERAL (VALUES ('model', CASE WHEN ${share(`'model ' || k`)} < 0.5 THEN 'lightgbm' ELSE 'xgboost' END), ('depth', (k % 12)::text),
         ('learning_rate', (k % 7 / 100.0)::text), ('seed', k::text)) AS p(key, value)`,
    `INSERT INTO ${tags} (${runOf}, key, value) SELECT ${runId}, t.key, t.value FROM ${series},
       LATERAL (VALUES ('mlflow.runName', 'run ' || k), ('team', 'team ' || (k % 20)), ('note', 'a note of run ' || k)) AS t(key, value)`,
    `INSERT INTO metrics (${runOf}, key, timestamp, step, value, is_nan)
     SELECT ${runId}, 'm' || lpad(m::text, 2, '0'), 1700000000100 + k * 1000, 0, ${share(`'value ' || k || '/' || m`)}, false
     FROM ${series}, generate_series(0, ${metrics - 1}) AS m`,
    `INSERT INTO latest_metrics (${runOf}, key, timestamp, step, value, is_nan)
     SELECT ${runOf}, key, timestamp, step, value, is_nan FROM metrics WHERE key LIKE 'm__' AND ${runOf} IN (SELECT ${runId} FROM ${series})`,
  ]);
  await settle(side);
}

/** Points of one metric of a run, at every step from 0 on. */
export async function seedHistory(side: Side, run: string, key: string, points: number): Promise<void> {
  const { runOf } = names[side.name];
  await statements(side, [
    `INSERT INTO metrics (${runOf}, key, timestamp, step, value, is_nan)
     SELECT '${run}', '${key}', 1700000000000 + k, k, ${share(`'history ' || k`)}, false FROM generate_series(0, ${points - 1}) AS k`,
    `INSERT INTO latest_metrics (${runOf}, key, timestamp, step, value, is_nan)
     SELECT '${run}', '${key}', 1700000000000 + ${points - 1}, ${points - 1}, ${share(`'history ' || ${points - 1}`)}, false`,
  ]);
  await settle(side);
}

/** Registered models with 4 tags and one version each. */
export async function seedModels(side: Side, models: number): Promise<void> {
  const ours = side.name === 'Almanac';
  const series = `generate_series(1, ${models}) AS k`;
  const name = `'model ' || lpad(k::text, 5, '0')`;
  await statements(side, [
    ours
      ? `INSERT INTO registered_models (name, description, last_version) SELECT ${name}, 'the model of ' || k, 1 FROM ${series}`
      : `INSERT INTO registered_models (name, description, creation_time, last_updated_time) SELECT ${name}, 'the model of ' || k, 1700000000000 + k, 1700000000000 + k FROM ${series}`,
    `INSERT INTO registered_model_tags (name, key, value) SELECT ${name}, t.key, t.value FROM ${series},
       LATERAL (VALUES ('team', 'team ' || (k % 20)), ('region', 'region ' || (k % 7)), ('tier', (k % 3)::text), ('note', 'a note of ' || k)) AS t(key, value)`,
    ours
      ? `INSERT INTO model_versions (name, version, source) SELECT ${name}, 1, 's3://models/' || k FROM ${series}`
      : `INSERT INTO model_versions (name, version, source, creation_time, last_updated_time, current_stage, status)
         SELECT ${name}, 1, 's3://models/' || k, 1700000000000 + k, 1700000000000 + k, 'None', 'READY' FROM ${series}`,
  ]);
  await settle(side);
}

/** What the server does by itself some minutes after so many rows have come. */
async function settle(side: Side): Promise<void> {
  await statements(side, ['VACUUM (ANALYZE)']);
}

async function statements(side: Side, sql: string[]): Promise<void> {
  const client = new Client({ connectionString: side.databaseUrl });
  await client.connect();
  try {
    for (const statement of sql) await client.query(statement);
  } finally {
    await client.end();
  }
}
