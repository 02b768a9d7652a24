import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { isoDate, parseDay } from '@/lib/data/days';
import { seriesId } from '@/lib/datasets/series-id';
import { publishSeries } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { metrics } from '@/lib/evaluation/metrics';
import { topMovers } from '@/lib/forecasts/movers';
import { latestForecast, publishForecast } from '@/lib/forecasts/service';
import { addPeriods } from '@/lib/models/forecaster';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { recentActivity } from './activity';
import { deriveAlerts } from './alerts';
import { monitoringFacts } from './facts';
import { pooled } from './pooled';
import { publishedAccuracy } from './published-accuracy';

await createTestDatabase();

type Frequency = 'day' | 'week' | 'month';
const stores = ['a b', 'c', 'd'];
const periods = 430;
const first = { day: parseDay('2025-01-06'), week: parseDay('2018-01-01'), month: parseDay('1990-01-01') };
const season = { day: 7, week: 52, month: 12 };
const year = { day: 364, week: 52, month: 12 };

/** Sales without chance, some of them unknown. */
function sales(store: number, k: number): number {
  if (store === 2 && k % 11 === 0) return Number.NaN;
  return 100 * (store + 1) + 20 * Math.sin(k * (1 + store)) + k / 10;
}
const dateAt = (frequency: Frequency, k: number) => isoDate(addPeriods({ frequency }, first[frequency], k));
const mean = (store: number, k: number) => 100 * (store + 1) + k / 8;

async function publish(frequency: Frequency, originAt: number, horizon: number, publishedAt?: string): Promise<string> {
  const points = stores.flatMap((store, s) => Array.from({ length: horizon }, (_, h) => ({ store, s, step: h + 1, k: originAt + h + 1 })));
  const bound = (width: number) => Float64Array.from(points, ({ s, k }) => mean(s, k) + width);
  return publishForecast({
    ...{ pipelineRunId: randomUUID(), dataset: frequency, datasetVersion: 1, level: 'store', frequency, horizon, publishedAt },
    ...{ origin: dateAt(frequency, originAt), modelName: `model-${frequency}`, modelVersion: 1, intervalMethod: 'conformal' },
    points: {
      seriesId: points.map(({ store }) => seriesId(frequency, 'store', { store })),
      level: points.map(() => 'store'),
      step: Int32Array.from(points, ({ step }) => step),
      date: points.map(({ k }) => dateAt(frequency, k)),
      ...{
        mean: bound(0),
        lower80: bound(-12),
        upper80: bound(12),
        lower90: bound(-20),
        upper90: bound(20),
        lower95: bound(-30),
        upper95: bound(30),
      },
    },
  });
}

beforeAll(async () => {
  for (const frequency of ['day', 'week', 'month'] as const) {
    await db().dataset.create({ data: { name: frequency, kind: 'imported' } });
    const ks = stores.flatMap(() => Array.from({ length: periods }, (_, k) => k));
    const panel = {
      frequency,
      ids: stores.map((store) => seriesId(frequency, 'store', { store })),
      keys: stores.map((store) => ({ store })),
      indptr: Int32Array.from({ length: stores.length + 1 }, (_, i) => i * periods),
      ds: Int32Array.from(ks, (k) => addPeriods({ frequency }, first[frequency], k)),
      y: Float64Array.from(ks, (k, row) => sales(Math.floor(row / periods), k)),
      ...{ known: {}, past: {}, origin: addPeriods({ frequency }, first[frequency], periods - 1) },
    };
    await publishSeries({ dataset: frequency, level: 'store', panel });
  }
});

