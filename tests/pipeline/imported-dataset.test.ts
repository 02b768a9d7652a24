import { existsSync } from 'node:fs';
import path from 'node:path';
import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { readPanel } from '@/lib/data/panel-file';
import { importDataset } from '@/lib/datasets/import';
import { listSeries, seriesHistory } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { env } from '@/lib/env';
import { getForecasts, publishedLevels } from '@/lib/forecasts/service';
import { availableBoosters } from '@/lib/models/boosters';
import { locateLibrary } from '@/lib/models/native/locate.mjs';
import type { RequestedParameters } from '@/lib/pipeline/parameters';
import { requestedParameters } from '@/lib/pipeline/parameters';
import type { TaskContext } from '@/lib/pipeline/task';
import { tasks } from '@/lib/pipeline/tasks';
import { resolveParameters } from '@/lib/pipeline-runs/preflight';
import { type PipelineResult, plannedSteps } from '@/lib/pipeline-runs/schema';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { projectRoot } from '@/lib/project';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { importObservations, type ObservationRow, observationsOf } from '../helpers/observations';
import { createTestDatabase } from '../helpers/postgres';
import { randomStream } from '../helpers/random-panel';

const installed = env().ALMANAC_DATA_DIR;
for (const name of ['lightgbm', 'xgboost'] as const)
  process.env[`${name.toUpperCase()}_LIBRARY`] ??= locateLibrary(name, { dataDir: installed }).path ?? '';
createArtifactFolder();
await createTestDatabase();
const walmart = path.join(projectRoot(), '..', 'shared', 'data', 'walmart_weekly_45_stores.csv');
if (!existsSync(walmart)) console.warn('SKIPPED for want of public data: walmart_weekly_45_stores.csv is not in ../shared/data');
const boosters = availableBoosters().includes('lightgbm') ? (['lightgbm'] as const) : [];
if (boosters.length === 0) console.warn('SKIPPED for want of a library: lightgbm is not trained on the imported dataset');

/** Carries out every step of a run, as the durable function would. */
async function run(asked: Partial<RequestedParameters>): Promise<{ runId: string; result: PipelineResult }> {
  const parameters = await resolveParameters(requestedParameters.parse({ models: [...boosters, 'seasonal-naive'], ...asked }));
  const { id: runId } = await createPipelineRun({ parameters, trigger: 'api' });
  const context: TaskContext = { runId, parameters, report: () => {}, signal: new AbortController().signal };
  let output: unknown;
  for (const name of plannedSteps(parameters)) output = await tasks[name]?.(context);
  return { runId, result: output as PipelineResult };
}

const start = parseDay('2025-01-06');
const days = 240;
const horizon = 7;
const plan = days + horizon;
const shops: Record<string, string> = { 'A/1': 'north', b: 'north', c: 'south' };
const items: Record<string, string> = { x: 'own', 'y z': 'bought' };
const random = randomStream(3);
const rows: ObservationRow[] = Object.entries(shops).flatMap(([shop, region], s) =>
  Object.entries(items).flatMap(([item, brand], i) =>
    Array.from({ length: plan }, (_, k) => {
      const promotion = random() < 0.1 ? 1 : 0;
      const y = Math.round((20 + 10 * s + 5 * i) * (1 + 0.3 * Math.sin((2 * Math.PI * k) / 7)) * (1 + promotion) * (0.9 + 0.2 * random()));
      return { date: isoDate(start + k), shop, item, region, brand, y: k < days ? y : null, price: 2 + i, promotion };
    }),
  ),
);
const observations = observationsOf({
  keys: ['shop', 'item'],
  attributes: { region: 'shop', brand: 'item' },
  known: ['price', 'promotion'],
  ...{ price: 'price', promotion: 'promotion' },
});

