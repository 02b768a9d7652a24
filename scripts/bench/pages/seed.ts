import { Client } from 'pg';
import { db } from '@/lib/db';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { seedModels, seedRuns } from '../tracking/seed';
import { Side } from '../tracking/side';
import { Chain, chainDataset, chainHorizon, chainLevel } from './chain';
import { seedPipelineRuns } from './seed-pipelines';
import { seedForecasts, seedSales } from './seed-sales';

/** How much there is to look at. */
export interface Amounts {
  series: number;
  runs: number;
  metrics: number;
  models: number;
  pipelineRuns: number;
  vintages: number;
}

/** What addresses of pages are made of. */
export interface Seeded {
  dataset: string;
  series: string;
  experimentId: string;
  /** A tracked run with curves, and others beside it. */
  runs: string[];
  modelName: string;
  succeeded: string;
  failed: string;
  live: string;
}

/** Ten metrics of a run with a thousand points each, the last of them the latest. */
const curvesOf = (run: string) => `
  WITH point AS (
    INSERT INTO metrics (run_id, key, timestamp, step, value, is_nan)
    SELECT '${run}', 'curve ' || k, 1700000000000 + step, step, (1 + k) / (10.0 + step), false FROM generate_series(0, 9) AS k, generate_series(1, 1000) AS step
    RETURNING *)
  INSERT INTO latest_metrics (run_id, key, timestamp, step, value, is_nan)
  SELECT run_id, key, timestamp, step, value, is_nan FROM point WHERE step = 1000`;

/** Fills an instance that is up, by bulk SQL where logging would take hours. @param say hears how long each part took */
export async function seed(url: string, databaseUrl: string, amounts: Amounts, say: (line: string) => void): Promise<Seeded> {
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const made = await work();
    say(`  ${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return made;
  };
  const chain = new Chain(amounts.series);
  const { succeeded, failed } = await timed(`${amounts.pipelineRuns} pipeline runs`, () =>
    seedPipelineRuns(databaseUrl, amounts.pipelineRuns),
  );
  await timed(`${chain.modelled.ids.length} series x ${chain.days} days, and their sums`, () => seedSales(chain));
  await timed(`${amounts.vintages} published forecasts`, () => seedForecasts(chain, succeeded.slice(0, amounts.vintages)));
  const side = new Side('Almanac', url, databaseUrl);
  const { id } = await db().experiment.create({ data: { name: 'bench', artifactLocation: 'mlflow-artifacts:/bench' } });
  const experimentId = String(id);
  await timed(`${amounts.runs} runs x ${amounts.metrics} metrics`, () => seedRuns(side, experimentId, amounts.runs, amounts.metrics));
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('SELECT id FROM runs WHERE experiment_id = $1 ORDER BY start_time DESC LIMIT 20', [
    experimentId,
  ]);
  const runs = rows.map(({ id }) => id);
  await client.query(curvesOf(runs[0] as string));
  await client.end();
  await timed(`${amounts.models} registered models`, () => seedModels(side, amounts.models));
  const live = await createPipelineRun({
    parameters: pipelineParameters.parse({ dataset: chainDataset, level: chainLevel, horizon: chainHorizon }),
    trigger: 'api',
  });
  return {
    ...{ dataset: chainDataset, series: chain.modelled.ids[1234 % chain.modelled.ids.length] as string, experimentId, runs },
    ...{ modelName: `sales-forecast.${chainDataset}.${chainLevel}.day`, live: live.id },
    ...{ succeeded: succeeded[0] as string, failed: failed[0] as string },
  };
}
