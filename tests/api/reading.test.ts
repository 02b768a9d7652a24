import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as dataset from '@/app/api/v1/datasets/[name]/route';
import * as datasets from '@/app/api/v1/datasets/route';
import * as experiments from '@/app/api/v1/experiments/route';
import * as forecasts from '@/app/api/v1/forecasts/route';
import * as artifacts from '@/app/api/v1/runs/[id]/artifacts/route';
import * as metrics from '@/app/api/v1/runs/[id]/metrics/[key]/route';
import * as run from '@/app/api/v1/runs/[id]/route';
import * as runs from '@/app/api/v1/runs/route';
import * as schedules from '@/app/api/v1/schedules/train-sales-forecast/route';
import * as history from '@/app/api/v1/series/[id]/history/route';
import * as series from '@/app/api/v1/series/route';
import { datasetList, dataset as datasetSchema } from '@/lib/datasets/schema';
import { seriesHistorySchema, seriesList } from '@/lib/datasets/series';
import { forecastList } from '@/lib/forecasts/schema';
import { schedule } from '@/lib/pipeline-runs/schedule-schema';
import { experimentList, metricLine, trackedRun, trackedRunList } from '@/lib/tracking/schema';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused } from './call';
import { firstDate, lastDate, pipelineRunId, seedResults, trackedRunId } from './seed';

await createTestDatabase();
await seedResults();

const seriesPath = '/api/v1/series';
const forecastPath = '/api/v1/forecasts';
const corner = 'sample-retailer:store:corner%20shop%2F%C3%BC';