test.each(['day', 'week', 'month'] as const)(
  'scores what was published by %s on what has come since, beside the seasonal naive',
  async (frequency) => {
    const origin = periods - 11;
    // Ten of its fifteen periods are known by now.
    await publish(frequency, origin, 15);
    const [scored, ...more] = await publishedAccuracy(frequency);
    expect(more).toEqual([]);
    const rows = stores.flatMap((_, s) => Array.from({ length: 10 }, (_, h) => ({ s, k: origin + 1 + h })));
    const actual = Float64Array.from(rows, ({ s, k }) => sales(s, k));
    const forecast = Float64Array.from(rows, ({ s, k }) => mean(s, k));
    const known = rows.filter(({ s, k }) => !Number.isNaN(sales(s, k)));
    const size = known.reduce((sum, { s, k }) => sum + sales(s, k), 0);
    const expected = metrics({ horizon: 10, actual, forecast });
    expect(scored).toMatchObject({ points: known.length, published: 45, through: dateAt(frequency, periods - 1), frequency });
    expect(scored?.wape).toBeCloseTo(expected.wape, 9);
    expect(scored?.bias).toBeCloseTo((100 * expected.bias * known.length) / size, 9);
    const naive = known.map(({ s, k }) => sales(s, k - season[frequency] * Math.ceil((k - origin) / season[frequency])));
    // Where the naive's own value was not recorded, there is nothing to compare with.
    if (naive.some(Number.isNaN)) expect(scored?.naiveWape).toBeNull();
    else
      expect(scored?.naiveWape).toBeCloseTo(
        (100 * known.reduce((sum, { s, k }, i) => sum + Math.abs((naive[i] ?? 0) - sales(s, k)), 0)) / size,
        9,
      );
    const inside = (width: number) => known.filter(({ s, k }) => Math.abs(sales(s, k) - mean(s, k)) <= width).length / known.length;
    expect(scored?.coverage80).toBeCloseTo(inside(12), 9);
    expect(scored?.coverage95).toBeCloseTo(inside(30), 9);
  },
);

test('takes one forecast an origin, the last published, and none that nothing has come for', async () => {
  const later = await publish('day', periods - 11, 15, '2026-06-01T00:00:00Z');
  await publish('day', periods - 11, 15, '2026-05-01T00:00:00Z');
  const older = await publish('day', periods - 30, 15, '2026-05-01T00:00:00Z');
  await publish('day', periods - 1, 15);
  const all = await publishedAccuracy('day');
  expect(all).toHaveLength(2);
  expect(all[1]?.forecastId).toBe(older);
  // The one of the first test was published now, after both.
  expect(all[0]?.forecastId).not.toBe(later);
  const points = all.reduce((sum, one) => sum + one.points, 0);
  expect(pooled(all)).toMatchObject({ points });
  expect(pooled(all)?.wape).toBeCloseTo(all.reduce((sum, one) => sum + (one.wape ?? 0) * one.points, 0) / points, 9);
  expect(pooled([])).toBeUndefined();
});

test.each([
  ['day', 28],
  ['week', 4],
  ['month', 1],
] as const)('finds the series that move most against a year before, by %s', async (frequency, ahead) => {
  const origin = periods - 1;
  await publish(frequency, origin, 30);
  const forecast = await latestForecast(frequency);
  const movers = await topMovers(forecast!, 10);
  const oracle = stores
    .map((store, s) => {
      const ks = Array.from({ length: ahead }, (_, h) => origin + 1 + h);
      const before = ks.map((k) => sales(s, k - year[frequency]));
      return { store, expected: ks.reduce((sum, k) => sum + mean(s, k), 0), before: before.reduce((sum, y) => sum + y, 0) };
    })
    .filter(({ before }) => !Number.isNaN(before))
    .sort((one, other) => Math.abs(other.expected - other.before) - Math.abs(one.expected - one.before));
  expect(movers.map(({ keys }) => keys.store)).toEqual(oracle.map(({ store }) => store));
  movers.forEach((mover, i) => {
    expect(mover.expected).toBeCloseTo(oracle[i]?.expected ?? Number.NaN, 6);
    expect(mover.before).toBeCloseTo(oracle[i]?.before ?? Number.NaN, 6);
  });
});

test('gathers what alerts are derived from, and what has happened', async () => {
  const run = await createPipelineRun({
    parameters: pipelineParameters.parse({ dataset: 'week', level: 'store', frequency: 'week', horizon: 4 }),
    trigger: 'api',
  });
  const facts = await monitoringFacts('week', { now: new Date(Date.parse(run.createdAt) + 2 * 3_600_000) });
  expect(facts).toMatchObject({ frequency: 'week', forecast: { origin: dateAt('week', periods - 1), horizon: 30 } });
  expect(facts.forecast?.through).toBe(isoDate(parseDay(dateAt('week', periods - 1)) + 7 * 31 - 1));
  expect(facts.coverage.map(({ of }) => of)).toEqual(['published', 'published']);
  expect(deriveAlerts(facts).map(({ kind }) => kind)).toContain('run-waiting');
  expect(await recentActivity('week', 5)).toMatchObject([{ kind: 'run', run: { id: run.id } }]);
  await expect(monitoringFacts('nowhere')).rejects.toMatchObject({ code: 'not_found' });
});
