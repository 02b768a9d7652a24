import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as forecasts from '@/app/api/v1/forecasts/route';
import * as duplicate from '@/app/api/v1/scenarios/[id]/duplicate/route';
import * as recompute from '@/app/api/v1/scenarios/[id]/recompute/route';
import * as restore from '@/app/api/v1/scenarios/[id]/restore/route';
import * as scenarioById from '@/app/api/v1/scenarios/[id]/route';
import * as planRoute from '@/app/api/v1/scenarios/plan/route';
import * as previewRoute from '@/app/api/v1/scenarios/preview/route';
import * as scenarios from '@/app/api/v1/scenarios/route';
import { db } from '@/lib/db';
import { scenario, scenarioList, scenarioPreview, seriesPlan } from '@/lib/scenarios/schema';
import { onDemandForecast } from '@/lib/serving/schema';
import { call, refused, send } from '../api/call';
import { createTestDatabase } from '../helpers/postgres';
import { horizon, publishRun, publishSample, salesPanel, servingFolder } from './published-run';

// Two whole runs are trained first, beside whatever else the machine does.
vi.setConfig({ hookTimeout: 900_000 });

await createTestDatabase();
await servingFolder();

const path = '/api/v1/scenarios';
const [sample, sampleAgain, shop] = [1, 2, 3].map((k) => `00000000-0000-4000-8000-00000000000${k}`) as [string, string, string];
const body = (more: object) => ({ body: { series: 'store_001', edits: [], ...more } });
const preview = async (more: object) => (await call(scenarioPreview, previewRoute, 'POST', `${path}/preview`, body(more))).body;
const refuse = (more: object) => refused(previewRoute, 'POST', `${path}/preview`, body(more));
const create = async (more: object) => (await call(scenario, scenarios, 'POST', path, body({ name: 'A sale', ...more }))).body;
const plan = async (query: Record<string, string>) =>
  (await call(seriesPlan, planRoute, 'GET', `${path}/plan?${new URLSearchParams(query)}`)).body;

let dates: string[] = [];
/** The period of the horizon with the least promotions, on which the store is open. */
let quiet = 0;
const from = () => dates[quiet] as string;
const to = from;

beforeAll(async () => {
  await publishSample(sample);
  await publishRun(shop, salesPanel(), { dataset: 'shop', models: ['lightgbm', 'ensemble'], strategies: ['direct'], backtestOrigins: 1 });
  const own = await plan({ series: 'store_001' });
  ({ dates } = own);
  const planned = (name: string) => own.covariates.find((one) => one.name === name)?.planned.map(Number) ?? [];
  const shares = planned('promotion_share').map((share, k) => share + (planned('closed_share')[k] as number));
  quiet = shares.indexOf(Math.min(...shares));
});

describe('the plan of a series', () => {
  it('is told in tables where there are tables, with what may be edited', async () => {
    const own = await plan({ series: 'store_001' });
    expect(own).toMatchObject({ series: 'sample-retailer:store:store_001', level: 'store', keys: { store: ['store_001'] } });
    expect(own.dates).toHaveLength(horizon);
    expect(own.covariates.map(({ name, role }) => [name, role])).toContainEqual(['price_index', 'price']);
    expect(own.tables?.categories.map(({ name }) => name)).toEqual(expect.arrayContaining(['Electronics', 'Clothing', 'Home', 'Sports']));
    expect(own.tables?.categories[0]?.products[0]?.name).not.toMatch(/^product_/);
    expect(own.tables?.stores.map(({ id }) => id)).toEqual(['store_001']);
    expect(own.tables?.promotions.some(({ kind, product }) => kind === 'circular' && product !== null)).toBe(true);
    expect((await plan({ series: 'sample-retailer:total' })).tables?.stores).toHaveLength(3);
  });

  it('has covariates only where the dataset was imported', async () => {
    const own = await plan({ dataset: 'shop', series: 'a/p1' });
    expect(own.tables).toBeNull();
    expect(own.covariates.map(({ name, role }) => [name, role])).toEqual([
      ['closed_share', 'closure'],
      ['price', 'price'],
      ['promotion', 'promotion'],
      ['weather_index', null],
    ]);
    expect(own.covariates[1]?.planned[0]).toBeGreaterThan(0);
    expect(await refused(planRoute, 'GET', `${path}/plan?series=store_999`)).toMatchObject({ status: 404 });
  });
});