describe('an imported dataset', () => {
  it('goes through the whole pipeline, and its forecasts add up over every level', async () => {
    await importObservations({ dataset: 'north', observations, parts: [rows] });
    const { runId, result } = await run({ dataset: 'north', horizon });
    expect(result.modelName).toBe('sales-forecast.north.shop+item.day');
    const { panel, meta } = await readPanel(runId);
    expect(panel.keys[0]).toEqual({ shop: 'A/1', item: 'x', region: 'north', brand: 'own' });
    expect(meta).toMatchObject({
      ...{ keyNames: ['shop', 'item'], attributes: { region: 'shop', brand: 'item' }, price: 'price', promotion: 'promotion' },
      ...{ holidays: { country: 'US' }, filled: { price: { horizon: 0 }, promotion: { horizon: 0 } } },
    });
    const all = { dataset: 'north', limit: 1000 };
    const finest = await getForecasts(all);
    expect(finest.forecast).toMatchObject({ level: 'shop+item', origin: isoDate(start + days - 1), horizon });
    const levels = await publishedLevels(finest.forecast.id);
    expect(levels).toEqual(['total', 'brand', 'item', 'region', 'shop', 'region+brand', 'region+item', 'shop+brand', 'shop+item']);
    const total = (await getForecasts({ ...all, level: 'total' })).items;
    for (const level of levels) {
      const { items: points } = await getForecasts({ ...all, level });
      for (const { date, mean } of total)
        expect(points.filter((point) => point.date === date).reduce((sum, point) => sum + point.mean, 0)).toBeCloseTo(mean, 6);
    }
    expect((await listSeries({ dataset: 'north', level: 'region', limit: 10 })).items.map(({ keys }) => keys)).toEqual([
      { region: 'north' },
      { region: 'south' },
    ]);
  });

  it('keeps its histories when a run begins late', async () => {
    const id = 'north:shop+item:A%2F1/x';
    const before = await seriesHistory(id);
    expect(before.items).toHaveLength(days);
    expect(before.items.map(({ y }) => y)).toEqual(rows.slice(0, days).map(({ y }) => y));
    await run({ dataset: 'north', horizon, dataStartDate: isoDate(start + 60) });
    expect((await seriesHistory(id)).items).toEqual(before.items);
  });

  it('is stopped by data that cannot be learnt from, with the places that are wrong', async () => {
    const spoilt = rows.map((row, k) => (k === 7 ? { ...row, region: '' } : row));
    await importObservations({ dataset: 'spoilt', observations, parts: [spoilt] });
    await expect(run({ dataset: 'spoilt', horizon })).rejects.toMatchObject({
      code: 'data_invalid',
      errors: expect.arrayContaining([
        { path: 'datasets/spoilt/data/observations/part-00000.parquet, row 8, region', message: expect.stringContaining('blank-region') },
      ]),
    });
  });

  it.skipIf(!existsSync(walmart))('is what the importer makes of a file: Walmart by the week', async () => {
    await importDataset({ kind: 'file', path: walmart }, { name: 'walmart', known: ['Holiday_Flag'] });
    const { runId } = await run({ dataset: 'walmart', horizon: 8, models: ['seasonal-naive'] });
    const { panel, meta } = await readPanel(runId);
    expect([panel.ids.length, meta.level, meta.frequency, meta.weekLabel]).toEqual([45, 'store', 'week', 'end']);
    expect(panel.y.filter((value) => !Number.isNaN(value))).toHaveLength(6435);
    const sums = pl.readCSV(walmart).groupBy(['Store']).agg(pl.col('Weekly_Sales').sum().alias('y')).toRecords() as {
      Store: number;
      y: number;
    }[];
    for (const { Store, y } of sums) {
      const series = panel.keys.findIndex(({ store }) => Number(store) === Store);
      const own = panel.y.subarray(panel.indptr[series], panel.indptr[series + 1]).filter((value) => !Number.isNaN(value));
      expect(own.reduce((sum, value) => sum + value, 0) / y).toBeCloseTo(1, 12);
    }
  });

  it('may be recorded by the week with Fridays for labels', async () => {
    const friday = parseDay('2023-01-06');
    const weekly = ['a', 'b'].flatMap((shop, s) =>
      Array.from({ length: 130 }, (_, k) => ({
        date: isoDate(friday + 7 * k),
        ...{ shop, y: Math.round((s + 1) * 100 * (1 + 0.3 * Math.sin((2 * Math.PI * k) / 52)) + 10 * random()) },
      })),
    );
    await importObservations({ dataset: 'fridays', observations: observationsOf({ frequency: 'week', keys: ['shop'] }), parts: [weekly] });
    const { runId } = await run({ dataset: 'fridays', horizon: 4, models: ['seasonal-naive'] });
    const { panel, meta } = await readPanel(runId);
    expect([panel.weekLabel, meta.weekLabel]).toEqual(['end', 'end']);
    const { forecast, items: points } = await getForecasts({ dataset: 'fridays', level: 'total', limit: 10 });
    expect(forecast).toMatchObject({ frequency: 'week', origin: isoDate(friday + 7 * 129) });
    expect(points.map(({ date }) => date)).toEqual([1, 2, 3, 4].map((k) => isoDate(friday + 7 * (129 + k))));
    expect(await db().series.count({ where: { dataset: 'fridays' } })).toBe(3);
  });
});
