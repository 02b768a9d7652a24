import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as route from '@/app/api/v1/forecasts/route';
import { isoDate } from '@/lib/data/days';
import { db } from '@/lib/db';
import { forecastList } from '@/lib/forecasts/schema';
import { predictor } from '@/lib/serving/process';
import { type OnDemandForecast, onDemandForecast } from '@/lib/serving/schema';
import { call, refused } from '../api/call';
import { createTestDatabase } from '../helpers/postgres';
import { horizon, publishAgain, publishRun, salesPanel, servingFolder } from './published-run';

// A whole run is trained first, beside whatever else the machine does.
vi.setConfig({ hookTimeout: 900_000 });

await createTestDatabase();
await servingFolder();

const dataset = 'shop';
const panel = salesPanel();
const path = '/api/v1/forecasts';
const [first, second, third, fourth] = [1, 2, 3, 4].map((k) => `00000000-0000-4000-8000-00000000000${k}`) as [
  string,
  string,
  string,
  string,
];
const dates = Array.from({ length: horizon }, (_, k) => isoDate(panel.origin + 1 + k));
const levels = ['store+product', 'store', 'product', 'category', 'store+category', 'total'];

const read = async (query: Record<string, string>) =>
  (await call(forecastList, route, 'GET', `${path}?${new URLSearchParams({ dataset, limit: '1000', ...query })}`)).body;
const ask = async (body: object) => (await call(onDemandForecast, route, 'POST', path, { body: { dataset, ...body } })).body;
const refuse = (body: object) => refused(route, 'POST', path, { body: { dataset, ...body } });
const means = ({ items }: OnDemandForecast, series?: string) =>
  items.filter((item) => series === undefined || item.series === series).map(({ mean }) => mean);