describe('a preview', () => {
  it('without edits is the published forecast', async () => {
    const { points, totals, future, warnings } = await preview({});
    expect(points).toHaveLength(horizon);
    for (const point of points) expect(point.mean).toBe(point.planned);
    expect([totals.difference, totals.change, future, warnings]).toEqual([0, 0, [], []]);
  });

  it('of a promotion sells more on its days, and says what it became', async () => {
    const { points, totals, future, warnings } = await preview({
      edits: [{ kind: 'promotion', from: from(), to: to(), discount: 0.4, promotion: 'holiday' }],
    });
    expect(totals.difference).toBeGreaterThan(0);
    expect(future.map(({ date }) => date)).toEqual([from()]);
    for (const row of future)
      expect(row).toMatchObject({
        series: 'sample-retailer:store:store_001',
        promotion_share: expect.closeTo(1, 9),
        holiday_promotion: expect.closeTo(1, 9),
      });
    points.slice(0, quiet).forEach((point) => {
      expect(point.mean).toBeCloseTo(point.planned, 6);
    });
    expect(warnings).toEqual([]);
    // The same covariates, sent by hand, give the same forecast.
    const series = 'sample-retailer:store:store_001';
    const { items } = (await call(onDemandForecast, forecasts, 'POST', '/api/v1/forecasts', { body: { series: [series], future } })).body;
    expect(items.map(({ mean }) => mean)).toEqual(points.map(({ mean }) => mean));
  });

  it('of a closed store sells nothing that day, and less in all stores together', async () => {
    const edits = [{ kind: 'closure', from: from(), to: from(), store: 'store_001' }];
    const own = await preview({ edits });
    expect(own.points[quiet]?.mean).toBe(0);
    const total = await preview({ series: 'sample-retailer:total', edits });
    expect(total.points[quiet]?.mean).toBeCloseTo((total.points[quiet]?.planned ?? 0) - (own.points[quiet]?.planned ?? 0), 6);
    const other = await preview({ series: 'store_002', edits });
    expect(other.totals.difference).toBe(0);
    expect(other.warnings[0]?.message).toMatch(/store_001 changes nothing of sample-retailer:store:store_002/);
  });

  it('of an imported dataset takes covariates by name, by a value or a percentage, of some parts', async () => {
    const edits = [
      { kind: 'covariate', ...span(), name: 'price', change: -0.2, where: { product: 'p1' } },
      { kind: 'covariate', ...span(), name: 'promotion', value: 1 },
    ];
    const { future, points, totals } = await preview({ dataset: 'shop', level: 'store', series: 'a', edits });
    expect(new Set(future.filter((row) => 'price' in row).map(({ series }) => series))).toEqual(new Set(['shop:store+product:a/p1']));
    expect(points[0]?.planned).toBeGreaterThan(0);
    expect(totals.mean).toBeGreaterThan(totals.planned);
  });

  it('names everything that is wrong', async () => {
    const wrong = await refuse({
      edits: [
        { kind: 'promotion', from: '2020-01-01', to: '2020-01-02', discount: 0.2 },
        { kind: 'price', from: from(), to: to(), category: 'Cars', change: 0.1 },
        { kind: 'covariate', from: from(), to: to(), name: 'visitors', value: 1 },
      ],
    });
    expect(wrong).toMatchObject({ status: 422, paths: ['edits.0.from', 'edits.1.category', 'edits.2.name'] });
    expect(await refuse({ edits: [{ kind: 'promotion', from: to(), to: from(), discount: 2 }] })).toMatchObject({ status: 422 });
    const tables = await refuse({ dataset: 'shop', series: 'a/p1', edits: [{ kind: 'promotion', ...span(), discount: 0.2 }] });
    expect(tables).toMatchObject({ status: 422, paths: ['edits.0.kind'] });
    expect(tables.body.detail).toMatch(/use the kind covariate, with one of closed_share, price/);
    expect(await refuse({ series: 'store_999' })).toMatchObject({ status: 404, paths: ['series'] });
    expect(await refuse({ dataset: 'nowhere' })).toMatchObject({ status: 404 });
  });
});

