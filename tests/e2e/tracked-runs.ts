import { db } from '@/lib/db';
import {
  createRun,
  finishRun,
  getOrCreateExperiment,
  logInput,
  logLoggedModel,
  logMetrics,
  logParams,
  setTags,
} from '@/lib/tracking/service';

/** The id of a seeded run. */
export const id = (k: number) => k.toString(16).padStart(32, 'e');

/** The first so many of the seeded runs, compared. */
export const compareAddress = (runs: number, more = '') =>
  `/experiments/compare?runs=${Array.from({ length: runs }, (_, k) => id(k)).join(',')}${more}`;

/** An experiment of eight runs: parameters, curves, one under way, one failed, one without a figure, two inside the first. */
export async function seedRuns(name = 'grid search') {
  const experiment = (await getOrCreateExperiment(name)).id;
  const start = Date.now() - 3_600_000;
  for (let k = 0; k < 8; k++) {
    await createRun({
      id: id(k),
      experimentId: experiment,
      name: `run ${k}`,
      startTime: start + 1000 * k,
      ...(k > 5 && { parentRunId: id(0) }),
    });
    await logParams(id(k), { model: k % 2 ? 'xgboost' : 'lightgbm', depth: 4 + (k % 3), seed: 7 });
    await setTags(id(k), { team: k < 4 ? 'planning' : 'research' });
    await logMetrics(
      id(k),
      Array.from({ length: 40 }, (_, step) => ({
        key: 'valid/loss',
        value: 1 / (1 + step * (k + 1)),
        step,
        timestamp: start + 1000 * k + 500 * step,
      })),
    );
    await logMetrics(id(k), [
      { key: 'rmse', value: k === 4 ? Number.NaN : 10 * k + 5, step: 0, timestamp: start },
      { key: 'r2', value: 0.9 - k / 20, step: 0, timestamp: start },
    ]);
    if (k > 0) await finishRun(id(k), k === 5 ? 'FAILED' : 'FINISHED');
  }
  await logInput(id(1), { name: 'walmart', digest: 'v1', sourceType: 'local', source: 'x' });
  await logLoggedModel({ runId: id(1), name: 'booster' });
  return { experiment };
}

/** An experiment of very many runs with nothing but a metric. */
export async function seedVolume(runs: number): Promise<number> {
  const { id } = await getOrCreateExperiment('volume');
  await db().$executeRaw`
    INSERT INTO runs (id, experiment_id, name, status, start_time, end_time, artifact_uri)
    SELECT md5('many ' || k), ${id}, 'many ' || k, 'FINISHED', 1700000000000 + k * 1000, 1700000000500 + k * 1000, 'x' FROM generate_series(1, ${runs}::int) AS k`;
  await db().$executeRaw`
    INSERT INTO latest_metrics (run_id, key, timestamp, step, value, is_nan)
    SELECT md5('many ' || k), 'rmse', 0, 0, k, false FROM generate_series(1, ${runs}::int) AS k`;
  await db().$executeRaw`ANALYZE`;
  return id;
}
