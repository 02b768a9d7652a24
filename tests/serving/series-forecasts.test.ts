import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it, vi } from 'vitest';
import * as accuracyRoute from '@/app/api/v1/forecasts/accuracy/route';
import * as exportRoute from '@/app/api/v1/forecasts/export/route';
import * as hierarchyRoute from '@/app/api/v1/forecasts/hierarchy/route';
import * as modelsRoute from '@/app/api/v1/forecasts/models/route';
import * as vintagesRoute from '@/app/api/v1/forecasts/vintages/route';
import { isoDate } from '@/lib/data/days';
import { db } from '@/lib/db';
import { getForecasts, publishForecast } from '@/lib/forecasts/service';
import type { ForecasterState } from '@/lib/pipeline/champion';
import type { Evaluation } from '@/lib/pipeline/evaluate';
import { Workspace } from '@/lib/pipeline/workspace';
import { accuracyByStep, type Hierarchy, hierarchy, modelForecasts, vintageList } from '@/lib/series-forecasts/schema';
import { artifactStore } from '@/lib/storage';
import { call, refused, send } from '../api/call';
import { createTestDatabase } from '../helpers/postgres';
import { horizon, publishRun, salesPanel, servingFolder } from './published-run';

// A whole run is trained first, beside whatever else the machine does.
vi.setConfig({ hookTimeout: 900_000 });

await createTestDatabase();
await servingFolder();

const dataset = 'shop';
const runId = '00000000-0000-4000-8000-000000000001';
const panel = salesPanel();
const before = panel.origin - 7;
const at = (path: string, query: Record<string, string>) => `/api/v1/forecasts/${path}?${new URLSearchParams({ dataset, ...query })}`;
const read = async (query: Record<string, string>): Promise<Hierarchy> =>
  (await call(hierarchy, hierarchyRoute, 'GET', at('hierarchy', query))).body;
