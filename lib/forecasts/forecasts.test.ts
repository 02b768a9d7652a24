import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { forecastList, forecastQuery } from './schema';
import { type ForecastColumns, type ForecastToPublish, getForecasts, latestForecast, publishForecast } from './service';

await createTestDatabase();

beforeEach(async () => {
  await db().forecast.deleteMany();
  await db().dataset.upsert({ where: { name: 'shop' }, create: { name: 'shop', kind: 'imported' }, update: {} });
});

const day = (step: number) => new Date(Date.UTC(2026, 0, step)).toISOString().slice(0, 10);

/** Points of every series at every step; `base` tells one forecast from another. */
function columns(series: [id: string, level: string][], horizon: number, base = 100): ForecastColumns {
  const rows = series.flatMap(([id, level], s) =>
    Array.from({ length: horizon }, (_, k) => ({ id, level, step: k + 1, mean: base + s + k / 8 })),
  );
  const shifted = (by: number) => Float64Array.from(rows, ({ mean }) => mean + by);
  return {
    seriesId: rows.map(({ id }) => id),
    level: rows.map(({ level }) => level),
    step: Int32Array.from(rows, ({ step }) => step),
    date: rows.map(({ step }) => day(step)),
    mean: shifted(0),
    lower80: shifted(-1),
    upper80: shifted(1),
    lower90: shifted(-2),
    upper90: shifted(2),
    lower95: shifted(-3),
    upper95: shifted(3),
  };
}

const stores: [string, string][] = ['store_001', 'store_002', 'corner%20shop%2F%C3%BC'].map((key) => [`shop:store:${key}`, 'store']);
const usual: [string, string][] = [...stores, ['shop:total', 'total']];

function forecast(more: Partial<ForecastToPublish> = {}): ForecastToPublish {
  return {
    pipelineRunId: randomUUID(),
    dataset: 'shop',
    datasetVersion: 1,
    level: 'store',
    frequency: 'day',
    origin: '2025-12-31',
    horizon: 5,
    modelName: 'sales-forecast',
    modelVersion: 1,
    intervalMethod: 'conformal',
    points: columns(usual, 5),
    ...more,
  };
}

async function ask(query: Record<string, unknown> = {}) {
  return forecastList.parse(await getForecasts(forecastQuery.parse({ dataset: 'shop', ...query })));
}

describe('publishing', () => {
  test('what is published is what is read, to the last bit', async () => {
    const points = columns(usual, 5, 1 / 3);
    const id = await publishForecast(forecast({ points }));
    const { forecast: summary, items, nextCursor } = await ask();
    expect(summary).toMatchObject({
      id,
      dataset: 'shop',
      level: 'store',
      origin: '2025-12-31',
      horizon: 5,
      modelVersion: 1,
      intervalMethod: 'conformal',
    });
    expect(nextCursor).toBeNull();
    expect(items).toHaveLength(15);
    for (const item of items) {
      const k = points.seriesId.findIndex((series, i) => series === item.series && points.step[i] === item.step);
      expect(item).toEqual({
        series: points.seriesId[k],
        date: points.date[k],
        step: points.step[k],
        mean: points.mean[k],
        lower80: points.lower80[k],
        upper80: points.upper80[k],
        lower90: points.lower90[k],
        upper90: points.upper90[k],
        lower95: points.lower95[k],
        upper95: points.upper95[k],
      });
    }
  });

  test('a repeat replaces what its run had published, under the same id', async () => {
    const first = forecast();
    const id = await publishForecast(first);
    expect(await publishForecast({ ...first, modelVersion: 2, points: columns(stores.slice(0, 1), 3, 7) })).toBe(id);
    const { forecast: summary, items } = await ask();
    expect(summary).toMatchObject({ id, modelVersion: 2 });
    expect(items.map(({ mean }) => mean)).toEqual([7, 7.125, 7.25]);
    expect(await db().forecastPoint.count()).toBe(3);
  });

  test('repeats at once end with one forecast, whole', async () => {
    const one = forecast();
    await Promise.all([1, 2, 3, 4, 5].map((base) => publishForecast({ ...one, points: columns(usual, 5, base * 10) })));
    expect(await db().forecast.count()).toBe(1);
    const bases = new Set((await ask()).items.map(({ mean }) => Math.floor(mean / 10)));
    expect(bases.size).toBe(1);
  });

  test('an id of the caller is kept', async () => {
    const id = randomUUID();
    expect(await publishForecast(forecast({ id }))).toBe(id);
  });

  test.each<[string, (points: ForecastColumns) => unknown, RegExp]>([
    ['a bound above the mean', ({ lower80 }) => lower80.fill(1e9), /store_001 for 2026-01-01.*lower80/],
    ['intervals that do not nest', ({ upper95, upper90 }) => upper95.set(upper90.map((value) => value - 0.5)), /not lower95/],
    ['a mean that is no number', ({ mean }) => mean.fill(Number.NaN, 3, 4), /store_001 for 2026-01-04/],
    ['a bound without end', ({ upper95 }) => upper95.fill(Number.POSITIVE_INFINITY), /Infinity/],
    ['a point twice', ({ step }) => step.fill(1, 1, 2), /twice/],
    ['a step 0', ({ step }) => step.fill(0, 0, 1), /no step of 1/],
    ['columns of different length', (points) => points.date.pop(), /column date has 19 values, mean has 20/],
  ])('%s is refused before anything is stored', async (_, spoil, message) => {
    const points = columns(usual, 5);
    spoil(points);
    await expect(publishForecast(forecast({ points }))).rejects.toThrow(message);
    expect(await db().forecast.count()).toBe(0);
  });

  test('no reader ever sees a part of a forecast', async () => {
    const one = forecast();
    await publishForecast({ ...one, points: columns(usual, 5, 10) });
    let publishing = true;
    const reading = (async () => {
      let reads = 0;
      while (publishing) {
        const { items } = await ask();
        expect(items).toHaveLength(15);
        expect(new Set(items.map(({ mean }) => Math.floor(mean / 10))).size).toBe(1);
        reads++;
      }
      return reads;
    })();
    for (let base = 2; base < 8; base++) await publishForecast({ ...one, points: columns(usual, 5, base * 10) });
    publishing = false;
    expect(await reading).toBeGreaterThan(0);
  });
});

