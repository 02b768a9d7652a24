import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as metrics from '@/app/api/v1/runs/[id]/metrics/[key]/route';
import * as compare from '@/app/api/v1/runs/compare/route';
import * as runs from '@/app/api/v1/runs/route';
import { db } from '@/lib/db';
import { largestTriangles } from '@/lib/tracking/downsample';
import { metricHistory, metricLine, runComparison, trackedRunList } from '@/lib/tracking/schema';
import { createRun, deleteRun, finishRun, getOrCreateExperiment, logMetrics, logParams, setTags } from '@/lib/tracking/service';
import { createTestDatabase } from '../helpers/postgres';
import { randomStream } from '../helpers/random-panel';
import { call, refused } from './call';

await createTestDatabase();
const path = '/api/v1/runs';
const id = (k: number) => k.toString(16).padStart(32, '0');
/** Values that sort unlike their texts do; the runs of the last three have no number, NaN, and nothing. */
const rmse = [10, 9.5, 100, -3, 1e-9, 9.5, Number.POSITIVE_INFINITY, Number.NaN, undefined];
let experimentId: number;

beforeAll(async () => {
  experimentId = (await getOrCreateExperiment('lists')).id;
  for (const [k, value] of rmse.entries()) {
    await createRun({ id: id(k), experimentId, name: `run ${k}`, startTime: 1_700_000_000_000 + 1000 * Math.floor(k / 2) });
    await logParams(id(k), { model: k % 2 ? 'xgboost' : 'lightgbm', depth: k, 'odd key': "it's" });
    await setTags(id(k), { team: k < 4 ? 'a' : 'b' });
    if (value !== undefined)
      await logMetrics(id(k), [
        { key: 'rmse', value, step: 0, timestamp: 1 },
        { key: 'mape', value: k, step: 0, timestamp: 1 },
      ]);
    if (k !== 3) await finishRun(id(k), 'FINISHED');
  }
  await deleteRun(id(5));
});

const list = async (query: Record<string, string>) =>
  (await call(trackedRunList, runs, 'GET', `${path}?${new URLSearchParams({ experiment: String(experimentId), ...query })}`)).body;
const numbers = (items: { id: string }[]) => items.map((run) => Number.parseInt(run.id, 16));

