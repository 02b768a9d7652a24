import { beforeAll, describe, expect, it } from 'vitest';
import * as forecasts from '@/app/api/v1/forecasts/route';
import * as restore from '@/app/api/v1/overrides/[id]/restore/route';
import * as overrideById from '@/app/api/v1/overrides/[id]/route';
import * as withdraw from '@/app/api/v1/overrides/[id]/withdraw/route';
import * as exported from '@/app/api/v1/overrides/plan/export/route';
import * as planRoute from '@/app/api/v1/overrides/plan/route';
import * as overrides from '@/app/api/v1/overrides/route';
import * as scoreRoute from '@/app/api/v1/overrides/score/route';
import { db } from '@/lib/db';
import { forecastList } from '@/lib/forecasts/schema';
import { finalPlan, override, overrideList, scoreReport } from '@/lib/overrides/schema';
import { overridesOf } from '@/lib/overrides/service';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused, send } from './call';
import { seedResults, stores } from './seed';

createArtifactFolder();
await createTestDatabase();
const path = '/api/v1/overrides';
const dates = ['2026-04-01', '2026-04-02', '2026-04-03', '2026-04-04', '2026-04-05', '2026-04-06', '2026-04-07'];

const create = async (body: object) =>
  (await call(override, overrides, 'POST', path, { body: { reason: 'a street fair', author: 'Ann', ...body } })).body;
const plan = async (query: Record<string, string>) =>
  (await call(finalPlan, planRoute, 'GET', `${path}/plan?${new URLSearchParams({ limit: '1000', ...query })}`)).body.items;
const take = async (id: string) => (await call(override, withdraw, 'POST', `${path}/${id}/withdraw`)).body;
const score = async (query: Record<string, string> = {}) =>
  (await call(scoreReport, scoreRoute, 'GET', `${path}/score?${new URLSearchParams(query)}`)).body;
const finals = async (query: Record<string, string>) => (await plan(query)).map(({ final }) => final);

beforeAll(async () => {
  await seedResults();
  // The total is the sum of its stores, as reconciled forecasts are.
  await db()
    .$executeRaw`UPDATE forecast_points SET mean = mean * ${stores.length}, lower80 = 0, upper80 = 1e6, lower90 = 0, upper90 = 1e6, lower95 = 0, upper95 = 1e6 WHERE level = 'total'`;
  await db().series.create({
    data: {
      id: 'sample-retailer:total',
      dataset: 'sample-retailer',
      level: 'total',
      keys: {},
      frequency: 'day',
      firstDate: new Date('2026-01-01'),
      lastDate: new Date('2026-03-31'),
      history: [],
    },
  });
});