const near = (a: number, b: number) => expect(Math.abs(a - b), `${a} is not ${b}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));

beforeAll(async () => {
  await publishRun(runId, panel, {
    dataset,
    models: ['lightgbm', 'seasonal-naive', 'ensemble'],
    strategies: ['direct'],
    backtestOrigins: 1,
  });
  // What was said a week before: 100 for store a each day, of which half the horizon has come.
  const points = Array.from({ length: horizon }, (_, k) => k + 1);
  const flat = (value: number) => new Float64Array(horizon).fill(value);
  await publishForecast({
    ...{
      pipelineRunId: randomUUID(),
      dataset,
      datasetVersion: 1,
      level: 'store+product',
      frequency: 'day',
      origin: isoDate(before),
      horizon,
    },
    ...{ modelName: 'sales-forecast', modelVersion: null, intervalMethod: 'conformal', publishedAt: `${isoDate(before)}T06:00:00Z` },
    points: {
      seriesId: points.map(() => `${dataset}:store:a`),
      level: points.map(() => 'store'),
      step: Int32Array.from(points),
      date: points.map((step) => isoDate(before + step)),
      ...{
        mean: flat(100),
        lower80: flat(0),
        upper80: flat(1e6),
        lower90: flat(0),
        upper90: flat(1e6),
        lower95: flat(0),
        upper95: flat(1e6),
      },
    },
  });
});

it('takes each series apart into parts that add up to it, down to what was modelled', async () => {
  const seen = new Set<string>();
  const walk = async (series: string): Promise<void> => {
    const whole = await read({ series });
    for (const by of whole.levels) {
      const { parent, items, sum, nextCursor } = await read({ series, by, window: 'horizon' });
      seen.add(`${parent.level} > ${by}`);
      expect(nextCursor).toBeNull();
      expect(sum?.count).toBe(items.length);
      near(
        items.reduce((total, { expected }) => total + expected, 0),
        parent.expected,
      );
      near(
        items.reduce((total, { share }) => total + (share ?? 0), 0),
        1,
      );
      near(sum?.difference ?? Number.NaN, 0);
      for (const { id } of items) await walk(id);
    }
  };
  await walk(`${dataset}:total`);
  expect([...seen].sort()).toEqual([
    'category > product',
    'category > store+category',
    'product > store+product',
    'store > store+category',
    'store+category > store+product',
    'total > category',
    'total > store',
  ]);
});

it('finds, orders and pages parts, and says which levels there are', async () => {
  const byName = await read({ by: 'store', sort: 'name', limit: '1' });
  expect(byName.items.map(({ id }) => id)).toEqual(['shop:store:a']);
  const next = await read({ by: 'store', sort: 'name', limit: '1', cursor: byName.nextCursor ?? '' });
  expect(next.items.map(({ id }) => id)).toEqual(['shop:store:b']);
  const found = await read({ series: 'shop:store:a', q: 'fresh' });
  expect(found.items.map(({ keys }) => keys)).toEqual([{ store: 'a', category: 'fresh' }]);
  // The sum is of all parts, found or not.
  expect(found.sum?.count).toBe(2);
  expect((await read({ series: 'shop:store:a', q: 'nowhere' })).sum?.count).toBe(2);
  const problem = await refused(hierarchyRoute, 'GET', at('hierarchy', { by: 'store+product' }));
  expect(problem.body.errors).toEqual([{ path: 'by', message: 'must be category or store' }]);
});

it('says what each member says, which weighed is the published forecast', async () => {
  const { body } = await call(modelForecasts, modelsRoute, 'GET', at('models', { series: 'shop:store+product:a/p1' }));
  const state = await new Workspace(runId).readJson<ForecasterState>('forecaster.json');
  const members = body.models.filter(({ weight }) => weight !== null);
  expect(members.map(({ name }) => name).sort()).toEqual(
    Object.keys(state.members)
      .filter((name) => name !== 'seasonal-naive')
      .sort(),
  );
  const { items } = await getForecasts({ dataset, series: 'shop:store+product:a/p1', limit: 100 });
  items.forEach((point, k) => {
    const weights = state.weights.find(({ to }) => point.step <= to)?.weights as Record<string, number>;
    const naive = body.models.find(({ name }) => name === 'seasonal-naive')?.items[k]?.mean ?? 0;
    const sum = members.reduce((total, { name, items: own }) => total + (weights[name] ?? 0) * (own[k]?.mean ?? 0), 0);
    near(sum + (weights['seasonal-naive'] ?? 0) * naive, point.mean);
  });
  // A week before each day of the first week.
  const naive = body.models.at(-1);
  const [start, origin] = [panel.indptr[0] as number, (panel.indptr[1] as number) - horizon - 1];
  expect(origin).toBeGreaterThan(start);
  expect(naive?.items[0]?.mean).toBe(panel.y[origin - 6]);
  expect(naive?.items[7]?.mean).toBe(panel.y[origin - 6]);
});

it('scores a series by steps ahead, and all series as the run itself did', async () => {
  const { body } = await call(accuracyByStep, accuracyRoute, 'GET', at('accuracy', { series: 'shop:total', scope: 'level' }));
  const evaluation = await new Workspace(runId).readJson<Evaluation>('evaluation.json');
  const best = body.test?.models.find((model) => model.best);
  expect(best?.name).toBe(evaluation.best);
  expect(body.test?.models.map(({ name }) => name).sort()).toEqual(Object.keys(evaluation.metrics).sort());
  const steps = best?.steps ?? [];
  const points = steps.reduce((sum, step) => sum + step.points, 0);
  const mae = steps.reduce((sum, step) => sum + (step.mae ?? 0) * step.points, 0) / points;
  expect(points).toBe(evaluation.metrics[evaluation.best]?.test.count);
  near(mae, evaluation.metrics[evaluation.best]?.test.mae ?? Number.NaN);

  const own = (await call(accuracyByStep, accuracyRoute, 'GET', at('accuracy', { series: 'shop:store:a' }))).body;
  expect(own.test?.models[0]?.steps[0]?.points).toBe(own.test?.origins.length);
  expect(own.published).toMatchObject({ origins: 1 });
  expect(own.published.steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

it('lists what was said at each origin, scored on what came', async () => {
  const { body } = await call(vintageList, vintagesRoute, 'GET', at('vintages', { level: 'store', series: 'a' }));
  expect(body.items.map(({ origin }) => origin)).toEqual([isoDate(panel.origin), isoDate(before)]);
  expect(body.items[0]?.score).toBeNull();
  const [history] = await db().$queryRaw<{ y: number[] }[]>`SELECT to_json(history) AS y FROM series WHERE id = 'shop:store:a'`;
  const came = history?.y.slice(-7) ?? [];
  const size = came.reduce((sum, y) => sum + y, 0);
  expect(body.items[1]?.score).toMatchObject({ points: 7, through: isoDate(panel.origin), coverage80: 1, coverage95: 1 });
  near(body.items[1]?.score?.wape ?? Number.NaN, (100 * came.reduce((sum, y) => sum + Math.abs(y - 100), 0)) / size);
  near(body.items[1]?.score?.bias ?? Number.NaN, (100 * (700 - size)) / size);
});

it('gives a level as CSV, a row a point, with a column for each key', async () => {
  const response = await send(exportRoute, 'GET', at('export', { level: 'store+product' }));
  expect(response.headers.get('content-type')).toContain('text/csv');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="forecast-shop-store-product-${isoDate(panel.origin)}.csv"`,
  );
  const [head, ...rows] = (await response.text()).trimEnd().split('\r\n');
  expect(head).toBe('series,store,product,date,step,mean,lower80,upper80,lower90,upper90,lower95,upper95,actual,last_year');
  expect(rows).toHaveLength(6 * horizon);
  const { items } = await getForecasts({ dataset, level: 'store+product', limit: 1000 });
  expect(rows.map((row) => Number(row.split(',')[5]))).toEqual(items.map(({ mean }) => mean));
  const slashed = rows.find((row) => row.startsWith('shop:store+product:a/p%2F3,'));
  expect(slashed).toContain(',a,p/3,');
});

it('says what is wrong with a question', async () => {
  for (const [route, path] of [
    [vintagesRoute, 'vintages'],
    [modelsRoute, 'models'],
    [accuracyRoute, 'accuracy'],
    [hierarchyRoute, 'hierarchy'],
    [exportRoute, 'export'],
  ] as const) {
    const gone = await refused(route, 'GET', at(path, { series: 'shop:store:nowhere' }));
    expect([path, gone.status, gone.body.errors[0]?.path]).toEqual([path, 404, 'series']);
  }
});

it('says so where the files of the run are gone', async () => {
  await artifactStore().remove(`pipeline-runs/${runId}`);
  const models = (await call(modelForecasts, modelsRoute, 'GET', at('models', { series: 'shop:store:b' }))).body;
  expect(models.models.map(({ name }) => name)).toEqual(['seasonal-naive']);
  expect(models.missing).not.toBeNull();
  expect((await call(accuracyByStep, accuracyRoute, 'GET', at('accuracy', { series: 'shop:store:b' }))).body.test).toBeNull();
});