/** Days of the shop's horizon. */
function span() {
  return { from: '2023-05-25', to: '2023-05-28' };
}

describe('a scenario', () => {
  const edits = () => [{ kind: 'promotion', from: from(), to: to(), category: 'Electronics', discount: 0.2 }];

  it('is kept with its edits, covariates, points and what made them', async () => {
    const made = await create({ edits: edits(), note: 'For the board', author: 'Ann' });
    expect(made).toMatchObject({
      name: 'A sale',
      note: 'For the board',
      author: 'Ann',
      level: 'store',
      modelName: 'sales-forecast',
      modelVersion: 1,
      stale: false,
    });
    expect(made.edits).toEqual([{ ...edits()[0], promotion: 'circular' }]);
    expect(made.points).toEqual((await preview({ edits: edits() })).points);
    expect((await call(scenario, scenarioById, 'GET', `${path}/${made.id}`)).body).toEqual(made);
    const listed = (await call(scenarioList, scenarios, 'GET', `${path}?q=board`)).body;
    expect(listed.items.map(({ id, editCount, totals }) => [id, editCount, totals])).toEqual([[made.id, 1, made.totals]]);
  });

  it('is renamed, edited, duplicated, deleted and brought back', async () => {
    const made = await create({ edits: edits() });
    const patch = (update: object) => call(scenario, scenarioById, 'PATCH', `${path}/${made.id}`, { body: update });
    expect((await patch({ name: 'Deeper' })).body).toMatchObject({ name: 'Deeper', points: made.points });
    const deeper = (await patch({ edits: [{ ...edits()[0], category: undefined, discount: 0.5, promotion: 'holiday' }] })).body;
    expect(deeper.totals.mean).not.toBe(made.totals.mean);
    expect(await refused(scenarioById, 'PATCH', `${path}/${made.id}`, { body: { name: ' ' } })).toMatchObject({
      status: 422,
      paths: ['name'],
    });
    const copy = (await call(scenario, duplicate, 'POST', `${path}/${made.id}/duplicate`)).body;
    expect(copy).toMatchObject({ name: 'Deeper (copy)', points: deeper.points, author: 'api (local)' });
    expect((await send(scenarioById, 'DELETE', `${path}/${made.id}`)).status).toBe(204);
    expect(await refused(scenarioById, 'GET', `${path}/${made.id}`)).toMatchObject({ status: 404 });
    expect((await call(scenario, restore, 'POST', `${path}/${made.id}/restore`)).body.name).toBe('Deeper');
    expect(await refused(scenarioById, 'GET', `${path}/nothing`)).toMatchObject({ status: 404 });
  });

  it('is listed a page at a time', async () => {
    const read = async (query: string) => (await call(scenarioList, scenarios, 'GET', `${path}?${query}`)).body;
    const all = await read('');
    const first = await read('limit=2');
    const rest = await read(`limit=100&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toEqual(all.items);
    expect(all.items.length).toBeGreaterThan(2);
  });

  it('is stale where a newer forecast was published, until it is computed again', async () => {
    const made = await create({ edits: edits() });
    await publishSample(sampleAgain);
    const stale = (await call(scenario, scenarioById, 'GET', `${path}/${made.id}`)).body;
    expect(stale).toMatchObject({ stale: true, points: made.points });
    expect(stale.staleReasons[0]).toMatch(/^a newer forecast was published, from data to \d{4}/);
    const fresh = (await call(scenario, recompute, 'POST', `${path}/${made.id}/recompute`)).body;
    expect(fresh.stale).toBe(false);
    expect(fresh.forecastId).not.toBe(made.forecastId);
    const long = { kind: 'promotion', from: '2020-01-01', to: '2020-01-02', discount: 0.2, promotion: 'flash' };
    await db().scenario.update({ where: { id: made.id }, data: { edits: [long] } });
    expect(await refused(recompute, 'POST', `${path}/${made.id}/recompute`)).toMatchObject({ status: 409, paths: ['edits'] });
  });
});