describe('an override', () => {
  it('stands beside the model’s number, which never changes, and raises every sum above by what it adds', async () => {
    const before = (await call(forecastList, forecasts, 'GET', '/api/v1/forecasts?series=store_001')).body;
    const made = await create({
      series: 'store_001',
      points: [
        { date: dates[0], value: 80 },
        { date: dates[1], change: 0.5 },
      ],
    });
    expect(made).toMatchObject({ status: 'active', level: 'store', parts: 1, firstDate: dates[0], lastDate: dates[1], author: 'Ann' });
    expect(made.points).toEqual([
      { date: dates[0], model: 50, value: 80, change: null },
      { date: dates[1], model: 51, value: 76.5, change: 0.5 },
    ]);
    expect((await call(forecastList, forecasts, 'GET', '/api/v1/forecasts?series=store_001')).body).toEqual(before);
    const own = await plan({ series: 'store_001' });
    expect(own.slice(0, 3)).toEqual([
      {
        series: 'sample-retailer:store:store_001',
        date: dates[0],
        step: 1,
        model: 50,
        override: { value: 80, ids: [made.id], reasons: ['a street fair'], authors: ['Ann'] },
        final: 80,
      },
      expect.objectContaining({ model: 51, final: 76.5 }),
      { series: 'sample-retailer:store:store_001', date: dates[2], step: 3, model: 52, override: null, final: 52 },
    ]);
    expect(await finals({ level: 'total', series: 'sample-retailer:total' })).toEqual([180, 178.5, 156, 159, 162, 165, 168]);
    expect(await overridesOf({ dataset: 'sample-retailer', series: 'sample-retailer:total' })).toHaveLength(2);
    expect((await call(override, overrideById, 'GET', `${path}/${made.id}`)).body).toEqual(made);
    await take(made.id);
    expect(await finals({ series: 'store_001' })).toEqual(own.map(({ model }) => model));
  });

  it('of an aggregate goes down to its parts by their shares, so that sums agree', async () => {
    const made = await create({
      level: 'total',
      series: 'sample-retailer:total',
      points: [
        { date: dates[0], value: 300 },
        { date: dates[1], change: -0.1 },
      ],
    });
    expect(made.parts).toBe(stores.length);
    const parts = await plan({ level: 'store' });
    for (const date of dates) {
      const sum = parts.filter((point) => point.date === date).reduce((total, { final }) => total + final, 0);
      const [whole] = await plan({ level: 'total', from: date, to: date });
      expect(sum).toBeCloseTo(whole?.final as number, 9);
    }
    expect(parts.filter(({ date }) => date === dates[0]).map(({ final }) => final)).toEqual([100, 100, 100]);
    // A later one of a part holds for it, and moves the sum.
    const later = await create({ series: 'store_002', points: [{ date: dates[0], value: 70 }], reason: 'road works' });
    expect((await finals({ level: 'total' }))[0]).toBe(270);
    const [whole] = await plan({ level: 'total' });
    expect(whole?.override?.reasons).toEqual(['road works', 'a street fair']);
    await take(later.id);
    expect((await finals({ level: 'total' }))[0]).toBe(300);
    await call(override, restore, 'POST', `${path}/${later.id}/restore`);
    expect((await finals({ level: 'total' }))[0]).toBe(270);
    await take(later.id);
    await take(made.id);
  });

  it('is refused with all that is wrong', async () => {
    const refuse = (body: object) =>
      refused(overrides, 'POST', path, {
        body: { series: 'store_001', reason: 'because', points: [{ date: dates[0], value: 1 }], ...body },
      });
    expect(await refuse({ reason: '  ' })).toMatchObject({ status: 422, paths: ['reason'] });
    expect(await refuse({ points: [] })).toMatchObject({ status: 422, paths: ['points'] });
    expect(await refuse({ points: [{ date: dates[0], value: 1, change: 1 }] })).toMatchObject({ status: 422, paths: ['points.0.value'] });
    expect(
      await refuse({
        points: [
          { date: '2026-05-01', value: 1 },
          { date: dates[0], value: -1 },
          { date: dates[0], value: 1 },
        ],
      }),
    ).toMatchObject({
      status: 422,
      paths: ['points.0.date', 'points.1.value', 'points.2.date'],
    });
    expect(await refuse({ series: 'store_999' })).toMatchObject({ status: 404, paths: ['series'] });
    expect(await refused(withdraw, 'POST', `${path}/nobody/withdraw`)).toMatchObject({ status: 404, paths: ['id'] });
    await db().$executeRaw`UPDATE forecast_points SET mean = 0 WHERE step = 7`;
    const nothing = await refuse({ level: 'total', series: 'sample-retailer:total', points: [{ date: dates[6], value: 9 }] });
    expect(nothing).toMatchObject({ status: 422, paths: ['points.0'] });
    expect(nothing.body.detail).toMatch(/expects nothing of any part/);
  });

  it('is listed a page at a time, by series and by whether it is in force', async () => {
    const list = async (query: Record<string, string>) =>
      (await call(overrideList, overrides, 'GET', `${path}?${new URLSearchParams(query)}`)).body;
    const all = await list({});
    expect(all.items).toHaveLength(3);
    expect((await list({ status: 'active' })).items).toEqual([]);
    const first = await list({ limit: '2' });
    const rest = await list({ limit: '2', cursor: first.nextCursor as string });
    expect([...first.items, ...rest.items]).toEqual(all.items);
    expect((await list({ series: 'sample-retailer:store:store_002' })).items.map(({ reason }) => reason)).toEqual(['road works']);
  });

  it('is exported with the plan, and no cell is a formula', async () => {
    const made = await create({ series: 'store_001', points: [{ date: dates[0], value: 80 }], reason: '=HYPERLINK("x"), "quoted"' });
    const response = await send(exported, 'GET', `${path}/plan/export?level=store`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 7 * stores.length);
    expect(lines[0]).toBe('series,date,step,model,override,final,reason,author');
    expect(lines.find((line) => line.includes('store_001,2026-04-01'))).toBe(
      `sample-retailer:store:store_001,${dates[0]},1,50,80,80,"'=HYPERLINK(""x""), ""quoted""",Ann`,
    );
    expect(await refused(exported, 'GET', `${path}/plan/export?level=category`)).toMatchObject({ status: 404 });
    await take(made.id);
  });
});

it('is scored beside the model when the actual value comes, by author and reason', async () => {
  const points = [
    { date: dates[0], value: 60 },
    { date: dates[1], value: 40 },
  ];
  const ann = await create({ series: 'store_001', points, author: 'Ann', reason: 'street fair' });
  await create({ series: 'store_002', points: [{ date: dates[0], value: 45 }], author: 'Bob', reason: 'road works' });
  const gone = await create({ series: 'store_002', points: [{ date: dates[3], value: 1 }], author: 'Bob', reason: 'a mistake' });
  await take(gone.id);
  expect(await score()).toMatchObject({ pending: 3, total: { points: 0, valueAdded: null }, items: [] });
  // April 1st and 2nd come: 70 and 50 in the first store, 52 and nothing recorded in the second.
  await db()
    .$executeRaw`UPDATE series SET history = history || ARRAY[70, 50]::float8[], last_date = '2026-04-02' WHERE id = 'sample-retailer:store:store_001'`;
  await db().$executeRaw`UPDATE series SET history = history || ARRAY[52, NULL]::float8[] WHERE id = 'sample-retailer:store:store_002'`;
  const report = await score();
  // Known is known: withdrawing it now changes no score.
  await take(ann.id);
  expect(await score()).toEqual({
    ...report,
    items: report.items.map((item) => (item.id === ann.id ? { ...item, status: 'withdrawn' } : item)),
  });
  // Model 50, 51 and 50; planners 60, 40 and 45.
  expect(report.total).toMatchObject({ points: 3, actual: 172, modelError: 20 + 1 + 2, overrideError: 10 + 10 + 7, better: 1 });
  expect(report.total.valueAdded).toBeCloseTo(-4 / 172, 12);
  expect(report.byAuthor.map(({ author, modelError, overrideError }) => [author, modelError, overrideError])).toEqual([
    ['Ann', 21, 20],
    ['Bob', 2, 7],
  ]);
  expect(report.byReason.map(({ reason }) => reason)).toEqual(['street fair', 'road works']);
  expect(report.items.map(({ author, dates: own }) => [author, own.length])).toEqual([
    ['Bob', 1],
    ['Ann', 2],
  ]);
  expect((await score({ author: 'Bob' })).total.points).toBe(1);
  expect((await score({ from: dates[1] as string })).total.points).toBe(1);
  expect((await score({ series: 'sample-retailer:store:store_002' })).total.points).toBe(1);
});
