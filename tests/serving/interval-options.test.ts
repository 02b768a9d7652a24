import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as route from '@/app/api/v1/forecasts/route';
import { isoDate } from '@/lib/data/days';
import { holidayCalendar } from '@/lib/data/holidays';
import { db } from '@/lib/db';
import { type IntervalFigures, intervalFigures } from '@/lib/evaluation/intervals/interval-figures';
import type { IntervalModel } from '@/lib/evaluation/intervals/interval-model';
import type { Panel } from '@/lib/features/panel';
import { forecastList } from '@/lib/forecasts/schema';
import { loadBooster } from '@/lib/models/boosters';
import { closeDown, plannedClosures } from '@/lib/models/closures';
import { makeBoosted } from '@/lib/models/members/make-forecaster';
import { actualsAt, planBacktest, scalesAt } from '@/lib/pipeline/backtest';
import type { ForecasterState } from '@/lib/pipeline/champion';
import type { Evaluation } from '@/lib/pipeline/evaluate';
import { boundsAtLevel, certainWhereClosed } from '@/lib/pipeline/level-intervals';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { layQuantiles } from '@/lib/pipeline/quantile-intervals';
import type { TaskContext } from '@/lib/pipeline/task';
import { tasks } from '@/lib/pipeline/tasks';
import { Workspace } from '@/lib/pipeline/workspace';
import { onDemandForecast } from '@/lib/serving/schema';
import { artifactPath, artifactStore } from '@/lib/storage';
import { call } from '../api/call';
import { createTestDatabase } from '../helpers/postgres';
import { randomPanel } from '../helpers/random-panel';
import { horizon, publishAgain, publishRun, servingFolder } from './published-run';

// Whole runs, beside whatever else the machine does.
vi.setConfig({ hookTimeout: 600_000, testTimeout: 300_000 });
await createTestDatabase();
await servingFolder();

const dataset = 'shop';
const own = 'store+product';
const levels = [own, 'store', 'product', 'category', 'store+category', 'total'];
const panel = smallPanel();
const runs = [1, 2, 3, 4, 5].map((k) => `00000000-0000-4000-8000-00000000000${k}`) as [string, string, string, string, string];
const asked = { dataset, models: ['lightgbm', 'ensemble'] as ('lightgbm' | 'ensemble')[] };
const dates = Array.from({ length: horizon }, (_, k) => isoDate(panel.origin + 1 + k));
const path = '/api/v1/forecasts';
const bounds = ['lower95', 'lower90', 'lower80', 'mean', 'upper80', 'upper90', 'upper95'] as const;

/** Two stores with two products each, one of which is planned to be closed on the fifth day to come. */
function smallPanel(): Panel {
  const made = randomPanel({ series: 4, periods: 180, horizon });
  const keys = ['a', 'b'].flatMap((store) => ['p', 'q'].map((product) => ({ store, product, category: 'dry' })));
  const closed_share = new Float64Array(made.y.length);
  const shut = [(made.indptr[1] as number) - horizon + 4, (made.indptr[1] as number) - horizon - 50];
  for (const row of shut) closed_share[row] = 1;
  made.y[shut[1] as number] = 0;
  const ids = keys.map(({ store, product }) => `${store}/${product}`);
  return { ...made, ids, keys, attributes: { category: 'product' }, known: { ...made.known, closed_share } };
}

const read = async (level: string) =>
  (await call(forecastList, route, 'GET', `${path}?${new URLSearchParams({ dataset, level, limit: '1000' })}`)).body;
