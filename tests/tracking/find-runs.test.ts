import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { writePageToken } from '@/lib/tracking/page-token';
import { getOrCreateExperiment, listRuns, searchRuns } from '@/lib/tracking/service';
import { createTestDatabase } from '../helpers/postgres';
import { randomStream } from '../helpers/random-panel';

await createTestDatabase();

interface Seeded {
  id: string;
  start: number;
  /** Undefined where it was not logged; NaN is NaN. */
  rmse: number | undefined;
  model: string;
  rare: boolean;
}

const random = randomStream(12);
/** More than are looked at one by one; many are level, so that a page ends among them. */
const runs: Seeded[] = Array.from({ length: 4000 }, (_, k) => ({
  id: (k * 2_654_435_761).toString(16).padStart(32, '0'),
  start: 1_700_000_000_000 + Math.floor(k / 3),
  rmse: k % 11 === 0 ? undefined : k % 13 === 0 ? Number.NaN : Math.round(200 * random()) / 10,
  model: random() < 0.3 ? 'a' : 'b',
  rare: k % 400 === 7,
}));
let experiment: number;

beforeAll(async () => {
  experiment = (await getOrCreateExperiment('many')).id;
  const ids = runs.map(({ id }) => id);
  await db().$executeRaw`
    INSERT INTO runs (id, experiment_id, name, start_time, artifact_uri)
    SELECT id, ${experiment}, 'run', start, 'x' FROM unnest(${ids}::text[], ${runs.map(({ start }) => start)}::bigint[]) AS given(id, start)`;
  await db().$executeRaw`
    INSERT INTO params (run_id, key, value) SELECT id, 'model', model FROM unnest(${ids}::text[], ${runs.map(({ model }) => model)}::text[]) AS given(id, model)`;
  const rare = runs.filter((run) => run.rare).map(({ id }) => id);
  await db()
    .$executeRaw`INSERT INTO run_tags (run_id, key, value) SELECT id, 'rare', ${'x'.repeat(300)} FROM unnest(${rare}::text[]) AS given(id)`;
  const measured = runs.filter(({ rmse }) => rmse !== undefined);
  await db().$executeRaw`
    INSERT INTO latest_metrics (run_id, key, timestamp, step, value, is_nan)
    SELECT id, 'rmse', 0, 0, coalesce(nullif(value, 'NaN'), 0), value = 'NaN'
    FROM unnest(${measured.map(({ id }) => id)}::text[], ${measured.map(({ rmse }) => String(rmse))}::float8[]) AS given(id, value)`;
  await db().$executeRaw`ANALYZE`;
});

const rank = ({ rmse }: Seeded) => (rmse === undefined ? 2 : Number.isNaN(rmse) ? 1 : 0);
const newest = (a: Seeded, b: Seeded) => b.start - a.start || (a.id < b.id ? -1 : 1);
const byRmse = (sign: 1 | -1) => (a: Seeded, b: Seeded) =>
  rank(a) - rank(b) || (rank(a) === 0 ? sign * ((a.rmse as number) - (b.rmse as number)) : 0) || newest(a, b);

const orders: [string[], (a: Seeded, b: Seeded) => number][] = [
  [[], newest],
  [['metrics.rmse'], byRmse(1)],
  [['metrics.rmse DESC'], byRmse(-1)],
  [['start_time'], (a, b) => a.start - b.start || (a.id < b.id ? -1 : 1)],
  [['params.model', 'metrics.rmse'], (a, b) => (a.model === b.model ? byRmse(1)(a, b) : a.model < b.model ? -1 : 1)],
];
const filters: [string | undefined, (run: Seeded) => boolean][] = [
  [undefined, () => true],
  ["params.model = 'a'", ({ model }) => model === 'a'],
  ["params.model = 'a' and metrics.rmse < 3", ({ model, rmse }) => model === 'a' && rmse !== undefined && rmse < 3],
  [`tags.rare = '${'x'.repeat(300)}'`, ({ rare }) => rare],
  ["tags.rare IS NULL and params.model != 'a'", ({ rare, model }) => !rare && model !== 'a'],
  ["attributes.status = 'FINISHED'", () => false],
  ["attributes.status != 'nonsense' and metrics.rmse != 1", ({ rmse }) => rmse !== undefined && rmse !== 1],
];

describe.each(orders)('in the order %j', (orderBy, compare) => {
  it.each(filters)('finds what a look at each run finds: %s', async (filter, test) => {
    const expected = runs.filter(test).sort(compare);
    for (const [offset, limit] of [
      [0, 20],
      [0, 700],
      [300, 100],
      [3900, 100],
    ] as const) {
      const search = { experimentIds: [experiment], filter, orderBy, limit, pageToken: writePageToken(offset) };
      const { runs: found } = await searchRuns(search);
      expect(
        found.map(({ id }) => id),
        `${offset} to ${offset + limit}`,
      ).toEqual(expected.slice(offset, offset + limit).map(({ id }) => id));
    }
  });
});

it('goes on by a cursor through values that are level, NaN and missing', async () => {
  for (const orderBy of [['metrics.rmse DESC'], ['metrics.rmse'], []]) {
    const compare = orders.find(([order]) => order.join() === orderBy.join())?.[1];
    const expected = runs
      .filter(({ model }) => model === 'a')
      .sort(compare)
      .map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listRuns({ experiment: String(experiment), filter: "params.model = 'a'", orderBy, limit: 170, cursor });
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(expected);
  }
});