describe('a list of runs', () => {
  it('is of those that a filter matches', async () => {
    expect(numbers((await list({ filter: "metrics.rmse < 10 and params.model = 'lightgbm'" })).items)).toEqual([4]);
    expect(numbers((await list({ filter: "tags.team = 'a' and attributes.status = 'FINISHED'", orderBy: 'run_id' })).items)).toEqual([
      0, 1, 2,
    ]);
    expect(numbers((await list({ filter: "params.`odd key` LIKE '%t''s'", limit: '3' })).items)).toHaveLength(3);
    expect(numbers((await list({ view: 'deleted' })).items)).toEqual([5]);
    expect((await list({ view: 'all' })).items.find((run) => run.id === id(5))?.lifecycleStage).toBe('deleted');
  });

  it('is sorted by anything, what is no number before what is not there, both last', async () => {
    expect(numbers((await list({ orderBy: 'metrics.rmse' })).items)).toEqual([3, 4, 1, 0, 2, 6, 7, 8]);
    expect(numbers((await list({ orderBy: 'metrics.rmse DESC' })).items)).toEqual([6, 2, 0, 1, 4, 3, 7, 8]);
    expect(numbers((await list({ orderBy: 'params.model DESC,metrics.mape' })).items)).toEqual([1, 3, 7, 0, 2, 4, 6, 8]);
    expect(numbers((await list({})).items)).toEqual([8, 6, 7, 4, 2, 3, 0, 1]);
  });

  it.each(['metrics.rmse', 'metrics.rmse DESC', 'params.model DESC,metrics.rmse', 'end_time,run_name DESC', 'tags.none', ''])(
    'read by page in the order %s is the whole list, whatever begins meanwhile',
    async (orderBy) => {
      const whole = numbers((await list({ orderBy, view: 'all' })).items);
      const seen: number[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { items: { id: string }[]; nextCursor: string | null } = await list({ orderBy, view: 'all', limit: '2', cursor });
        seen.push(...numbers(page.items));
        cursor = page.nextCursor;
        // A run that comes first in most orders.
        await createRun({ id: id(99), experimentId, name: 'a late one', startTime: 1_800_000_000_000 });
        await logMetrics(id(99), [{ key: 'rmse', value: seen.length % 4 ? -1e9 : 1e300, step: 0, timestamp: 1 }]);
      }
      expect(seen.filter((k) => k !== 99)).toEqual(whole);
      expect(seen.filter((k) => k === 99).length).toBeLessThanOrEqual(1);
      await db().run.delete({ where: { id: id(99) } });
    },
  );

  it('tells the columns that are asked for', async () => {
    const [run] = (await list({ columns: 'metrics.rmse,params.depth', limit: '1', orderBy: 'run_id' })).items;
    expect(run).toMatchObject({ metrics: { rmse: 10 }, params: { depth: '0' }, tags: {} });
    const [other] = (await list({ columns: 'params.*', limit: '1', orderBy: 'run_id' })).items;
    expect(other).toMatchObject({ metrics: {}, params: { depth: '0', model: 'lightgbm', 'odd key': "it's" } });
  });

  it.each([
    [{ filter: 'metrics.rmse <' }, 'filter'],
    [{ filter: "metrics.rmse = 'x'" }, 'filter'],
    [{ filter: "params.model = 'a' or params.model = 'b'" }, 'filter'],
    [{ orderBy: 'size' }, 'orderBy'],
    [{ orderBy: 'datasets.name' }, 'orderBy'],
    [{ orderBy: 'metrics.rmse,metrics.rmse DESC' }, 'orderBy'],
    [{ columns: 'rmse' }, 'columns.0'],
    [{ view: 'gone' }, 'view'],
    [{ cursor: 'e30' }, 'cursor'],
  ])('refuses %j', async (query, at) => {
    const answer = await refused(runs, 'GET', `${path}?${new URLSearchParams(query as Record<string, string>)}`);
    expect([answer.status, answer.paths]).toEqual([422, [at]]);
  });

  it('refuses the cursor of another order', async () => {
    const { nextCursor } = await list({ orderBy: 'metrics.rmse', limit: '1' });
    const answer = await refused(runs, 'GET', `${path}?orderBy=start_time&cursor=${nextCursor}`);
    expect(answer.paths).toEqual(['cursor']);
  });
});

describe('a comparison', () => {
  const ask = (...ids: number[]) => `${path}/compare?ids=${ids.map(id).join(',')}`;

  it('has each value of each run, in the order asked for', async () => {
    const { body } = await call(runComparison, compare, 'GET', ask(2, 8, 0));
    expect(numbers(body.runs)).toEqual([2, 8, 0]);
    expect(body.params).toEqual([
      { key: 'depth', values: ['2', '8', '0'], differs: true },
      { key: 'model', values: ['lightgbm', 'lightgbm', 'lightgbm'], differs: false },
      { key: 'odd key', values: ["it's", "it's", "it's"], differs: false },
    ]);
    expect(body.metrics).toEqual([
      { key: 'mape', values: [2, null, 0], differs: true, least: 0, greatest: 2 },
      { key: 'rmse', values: [100, null, 10], differs: true, least: 10, greatest: 100 },
    ]);
    const { body: differing } = await call(runComparison, compare, 'GET', `${ask(2, 8, 0)}&differing=true`);
    expect(differing.params.map(({ key }) => key)).toEqual(['depth']);
  });

  it.each([
    [ask(1), 422],
    [ask(...Array.from({ length: 21 }, (_, k) => k)), 422],
    [ask(1, 1), 422],
    [ask(1, 77), 404],
    [`${path}/compare`, 422],
  ])('refuses %s', async (at, status) => {
    const answer = await refused(compare, 'GET', at);
    expect([answer.status, answer.paths]).toEqual([status, ['ids']]);
  });
});