describe('series', () => {
  it('are listed by level, part of their name and page', async () => {
    const { body } = await call(seriesList, series, 'GET', `${seriesPath}?level=store`);
    expect(body.items.map(({ id }) => id)).toEqual([corner, 'sample-retailer:store:store_001', 'sample-retailer:store:store_002']);
    expect(body.items[0]).toMatchObject({ keys: { store: 'corner shop/ü' }, firstDate, lastDate });
    expect((await call(seriesList, series, 'GET', `${seriesPath}?q=STORE_002`)).body.items).toHaveLength(1);
    // As people write it, and in any order.
    for (const q of ['Store%20002', '2%20store', 'shop%20corner', '%C3%BC'])
      expect((await call(seriesList, series, 'GET', `${seriesPath}?q=${q}`)).body.items, q).toHaveLength(1);
    expect((await call(seriesList, series, 'GET', `${seriesPath}?q=store%20corner%20002`)).body.items).toEqual([]);
    const first = await call(seriesList, series, 'GET', `${seriesPath}?limit=2`);
    const second = await call(seriesList, series, 'GET', `${seriesPath}?limit=2&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items]).toEqual(body.items);
    expect(second.body.nextCursor).toBeNull();
  });

  it('have a history, also where their name has every kind of character', async () => {
    for (const id of ['sample-retailer:store:store_001', corner]) {
      const { body } = await call(
        seriesHistorySchema,
        history,
        'GET',
        `${seriesPath}/${encodeURIComponent(id)}/history?from=2026-01-05&to=2026-01-07`,
      );
      expect(body.series.id).toBe(id);
      expect(body.items.map(({ date, y }) => [date, y === null])).toEqual([
        ['2026-01-05', false],
        ['2026-01-06', true],
        ['2026-01-07', false],
      ]);
    }
    expect(
      (await call(seriesHistorySchema, history, 'GET', `${seriesPath}/sample-retailer:store:store_001/history`)).body.items,
    ).toHaveLength(90);
  });

  it.each([
    ['?level=shop', 422, 'level'],
    ['?dataset=nobody', 404, 'dataset'],
    ['?limit=0', 422, 'limit'],
    ['?page=2', 422, 'page'],
    ['/sample-retailer:store:store_999/history', 404, 'id'],
    ['/%25/history', 404, 'id'],
    ['/sample-retailer:store:store_001/history?from=2026-02-01&to=2026-01-01', 422, 'to'],
    ['/sample-retailer:store:store_001/history?from=1.1.2026', 422, 'from'],
  ])('refuses %s', async (rest, status, at) => {
    const answer = await refused(rest.startsWith('/') ? history : series, 'GET', seriesPath + rest);
    expect([answer.status, answer.paths]).toEqual([status, [at]]);
  });
});

describe('forecasts', () => {
  it('are the latest published, by series and step', async () => {
    const { body } = await call(forecastList, forecasts, 'GET', forecastPath);
    expect(body.forecast).toMatchObject({ origin: lastDate, horizon: 7, modelName: 'sales-forecast', modelVersion: 1 });
    expect(body.items).toHaveLength(21);
    expect(body.items.slice(0, 2).map(({ series: id, step, date }) => [id, step, date])).toEqual([
      [corner, 1, '2026-04-01'],
      [corner, 2, '2026-04-02'],
    ]);
    expect(body.items[0]).toMatchObject({ mean: 50, lower80: 49, upper80: 51, lower95: 47, upper95: 53 });
  });

  it('are narrowed to a level, a series and days, and read by page', async () => {
    expect((await call(forecastList, forecasts, 'GET', `${forecastPath}?level=total`)).body.items.map(({ series: id }) => id)).toEqual(
      Array(7).fill('sample-retailer:total'),
    );
    for (const id of ['store_002', 'sample-retailer:store:store_002']) {
      const { body } = await call(forecastList, forecasts, 'GET', `${forecastPath}?series=${id}&from=2026-04-03&to=2026-04-04`);
      expect(body.items.map(({ series: found, date }) => [found, date])).toEqual([
        ['sample-retailer:store:store_002', '2026-04-03'],
        ['sample-retailer:store:store_002', '2026-04-04'],
      ]);
    }
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { step: number }[]; nextCursor: string | null } } = await call(
        forecastList,
        forecasts,
        'GET',
        `${forecastPath}?series=store_001&limit=3&cursor=${cursor}`,
      );
      seen.push(...body.items.map(({ step }) => step));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([
    ['level=shop', 422, 'level'],
    ['level=category', 404, 'level'],
    ['series=store_999', 404, 'series'],
    ['dataset=nobody', 404, 'dataset'],
    ['origin=2020-01-01', 404, 'origin'],
    ['model=nobody', 404, 'model'],
    ['from=2026-04-02&to=2026-04-01', 422, 'to'],
    ['from=soon', 422, 'from'],
    ['origin=0000-01-01', 422, 'origin'],
    ['limit=1001', 422, 'limit'],
    ['cursor=e30', 422, 'cursor'],
    ['horizon=3', 422, 'horizon'],
  ])('refuse ?%s', async (query, status, at) => {
    const answer = await refused(forecasts, 'GET', `${forecastPath}?${query}`);
    expect([answer.status, answer.paths]).toEqual([status, [at]]);
  });
});

it('lists datasets and tells of one', async () => {
  expect((await call(datasetList, datasets, 'GET', '/api/v1/datasets')).body.items.map(({ name }) => name)).toEqual(['sample-retailer']);
  expect((await call(datasetSchema, dataset, 'GET', '/api/v1/datasets/sample-retailer')).body.version).toMatchObject({
    version: 1,
    firstDate: '2025-04-01',
    lastDate,
  });
  expect((await refused(dataset, 'GET', '/api/v1/datasets/nobody')).status).toBe(404);
});

it('tells tracked runs, and what is not a number as null', async () => {
  const { body } = await call(trackedRunList, runs, 'GET', `/api/v1/runs?pipelineRun=${pipelineRunId}`);
  expect(body.items).toHaveLength(1);
  expect(body.items[0]).toMatchObject({
    id: trackedRunId,
    status: 'FINISHED',
    params: { leaves: '31' },
    metrics: { rmse: 12.5, mape: null },
  });
  expect((await call(trackedRun, run, 'GET', `/api/v1/runs/${trackedRunId}`)).body).toEqual(body.items[0]);
  expect((await call(trackedRunList, runs, 'GET', '/api/v1/runs?experiment=99')).body.items).toEqual([]);
  const points = await call(metricLine, metrics, 'GET', `/api/v1/runs/${trackedRunId}/metrics/rmse`);
  expect(points.body.items.map(({ step, value }) => [step, value])).toEqual([
    [0, 13.5],
    [1, 12.5],
  ]);
  expect(
    (await call(z.object({ items: z.array(z.unknown()) }), artifacts, 'GET', `/api/v1/runs/${trackedRunId}/artifacts`)).body.items,
  ).toEqual([]);
  expect((await call(experimentList, experiments, 'GET', '/api/v1/experiments')).body.items.map(({ name }) => name)).toContain(
    'sales-forecast',
  );
  expect((await refused(runs, 'GET', '/api/v1/runs?pipelineRun=x')).paths).toEqual(['pipelineRun']);
  for (const id of ['b'.repeat(32), 'x']) expect((await refused(run, 'GET', `/api/v1/runs/${id}`)).paths).toEqual(['id']);
});

describe('the schedule', () => {
  const path = '/api/v1/schedules/train-sales-forecast';

  it('is paused and resumed, and its parameters changed', async () => {
    const { body } = await call(schedule, schedules, 'GET', path);
    expect(body).toMatchObject({ cron: '0 6 * * 1', timeZone: 'UTC', paused: false });
    expect(new Date(body.nextRunAt as string).getUTCDay()).toBe(1);
    expect((await call(schedule, schedules, 'PATCH', path, { body: { paused: true } })).body).toMatchObject({
      paused: true,
      nextRunAt: null,
    });
    const resumed = await call(schedule, schedules, 'PATCH', path, { body: { paused: false, parameters: { horizon: 14 } } });
    expect(resumed.body).toMatchObject({ paused: false, parameters: { horizon: 14 } });
  });

  it.each([
    [{ paused: 'yes' }, 'paused'],
    [{ parameters: { horizon: 0 } }, 'parameters.horizon'],
    [{ parameters: { level: 'shop' } }, 'parameters.level'],
    [{ cron: '* * * * *' }, 'cron'],
  ])('refuses %j', async (body, at) => {
    expect((await refused(schedules, 'PATCH', path, { body })).paths).toEqual([at]);
  });
});