describe('reading', () => {
  test('the latest published that has the level answers', async () => {
    const old = await publishForecast(forecast({ origin: '2025-12-01', modelName: 'old' }));
    const newer = await publishForecast(forecast({ points: columns([['shop:product:p1', 'product']], 5), level: 'product' }));
    expect((await ask()).forecast.id).toBe(newer);
    expect((await ask({ level: 'store' })).forecast.id).toBe(old);
    expect((await ask({ level: 'total' })).items.map(({ series }) => series)).toEqual(Array(5).fill('shop:total'));
    expect((await ask({ origin: '2025-12-01' })).forecast.id).toBe(old);
    expect((await ask({ model: 'old' })).forecast.id).toBe(old);
    expect((await latestForecast('shop'))?.id).toBe(newer);
    expect((await latestForecast('shop', { level: 'total' }))?.id).toBe(old);
    expect(await latestForecast('nobody')).toBeUndefined();
  });

  test('one that is not published yet is not there', async () => {
    const id = await publishForecast(forecast());
    await db().forecast.update({ where: { id }, data: { publishedAt: null } });
    expect(await latestForecast('shop')).toBeUndefined();
    await expect(ask()).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'dataset' }] });
  });

  test('a series is named by its id or by its keys', async () => {
    await publishForecast(forecast());
    for (const series of ['shop:store:store_002', 'store_002'])
      expect((await ask({ series })).items.map((item) => item.series)).toEqual(Array(5).fill('shop:store:store_002'));
    for (const series of [stores[2]?.[0], 'corner%20shop%2F%C3%BC']) expect((await ask({ series })).items).toHaveLength(5);
    for (const query of [{ series: 'shop:total' }, { series: 'total', level: 'total' }])
      expect((await ask(query)).items[0]?.series).toBe('shop:total');
  });

  test('dates narrow it, and a series without points between them is no error', async () => {
    await publishForecast(forecast());
    expect((await ask({ series: 'store_001', from: '2026-01-02', to: '2026-01-04' })).items.map(({ step }) => step)).toEqual([2, 3, 4]);
    expect((await ask({ series: 'store_001', from: '2027-01-01' })).items).toEqual([]);
    await expect(ask({ series: 'store_999', from: '2027-01-01' })).rejects.toMatchObject({
      code: 'not_found',
      errors: [{ path: 'series' }],
    });
  });

  test.each([
    [{ series: 'store_999' }, 'not_found', 'series'],
    [{ series: 'shop:store:store_999' }, 'not_found', 'series'],
    [{ series: 'shop:product:p1' }, 'not_found', 'series'],
    [{ series: 'anything', level: 'total' }, 'not_found', 'series'],
    [{ series: "store_001' OR true --" }, 'not_found', 'series'],
    [{ series: 'shop:store:store_001', level: 'total' }, 'validation_failed', 'series'],
    [{ series: 'shop:store' }, 'bad_request', 'series'],
    [{ level: 'category' }, 'not_found', 'level'],
    [{ origin: '2020-01-01' }, 'not_found', 'origin'],
    [{ model: 'nobody' }, 'not_found', 'model'],
    [{ dataset: 'nobody' }, 'not_found', 'dataset'],
    [{ cursor: 'e30' }, 'validation_failed', 'cursor'],
    [
      { cursor: Buffer.from(JSON.stringify({ forecast: randomUUID(), series: 'a', step: 1 })).toString('base64url') },
      'validation_failed',
      'cursor',
    ],
  ])('%j is told as %s of %s', async (query, code, at) => {
    await publishForecast(forecast());
    await expect(ask(query)).rejects.toMatchObject({ code, errors: [expect.objectContaining({ path: at })] });
  });

  test('pages hold each point once and in order, whatever their size', async () => {
    const many = Array.from({ length: 7 }, (_, i): [string, string] => [`shop:store:s${(i * 37) % 11}`, 'store']);
    await publishForecast(forecast({ points: columns([...many, ['shop:total', 'total']], 5) }));
    const whole = (await ask({ limit: 1000 })).items;
    expect(whole).toHaveLength(35);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (limit) => {
        const seen: unknown[] = [];
        for (let cursor: string | undefined; ; ) {
          const page = await ask({ limit, ...(cursor && { cursor }) });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items);
          if (!page.nextCursor) break;
          cursor = page.nextCursor;
        }
        expect(seen).toEqual(whole);
      }),
      { numRuns: 8 },
    );
  });

  test('a forecast published meanwhile does not change what is being read', async () => {
    const former = await publishForecast(forecast());
    const first = await ask({ limit: 4 });
    await publishForecast(forecast({ points: columns(usual, 5, 900) }));
    const second = await ask({ limit: 100, cursor: first.nextCursor });
    expect(second.forecast.id).toBe(former);
    expect(second.items).toHaveLength(11);
    expect([...first.items, ...second.items].every(({ mean }) => mean < 200)).toBe(true);
  });
});