const near = (a: number, b: number) => expect(Math.abs(a - b), `${a} is not ${b}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));

/** A known covariate of a modelled series at the forecast's steps, as planned. */
const planned = (name: string, index: number) => {
  const end = panel.indptr[index + 1] as number;
  return [...(panel.known[name] as Float64Array).subarray(end - horizon, end)];
};
const future = (series: string, of: (step: number) => object) => dates.map((date, k) => ({ series, date, ...of(k) }));

/** Every point of these levels, on demand, is the published one. */
async function expectPublished(some: string[], body: object = {}): Promise<void> {
  for (const level of some) {
    const { items, forecast } = await read({ level });
    const answer = await ask({ series: [...new Set(items.map((item) => item.series))], ...body });
    expect(answer.forecast).toEqual(forecast);
    expect(answer.items.map(({ series, date, step }) => [series, date, step])).toEqual(
      items.map(({ series, date, step }) => [series, date, step]),
    );
    items.forEach((item, k) => {
      const own = answer.items[k] as (typeof answer.items)[0];
      for (const name of ['mean', 'lower80', 'upper80', 'lower90', 'upper90', 'lower95', 'upper95'] as const) near(own[name], item[name]);
    });
  }
}

beforeAll(() => publishRun(first, panel, { dataset }));

describe('without overrides', () => {
  it('answers the published points of every level, with their interval method', async () => {
    await expectPublished(levels);
    const { items, stale, staleReasons, nextCursor } = await ask({ series: ['total'], level: 'total', horizon: 1 });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ series: 'shop:total', level: 'total', step: 1 });
    expect(items[0]?.intervalMethod).toMatch(/conformal/);
    expect(nextCursor).toBeNull();
    // Its dates are long past.
    expect(stale).toBe(true);
    expect(staleReasons).toEqual([`its last date, ${dates.at(-1)}, has passed`]);
  });

  it('predicts the boosted members anew, from the same covariates to the same points', async () => {
    const store = ['a/p1', 'a/p2', 'a/p%2F3', 'b/p1', 'b/p2', 'b/p%2F3'];
    const asPlanned = store.flatMap((series, i) =>
      future(series, (k) => Object.fromEntries(Object.keys(panel.known).map((name) => [name, planned(name, i)[k]]))),
    );
    await expectPublished(levels, { future: asPlanned });
  });

  it('knows series by key values as they are and as they stand in an id, of any level', async () => {
    const [whole, plain, encoded] = await Promise.all(
      [['shop:store+product:a/p%2F3'], ['a/p%2F3'], ['a/p%2F3']].map((series) => ask({ series, horizon: 3 })),
    );
    expect(means(plain as OnDemandForecast)).toEqual(means(whole as OnDemandForecast));
    expect(means(encoded as OnDemandForecast)).toEqual(means(whole as OnDemandForecast));
    const mixed = await ask({ series: ['shop:store:a', 'shop:total', 'shop:store+product:b/p1'], horizon: 2 });
    expect(mixed.items.map(({ level }) => level)).toEqual(['store', 'store', 'total', 'total', 'store+product', 'store+product']);
  });
});

describe('what if', () => {
  it('a promotion were on: more is sold that day, and nothing changes before it', async () => {
    const step = planned('promotion', 0).indexOf(0, 3);
    const usual = await ask({ series: ['a/p1', 'a/p2'] });
    const changed = await ask({ series: ['a/p1', 'a/p2'], future: [{ series: 'a/p1', date: dates[step], promotion: true }] });
    const [before, after] = [means(usual, 'shop:store+product:a/p1'), means(changed, 'shop:store+product:a/p1')];
    expect(after[step]).toBeGreaterThan(1.15 * (before[step] as number));
    for (let k = 0; k < step; k++) near(after[k] as number, before[k] as number);
    means(usual, 'shop:store+product:a/p2').forEach((mean, k) => {
      near(means(changed, 'shop:store+product:a/p2')[k] as number, mean);
    });
  });

  it('the price of a whole product rose: each part sells less, and the product is their sum', async () => {
    const rise = future('shop:product:p2', () => ({ price: 1.19 }));
    const lower = future('shop:product:p2', () => ({ price: 0.81 }));
    const series = ['shop:product:p2', 'shop:store+product:a/p2', 'shop:store+product:b/p2', 'shop:total', 'shop:product:p1'];
    const [dear, cheap, usual] = await Promise.all([ask({ series, future: rise }), ask({ series, future: lower }), ask({ series })]);
    const of = (answer: OnDemandForecast, id: string) => means(answer, id);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    for (const part of series.slice(0, 3)) expect(sum(of(dear, part))).toBeLessThan(sum(of(cheap, part)));
    of(dear, 'shop:product:p2').forEach((mean, k) => {
      near(mean, (of(dear, series[1] as string)[k] as number) + (of(dear, series[2] as string)[k] as number));
      const moved = mean - (of(usual, 'shop:product:p2')[k] as number);
      near(of(dear, 'shop:total')[k] as number, (of(usual, 'shop:total')[k] as number) + moved);
      near(of(dear, 'shop:product:p1')[k] as number, of(usual, 'shop:product:p1')[k] as number);
    });
  });

  it('parts of an aggregate be told by their key values at the modelled level', async () => {
    const of = (series: string) => ask({ series: ['total'], level: 'total', future: [{ series, date: dates[0], closed_share: 1 }] });
    const [short, whole, usual] = await Promise.all([of('a/p1'), of('shop:store+product:a/p1'), ask({ series: ['shop:total'] })]);
    expect(means(short)).toEqual(means(whole));
    expect(means(short)[0]).toBeLessThan(means(usual)[0] as number);
  });

  it('a value were far from all that was seen: the answer says so, and says nothing of others', async () => {
    const { warnings } = await ask({
      series: ['shop:store:a', 'b/p1'],
      future: [
        { series: 'shop:store:a', date: dates[0], price: 25 },
        { series: 'shop:store:a', date: dates[2], price: 30 },
        { series: 'b/p1', date: dates[2], price: 1.5, promotion: true },
      ],
    });
    expect(warnings).toEqual([
      { series: 'shop:store:a', covariate: 'price', message: expect.stringMatching(`25 on ${dates[0]} and 1 other date is far from`) },
    ]);
  });

  it('a value were the greatest that single precision holds: it is answered, explained and warned of', async () => {
    const future = [{ series: 'a/p1', date: dates[0], price: 3.4e38, weather_index: -3.4e38 }];
    const { items, warnings } = await ask({ series: ['a/p1'], explain: true, future });
    expect(items.every(({ mean }) => Number.isFinite(mean))).toBe(true);
    expect(warnings.map(({ series, covariate }) => [series, covariate])).toEqual([
      ['shop:store+product:a/p1', 'price'],
      ['shop:store+product:a/p1', 'weather_index'],
    ]);
  });

  it('a store were closed: it sells nothing for certain; one that was to be closed sells when it is open', async () => {
    const answer = await ask({
      series: ['shop:store:a', 'shop:store+product:a/p1', 'shop:store:b'],
      future: [
        { series: 'shop:store:a', date: dates[1], closed_share: 1 },
        { series: 'shop:store:b', date: dates[4], closed_share: 0 },
      ],
    });
    for (const series of ['shop:store:a', 'shop:store+product:a/p1']) {
      const item = answer.items.find((one) => one.series === series && one.step === 2);
      expect(item).toMatchObject({ mean: 0, lower80: 0, upper80: 0, lower95: 0, upper95: 0 });
    }
    expect((await read({ level: 'store', series: 'b' })).items[4]?.mean).toBe(0);
    const open = answer.items.find((one) => one.series === 'shop:store:b' && one.step === 5);
    expect(open?.mean).toBeGreaterThan(100);
    expect(open?.upper80).toBeGreaterThan(open?.mean as number);
  });
});

describe('an explanation', () => {
  const sum = (item: OnDemandForecast['items'][0]) =>
    Object.values(item.explanation?.contributions ?? {}).reduce((total, value) => total + value, item.explanation?.base ?? Number.NaN);

  it('adds up to every point, at every level, as planned and otherwise', async () => {
    for (const level of levels) {
      const ids = [...new Set((await read({ level })).items.map(({ series }) => series))];
      for (const changes of [[], future(ids[0] as string, (k) => ({ promotion: k % 2, price: 1.1 }))]) {
        const { items, drivers } = await ask({ series: ids, explain: true, future: changes });
        expect(drivers?.map(({ name }) => name)).toContain('promotion');
        for (const item of items) expect(Math.abs(sum(item) - item.mean)).toBeLessThanOrEqual(1e-6 * Math.max(1e-6, item.mean));
        const plain = await ask({ series: ids, future: changes });
        items.forEach(({ mean }, k) => {
          near(mean, plain.items[k]?.mean as number);
        });
      }
    }
  });

  it('names promotion, price and closure where they are what changed', async () => {
    const step = planned('promotion', 1).indexOf(0);
    const of = async (covariates: object) => {
      const { items } = await ask({ series: ['a/p2'], explain: true, future: [{ series: 'a/p2', date: dates[step], ...covariates }] });
      return items[step] as OnDemandForecast['items'][0];
    };
    const [off, on, dear, cheap, shut] = await Promise.all([
      of({ promotion: 0 }),
      of({ promotion: 1 }),
      of({ price: 1.19 }),
      of({ price: 0.81 }),
      of({ closed_share: 1 }),
    ]);
    const moved = on.mean - off.mean;
    const byPromotion = (on.explanation?.contributions.promotion as number) - (off.explanation?.contributions.promotion as number);
    expect(moved).toBeGreaterThan(0);
    // Some of it works through the season that it is multiplied by.
    expect(byPromotion).toBeGreaterThan(0.6 * moved);
    expect(dear.explanation?.contributions.price).toBeLessThan(cheap.explanation?.contributions.price as number);
    expect(shut.mean).toBe(0);
    expect(shut.explanation?.contributions.closure).toBeLessThan(-0.5 * off.mean);
    expect(shut.explanation?.base).toBe(off.explanation?.base);
  });

  it('tells a weekly season and the level of a series that sells twice as much', async () => {
    const { items } = await ask({ series: ['a/p1', 'a/p2'], explain: true, horizon: 14 });
    const season = items
      .filter(({ series }) => series.endsWith('a/p1'))
      .map(({ explanation }) => explanation?.contributions.season as number);
    expect(Math.max(...season) - Math.min(...season)).toBeGreaterThan(10);
    const [small, large] = [items[0]?.explanation?.base as number, items[horizon]?.explanation?.base as number];
    expect(large / small).toBeGreaterThan(1.5);
  });
});

it('comes back after a crash, which costs at most what it was at', async () => {
  await ask({ series: ['a/p1'] });
  const { pid } = predictor().state as { pid: number };
  const { crashes } = predictor().figures;
  process.kill(pid, 'SIGKILL');
  // The first that asks may be told to come again; nobody waits for long.
  await vi.waitFor(async () => expect(means(await ask({ series: ['a/p1'] }))).toHaveLength(horizon), { timeout: 60_000, interval: 300 });
  expect(predictor().figures.crashes).toBe(crashes + 1);
  expect((predictor().state as { pid: number }).pid).not.toBe(pid);
});

it('serves what is published next from then on, reconciled with the levels above', async () => {
  await publishAgain(second, first, { dataset, reconciliation: 'mint-shrink' });
  const { forecast } = await read({});
  expect((await db().forecast.findUniqueOrThrow({ where: { id: forecast.id } })).pipelineRunId).toBe(second);
  await expectPublished(levels);
  await expectPublished(['store+product'], { future: future('a/p1', (k) => ({ promotion: planned('promotion', 0)[k] })) });
  const shut = await ask({ series: ['a/p1'], explain: true, future: [{ series: 'a/p1', date: dates[0], closed_share: 1 }] });
  expect(shut.items[0]?.mean).toBe(0);
  // The forecasts of the run before are not kept beside those of this one.
  expect(predictor().status?.forecasters).toBe(1);
});

it('serves the champion where that is what a run published, and tells when it is champion no longer', async () => {
  const { name, source, version } = await db().modelVersion.findFirstOrThrow({ where: { name: 'sales-forecast.shop.store+product.day' } });
  const registration = { modelName: name, modelVersion: version, promoted: false, reason: 'test' };
  await publishAgain(third, first, { dataset, registration: { ...registration, publish: { kind: 'champion', version, source } } });
  await expectPublished(['store+product', 'total']);
  expect((await ask({ series: ['a/p1'], horizon: 1 })).staleReasons).toHaveLength(1);
  await db().modelVersion.create({ data: { name, version: version + 1, source } });
  await db().modelAlias.update({ where: { name_alias: { name, alias: 'champion' } }, data: { version: version + 1 } });
  await db().datasetVersion.create({
    data: {
      dataset,
      version: 2,
      uri: 'x',
      fingerprint: 'y',
      firstDate: new Date('2022-01-01'),
      lastDate: new Date('2024-01-01'),
      rowCount: 1,
    },
  });
  const { staleReasons } = await ask({ series: ['a/p1'], horizon: 1 });
  expect(staleReasons[0]).toMatch(/version 2 of sales-forecast.* has become champion since; version 1 made this forecast/);
  expect(staleReasons[1]).toMatch(/version 2 of the dataset reaches to 2024-01-01/);
});

it('asks for covariates that the model needs and nobody planned', async () => {
  const price = (panel.known.price as Float64Array).slice();
  price[(panel.indptr[1] as number) - horizon + 2] = Number.NaN;
  await publishAgain(fourth, first, { dataset, panel: { ...panel, known: { ...panel.known, price } } });
  const answer = await refuse({ series: ['a/p1', 'a/p2'] });
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toMatch(`must give price of shop:store+product:a/p1 for ${dates[2]}`);
  const given = [{ series: 'a/p1', date: dates[2], price: 1 }];
  expect((await ask({ series: ['a/p1', 'a/p2'], future: given })).items).toHaveLength(2 * horizon);
  expect((await ask({ series: ['a/p2'] })).items).toHaveLength(horizon);
});

afterAll(async () => {
  // What the run's predictor was asked has all been answered.
  expect(predictor().waiting).toBe(0);
});