const ask = async (body: object) => (await call(onDemandForecast, route, 'POST', path, { body: { dataset, ...body } })).body;
const near = (a: number, b: number) => expect(Math.abs(a - b), `${a} is not ${b}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));
const stateOf = (run: string) => new Workspace(run).readJson<ForecasterState>('forecaster.json');
const evaluationOf = (run: string) => new Workspace(run).readJson<Evaluation>('evaluation.json');

/** Every point of these levels, on demand, is the published one. */
async function expectPublished(): Promise<void> {
  for (const level of levels) {
    const { items } = await read(level);
    const answer = await ask({ series: [...new Set(items.map(({ series }) => series))] });
    items.forEach((item, k) => {
      for (const name of bounds) near(answer.items[k]?.[name] as number, item[name]);
    });
  }
}

/** Figures of the first run's intervals, its quantile models refitted at each test origin and laid as the forecast step lays them. */
async function refitted(): Promise<IntervalFigures[]> {
  const { intervals, quantiles } = await stateOf(runs[0]);
  const { tails, calibration } = quantiles as NonNullable<ForecasterState['quantiles']>;
  const mean = await new Workspace(runs[0]).readNumbers('ensemble/test.f64');
  const origins = planBacktest(panel, horizon).origins.test;
  const size = panel.ids.length * horizon;
  const all = { lower: [0, 1, 2].map(() => new Float64Array(mean.length)), upper: [0, 1, 2].map(() => new Float64Array(mean.length)) };
  origins.forEach((origin, k) => {
    const columns = tails.map(({ config }) => {
      using fitted = makeBoosted(loadBooster('lightgbm'), config, holidayCalendar(panel.ds)).fit(panel, origin);
      const { values } = fitted.forecast(panel, origin, horizon);
      closeDown(panel, origin, horizon, values);
      return values;
    });
    const forecast = mean.slice(k * size, (k + 1) * size);
    const middle = { forecast, scales: scalesAt(panel, [origin]), horizon };
    const split = boundsAtLevel(intervals[own] as IntervalModel, panel, origin, forecast, horizon);
    const tailsOf = (side: number) => columns.filter((_, tail) => tail % 2 === side);
    const laid = layQuantiles(calibration, { lower: tailsOf(0), upper: tailsOf(1) }, middle, split);
    const { lower, upper } = certainWhereClosed(laid, forecast, plannedClosures(panel, origin, horizon));
    lower.forEach((column, at) => {
      all.lower[at]?.set(column, k * size);
      all.upper[at]?.set(upper[at] as Float64Array, k * size);
    });
  });
  const blocks = { series: panel.ids.length, horizon, actual: actualsAt(panel, origins, horizon), forecast: mean };
  return intervalFigures(blocks, all, [0.8, 0.9, 0.95]).map(({ segment: _, ...figures }) => figures);
}

beforeAll(() => publishRun(runs[0], panel, { ...asked, intervals: 'quantile' }));

describe('quantile intervals', () => {
  it('are published in order around the forecast, never negative, and without width where a series is closed', async () => {
    for (const level of levels) {
      for (const item of (await read(level)).items) {
        const values = [0, ...bounds.map((name) => item[name])];
        expect(values).toEqual(values.toSorted((a, b) => a - b));
      }
    }
    const { items } = await read(own);
    const closed = items.filter(({ lower95, upper95 }) => lower95 === upper95);
    expect(closed.map(({ series, step, mean }) => [series, step, mean])).toEqual([['shop:store+product:a/p', 5, 0]]);
    // Unlike split ones, they are not the same on both sides.
    const lean = items.filter(({ mean, lower80, upper80 }) => Math.abs(upper80 + lower80 - 2 * mean) > 1e-3 * mean);
    expect(lean.length).toBeGreaterThan(items.length / 2);
  });

  it('say in the forecast, the evaluation and every answer how they came about', async () => {
    const { forecast } = await read(own);
    expect(forecast.intervalMethod).toMatch(/^LightGBM quantile models.*conformalised.*; aggregates: split conformal/);
    expect((await evaluationOf(runs[0])).intervalMethod).toBe(forecast.intervalMethod);
    const { items } = await ask({ series: ['a/p', 'shop:total'], horizon: 1 });
    expect(items.map(({ intervalMethod }) => intervalMethod.split(/[ ,]/)[0])).toEqual(['LightGBM', 'split']);
  });

  it('are judged on the test window as they are published', async () => {
    const { intervals } = await evaluationOf(runs[0]);
    expect(intervals.map(({ level }) => level)).toEqual([0.8, 0.9, 0.95]);
    // Three origins of four series: what is promised is met within what so few days can tell.
    for (const { level, coverage, count } of intervals) {
      expect(count).toBe(3 * 4 * horizon);
      expect(Math.abs(coverage - level)).toBeLessThan(0.15);
    }
    expect(JSON.parse(JSON.stringify(await refitted()))).toEqual(intervals);
    await publishAgain(runs[1], runs[0], { ...asked, intervals: 'split' });
    expect((await evaluationOf(runs[1])).intervals).not.toEqual(intervals);
    expect((await read(own)).forecast.intervalMethod).toMatch(/^split conformal/);
  });

  it('are the same when they are made again, and their models are kept beside the forecaster', async () => {
    const first = await stateOf(runs[0]);
    const before = (await db().forecastPoint.findMany({ where: { forecast: { pipelineRunId: runs[0] } } })).length;
    await publishAgain(runs[2], runs[0], { ...asked, intervals: 'quantile' });
    const { quantiles } = await stateOf(runs[2]);
    expect(quantiles?.calibration).toEqual(first.quantiles?.calibration);
    expect(quantiles?.tails).toEqual(first.quantiles?.tails);
    expect(quantiles?.tails.map(({ folder }) => folder)).toEqual(['0.1', '0.9', '0.05', '0.95', '0.025', '0.975']);
    expect(await db().forecastPoint.count({ where: { forecast: { pipelineRunId: runs[2] } } })).toBe(before);
    for (const { folder } of quantiles?.tails ?? []) {
      const file = `${artifactPath(quantiles?.uri as string)}/${folder}/model.txt`;
      expect((await artifactStore().read(file)).toString('utf8', 0, 4)).toBe('tree');
      const logged = await db().artifact.findMany({ where: { path: `model/quantiles/${folder}/model.txt` } });
      expect(logged).toHaveLength(2);
    }
  });

  it('are laid on demand as they were published, and move with what is told otherwise', async () => {
    await expectPublished();
    const step = [...(panel.known.promotion as Float64Array).subarray((panel.indptr[1] as number) - horizon, panel.indptr[1])].indexOf(0);
    const of = async (covariates: object) =>
      (await ask({ series: ['a/p'], future: [{ series: 'a/p', date: dates[step], ...covariates }] })).items[step];
    const [usual, promoted, shut] = [await of({ promotion: 0 }), await of({ promotion: 1 }), await of({ closed_share: 1 })];
    for (const bound of ['upper80', 'upper90', 'upper95'] as const)
      expect(promoted?.[bound]).toBeGreaterThan(1.05 * (usual?.[bound] as number));
    expect(promoted?.lower80).toBeGreaterThanOrEqual(usual?.lower80 as number);
    expect(shut).toMatchObject({ mean: 0, lower95: 0, upper95: 0 });
  });

  it('of a champion are those it was registered with, whatever the run asks for', async () => {
    const { name, source, version } = await db().modelVersion.findFirstOrThrow({
      where: { name: 'sales-forecast.shop.store+product.day' },
    });
    const publish = { kind: 'champion' as const, version, source };
    const registration = { modelName: name, modelVersion: version, promoted: false, reason: 'test', publish };
    const before = (await read(own)).items;
    await publishAgain(runs[3], runs[0], { ...asked, intervals: 'split', registration });
    const { forecast, items } = await read(own);
    expect(forecast.intervalMethod).toMatch(/^LightGBM quantile models/);
    expect(items).toEqual(before);
    expect((await stateOf(runs[3])).quantiles).toBeUndefined();
    await expectPublished();
  });
});

it('adaptive ones are published for every level, and say so', async () => {
  await publishAgain(runs[4], runs[0], { ...asked, intervals: 'adaptive' });
  const { intervals, quantiles } = await stateOf(runs[4]);
  expect(quantiles).toBeUndefined();
  expect(Object.keys(intervals).toSorted()).toEqual(levels.toSorted());
  for (const { method } of Object.values(intervals)) expect(method).toMatch(/adapted over \d origins at rate 0\.2.*count as held out/);
  expect((await read('total')).forecast.intervalMethod).toBe(intervals[own]?.method);
  await expectPublished();
});

it('quantile ones without LightGBM are refused before anything is trained, naming the parameter', async () => {
  const library = process.env.LIGHTGBM_LIBRARY;
  process.env.LIGHTGBM_LIBRARY = '/nowhere/lib_lightgbm.so';
  const parameters = pipelineParameters.parse({ ...asked, horizon, level: own, intervals: 'quantile' });
  const context: TaskContext = { runId: runs[0], parameters, report: () => {}, signal: new AbortController().signal };
  for (const step of ['validate', 'evaluate'] as const) {
    await expect(tasks[step]?.(context)).rejects.toMatchObject({ code: 'validation_failed', errors: [{ path: 'parameters.intervals' }] });
  }
  process.env.LIGHTGBM_LIBRARY = library;
});
