import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { stepNames } from '@/lib/pipeline-runs/schema';
import { figures } from '@/tests/e2e/retailer';
import { chainDataset, chainHorizon, chainLevel } from './chain';

const parameters = pipelineParameters.parse({ dataset: chainDataset, level: chainLevel, horizon: chainHorizon });
const damage = { code: 'data_invalid', message: 'A file is damaged.', errors: [{ path: 'a.parquet', message: 'is damaged' }] };
const result = {
  ...{ bestModel: 'ensemble', metrics: { ...figures, intervals: [] }, modelName: `sales-forecast.${chainDataset}.${chainLevel}.day` },
  ...{ modelVersion: 1, forecastId: null },
};
/** Lines of log that a run leaves. */
const linesOfLog = 200;

/**
 * Finished pipeline runs, a week apart, every tenth of them failed, each with its steps and its log.
 * @returns ids of those that succeeded and of those that failed, the latest first
 */
export async function seedPipelineRuns(databaseUrl: string, count: number): Promise<{ succeeded: string[]; failed: string[] }> {
  const runs = Array.from({ length: count }, (_, age) => ({ id: randomUUID(), age, failed: age % 10 === 9 }));
  const ids = runs.map(({ id }) => id);
  const failed = runs.map((run) => run.failed);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const given = `unnest($1::uuid[], $2::bool[]) WITH ORDINALITY AS run(id, failed, age)`;
    const ended = `now() - age * interval '7 days'`;
    await client.query(
      `INSERT INTO pipeline_runs (id, status, trigger, dataset, parameters, result, error, dispatched_at, created_at, started_at, finished_at)
       SELECT id, CASE WHEN failed THEN 'failed' ELSE 'succeeded' END::pipeline_status, 'cron', $3, $4::jsonb, CASE WHEN NOT failed THEN $5::jsonb END,
         CASE WHEN failed THEN $6::jsonb END, ${ended} - interval '9 minutes', ${ended} - interval '9 minutes', ${ended} - interval '8 minutes', ${ended}
       FROM ${given}`,
      [ids, failed, chainDataset, JSON.stringify(parameters), JSON.stringify(result), JSON.stringify(damage)],
    );
    await client.query(
      `INSERT INTO pipeline_steps (run_id, name, position, status, attempt, progress, message, error, started_at, finished_at)
       SELECT id, step.name, place - 1, (CASE WHEN NOT failed OR place < 2 THEN 'succeeded' WHEN place = 2 THEN 'failed' ELSE 'cancelled' END)::pipeline_step_status,
         CASE WHEN failed AND place > 2 THEN 0 ELSE 1 END, CASE WHEN failed AND place > 1 THEN 0 ELSE 1 END, '', CASE WHEN failed AND place = 2 THEN $4::jsonb END,
         ${ended} - (12 - place) * interval '40 seconds', ${ended} - (11 - place) * interval '40 seconds'
       FROM ${given}, unnest($3::text[]) WITH ORDINALITY AS step(name, place)`,
      [ids, failed, stepNames, JSON.stringify(damage)],
    );
    await client.query(
      `INSERT INTO pipeline_events (run_id, type, payload, created_at)
       SELECT id, 'log', jsonb_build_object('level', 'info', 'message', 'Line ' || line || ' of what this step has to say', 'step', ($3::text[])[1 + line % 11]),
         ${ended} - (${linesOfLog} - line) * interval '2 seconds'
       FROM ${given}, generate_series(1, ${linesOfLog}) AS line ORDER BY run.age DESC, line`,
      [ids, failed, stepNames],
    );
  } finally {
    await client.end();
  }
  const of = (isFailed: boolean) => runs.filter((run) => run.failed === isFailed).map(({ id }) => id);
  return { succeeded: of(false), failed: of(true) };
}