describe('the line of a metric', () => {
  const line = (of: number, key: string, query: string) => call(metricLine, metrics, 'GET', `${path}/${id(of)}/metrics/${key}?${query}`);

  it('is what largest triangles choose of its points', async () => {
    const random = randomStream(4);
    const points = Array.from({ length: 2000 }, (_, k) => ({
      key: 'train/loss',
      value: Math.exp(-k / 300) + 0.1 * random(),
      step: 3 * k,
      timestamp: k,
    }));
    await logMetrics(id(0), points);
    await logMetrics(id(0), [{ key: 'train/loss', value: Number.NaN, step: 50, timestamp: 50 }]);
    const { body } = await line(0, 'train%2Floss', 'points=100');
    const kept = largestTriangles(
      Float64Array.from(points, ({ step }) => step),
      Float64Array.from(points, ({ value }) => value),
      100,
    );
    expect(body.items.map(({ step, value }) => [step, value])).toEqual(Array.from(kept, (at) => [points[at]?.step, points[at]?.value]));
    expect(body).toMatchObject({ sampledFrom: 2000, notNumbers: 1, nextCursor: null });
    const part = await line(0, 'train%2Floss', 'points=3000&from=30&to=60');
    expect(part.body.items.map(({ step }) => step)).toEqual([30, 33, 36, 39, 42, 45, 48, 51, 54, 57, 60]);
    expect(part.body).toMatchObject({ sampledFrom: null, notNumbers: 1 });
  });

  it('is over time where all points have one step', async () => {
    await logMetrics(
      id(1),
      Array.from({ length: 50 }, (_, k) => ({ key: 'memory', value: k === 20 ? 9 : 1, step: 0, timestamp: 1000 * k })),
    );
    const { body } = await line(1, 'memory', 'points=5');
    expect(body.items.map(({ timestamp }) => Date.parse(timestamp) / 1000)).toContain(20);
  });

  it('of very many points keeps its ends and its peaks', async () => {
    const count = 120_000;
    await db().$executeRaw`
      INSERT INTO metrics (run_id, key, timestamp, step, value)
      SELECT ${id(2)}, 'long', k, k, CASE k WHEN 77777 THEN 40 WHEN 1234 THEN -40 ELSE sin(k / 5000.0) END FROM generate_series(0, ${count - 1}::int) AS k`;
    const { body } = await line(2, 'long', 'points=200');
    const steps = body.items.map(({ step }) => step);
    expect(body).toMatchObject({ sampledFrom: count });
    expect(steps).toHaveLength(200);
    expect([steps[0], steps.at(-1)]).toEqual([0, count - 1]);
    expect(steps).toEqual(expect.arrayContaining([77_777, 1234]));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    for (const { step, value } of body.items) {
      const exact = step === 77_777 ? 40 : step === 1234 ? -40 : Math.sin(step / 5000);
      expect(value).toBeCloseTo(exact, 12);
    }
  });

  it('holds what it is given, however odd', async () => {
    const odd = fc.constantFrom(0, -0, 1e308, -1e308, Number.MAX_VALUE, Number.MIN_VALUE, Number.POSITIVE_INFINITY, Number.NaN);
    const point = fc.record({ value: odd, step: fc.maxSafeInteger(), timestamp: fc.nat() });
    let run = 1000;
    await fc.assert(
      fc.asyncProperty(fc.array(point, { maxLength: 12 }), fc.integer({ min: 3, max: 8 }), async (given, points) => {
        run += 1;
        await createRun({ id: id(run), experimentId, name: 'odd' });
        await logMetrics(
          id(run),
          given.map((one) => ({ key: 'odd', ...one })),
        );
        const { body } = await line(run, 'odd', `points=${points}`);
        expect(body.items.length).toBeLessThanOrEqual(points);
      }),
      { numRuns: 15 },
    );
  });

  it('is not mixed up with pages', async () => {
    const page = await call(metricHistory.loose(), metrics, 'GET', `${path}/${id(0)}/metrics/train%2Floss?limit=2`);
    expect(page.body).toMatchObject({ sampledFrom: null, notNumbers: null });
    for (const [query, at] of [
      [`points=10&cursor=${page.body.nextCursor}`, 'cursor'],
      ['from=3', 'from'],
      ['points=2', 'points'],
    ] as const)
      expect((await refused(metrics, 'GET', `${path}/${id(0)}/metrics/rmse?${query}`)).paths).toEqual([at]);
  });
});
