import { randomUUID } from 'node:crypto';
import { isoDate } from '@/lib/data/days';
import { seriesId } from '@/lib/datasets/series-id';
import { publishSeries } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { publishForecast } from '@/lib/forecasts/service';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { registerVersion } from '@/lib/registry/service';
import { createRun, finishRun, getOrCreateExperiment, logMetrics, logParams } from '@/lib/tracking/service';

export const firstDate = '2026-01-01';
export const lastDate = '2026-03-31';
const days = 90;
const horizon = 7;
export const stores = ['store_001', 'store_002', 'corner shop/ü'];
export const model = 'sales-forecast';
export const pipelineRunId = '11111111-1111-4111-8111-111111111111';
export const trackedRunId = 'a'.repeat(32);

/** A small dataset with one version. */
export async function seedDataset(): Promise<void> {
  const version = { version: 1, uri: `mlflow-artifacts:/datasets/${sampleDataset}/1`, fingerprint: 'f'.repeat(64), rowCount: 1000 };
  await db().dataset.create({
    data: {
      name: sampleDataset,
      kind: 'synthetic',
      description: 'A few stores',
      versions: { create: { ...version, firstDate: new Date('2025-04-01'), lastDate: new Date(lastDate) } },
    },
  });
}

/** What a finished run leaves: series with their histories, a forecast of two levels, a model with two versions, a tracked run. */
export async function seedResults(): Promise<void> {
  await seedDataset();
  const start = Date.parse(firstDate) / 86_400_000;
  const history = stores.flatMap((_, series) =>
    Array.from({ length: days }, (_, day) => (day === 5 ? Number.NaN : 100 * (series + 1) + day)),
  );
  const panel = {
    frequency: 'day' as const,
    ids: stores,
    keys: stores.map((store) => ({ store })),
    indptr: Int32Array.from([0, days, 2 * days, 3 * days]),
    ds: Int32Array.from(stores.flatMap(() => Array.from({ length: days }, (_, day) => start + day))),
    y: Float64Array.from(history),
    known: {},
    past: {},
    origin: start + days - 1,
  };
  await publishSeries({ dataset: sampleDataset, level: 'store', panel });

  const ids = [
    ...stores.map((store) => [seriesId(sampleDataset, 'store', { store }), 'store'] as const),
    [seriesId(sampleDataset, 'total', {}), 'total'] as const,
  ];
  const points = ids.flatMap(([id, level]) =>
    Array.from({ length: horizon }, (_, k) => ({ id, level, step: k + 1, date: isoDate(start + days + k), mean: 50 + k })),
  );
  const column = (shift: number) => Float64Array.from(points, ({ mean }) => mean + shift);
  await publishForecast({
    pipelineRunId,
    dataset: sampleDataset,
    datasetVersion: 1,
    level: 'store',
    frequency: 'day',
    origin: lastDate,
    horizon,
    modelName: model,
    modelVersion: 1,
    intervalMethod: 'conformal',
    points: {
      seriesId: points.map(({ id }) => id),
      level: points.map(({ level }) => level),
      step: Int32Array.from(points, ({ step }) => step),
      date: points.map(({ date }) => date),
      mean: column(0),
      lower80: column(-1),
      upper80: column(1),
      lower90: column(-2),
      upper90: column(2),
      lower95: column(-3),
      upper95: column(3),
    },
  });

  for (const run of [pipelineRunId, randomUUID()]) {
    await registerVersion({
      name: model,
      scope: { dataset: sampleDataset, level: 'store', frequency: 'day' },
      runId: null,
      pipelineRunId: run,
      source: 'mlflow-artifacts:/1/x/artifacts/model',
      config: { best: 'ensemble' },
      metrics: { test: { rmse: 12, mape: Number.NaN } },
      datasetVersion: 1,
      trainedThrough: lastDate,
    });
  }

  const experiment = await getOrCreateExperiment('sales-forecast');
  await createRun({ id: trackedRunId, experimentId: experiment.id, name: 'lightgbm', pipelineRunId });
  await logParams(trackedRunId, { leaves: 31 });
  await logMetrics(trackedRunId, [
    { key: 'rmse', value: 13.5, step: 0, timestamp: 1 },
    { key: 'rmse', value: 12.5, step: 1, timestamp: 2 },
    { key: 'mape', value: Number.NaN, step: 0, timestamp: 1 },
  ]);
  await finishRun(trackedRunId, 'FINISHED');
}
