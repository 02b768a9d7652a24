import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import { readCursor, writeCursor } from '@/lib/cursor';
import { placeOf } from '@/lib/datasets/history-place';
import { seriesId } from '@/lib/datasets/series-id';
import { getDataset } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { invalid, notFound } from '@/lib/errors';
import { outlook } from '@/lib/forecasts/movers';
import type { ForecastSummary } from '@/lib/forecasts/schema';
import { latestForecast, publishedLevels, whyNone } from '@/lib/forecasts/service';
import { findSeries } from './find-series';
import { levelsBelow } from './levels';
import { RunFiles } from './run-files';
import type { Hierarchy, HierarchyNode, HierarchyQuery } from './schema';

const position = z.strictObject({ forecast: z.uuid(), offset: z.int().min(0) });

/**
 * A series and what it is the sum of, at one of the levels below: what is expected of each, of last year's, and whether they add up.
 * @throws AlmanacError as `findSeries` does; `validation_failed` naming `by` where the series cannot be taken apart so
 */
export async function readHierarchy(query: HierarchyQuery): Promise<Hierarchy> {
  const { dataset, window, limit } = query;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, position);
  const forecast = await latestForecast(dataset);
  if (!forecast) throw await whyNone({ dataset }, undefined);
  if (after && after.forecast !== forecast.id) throw invalid('cursor', 'is of an earlier forecast; read from the beginning');
  const levels = await publishedLevels(forecast.id);
  const series = await findSeries({ dataset, series: query.series ?? seriesId(dataset, 'total', {}) });
  const [files, { structure }] = await Promise.all([RunFiles.of(forecast.id), getDataset(dataset)]);
  const attributes = files?.panel.attributes ?? structure?.attributes ?? {};
  // Without the run's files nothing tells which products are of a category.
  const belowOf = (level: string) => levelsBelow(level, levels, attributes).filter((one) => files || hasKeysOf(one, level));
  const below = belowOf(series.level);
  if (query.by !== undefined && !below.includes(query.by))
    throw invalid('by', below.length === 0 ? `${series.id} has no parts in this forecast` : `must be ${below.join(' or ')}`);
  const by = query.by ?? below[0] ?? null;
  const periods = window === 'horizon' ? forecast.horizon : Math.min(outlook[forecast.frequency].periods, forecast.horizon);
  const sums = { forecast, periods, query };
  const [parent] = await nodes({ ...sums, level: series.level, which: Prisma.sql`series.id = ${series.id}`, paged: false });
  if (!parent) throw notFound(`There is no series ${series.id} in this forecast.`, 'series');
  const base = {
    forecast,
    periods,
    parent: { ...parent.node, share: 1 },
    by,
    levels: below,
    deeper: by !== null && belowOf(by).length > 0,
  };
  if (by === null) return { ...base, items: [], sum: null, nextCursor: null };
  const which = files
    ? Prisma.sql`series.id = ANY(${files.idsAt(dataset, by, series.keys)})`
    : Prisma.sql`series.keys @> ${JSON.stringify(series.keys)}::jsonb`;
  const offset = after?.offset ?? 0;
  const rows = await nodes({ ...sums, level: by, which, paged: true, offset });
  const all =
    rows[0] ?? (await nodes({ ...sums, query: { ...query, q: undefined, limit: 1 }, level: by, which, paged: true, offset: 0 }))[0];
  const items = rows
    .slice(0, limit)
    .map(({ node }) => ({ ...node, share: parent.node.expected === 0 ? null : node.expected / parent.node.expected }));
  return {
    ...base,
    items,
    sum: all ? { count: all.count, expected: all.total, difference: all.total - parent.node.expected } : null,
    nextCursor: rows.length > limit ? writeCursor({ forecast: forecast.id, offset: offset + limit }) : null,
  };
}

function hasKeysOf(fine: string, coarse: string): boolean {
  return coarse === 'total' || coarse.split('+').every((name) => fine.split('+').includes(name));
}

interface Asked {
  forecast: ForecastSummary;
  periods: number;
  query: Pick<HierarchyQuery, 'q' | 'sort' | 'limit'>;
  level: string;
  which: Prisma.Sql;
  paged: boolean;
  offset?: number;
}

interface Row {
  node: HierarchyNode;
  /** Of all rows that are summed, found by the search or not. */
  count: number;
  total: number;
}

async function nodes({ forecast, periods, query, level, which, paged, offset = 0 }: Asked): Promise<Row[]> {
  const { id, dataset, origin, frequency } = forecast;
  const { year } = outlook[frequency];
  const words = paged
    ? (query.q ?? '')
        .split(/[\s_]+/)
        .filter(Boolean)
        .map(encodeURIComponent)
    : [];
  const found = words.map((word) => Prisma.sql`AND position(lower(${word}) IN lower(id)) > 0`);
  const byChange = paged && query.sort === 'change';
  const order = query.sort === 'name' ? Prisma.sql`id` : Prisma.sql`expected DESC, id`;
  const page = paged ? Prisma.sql`LIMIT ${query.limit + 1} OFFSET ${offset}` : Prisma.empty;
  // Last year is looked up for the page alone: a look into a history reads it whole. Only an order by change needs all of them.
  const rows = await db().$queryRaw<(Omit<HierarchyNode, 'share'> & { count: number; total: number })[]>`
    WITH part AS (
      SELECT series.id, series.level, series.keys, sum(point.mean) AS expected
      FROM forecast_points AS point JOIN series ON series.id = point.series_id
      WHERE point.forecast_id = ${id}::uuid AND point.level = ${level} AND point.step <= ${periods} AND series.dataset = ${dataset} AND series.level = ${level} AND ${which}
      GROUP BY series.id),
    whole AS (SELECT count(*)::int AS count, sum(expected) AS total FROM part),
    listed AS (SELECT * FROM part WHERE true ${words.length > 0 ? Prisma.join(found, ' ') : Prisma.empty} ${byChange ? Prisma.empty : Prisma.sql`ORDER BY ${order} ${page}`})
    SELECT listed.*, CASE WHEN before.known = ${periods} THEN before.total END AS before, whole.count, whole.total
    FROM listed JOIN series ON series.id = listed.id CROSS JOIN whole
    CROSS JOIN LATERAL (SELECT ${placeOf(Prisma.sql`${origin}::date`)} AS origin) AS place
    CROSS JOIN LATERAL (
      SELECT sum(y) AS total, count(y)::int AS known
      FROM unnest(series.history[greatest(place.origin + 1 - ${year}::int, 1) : place.origin + ${periods}::int - ${year}::int]) AS y) AS before
    ORDER BY ${byChange ? Prisma.sql`abs(expected - before.total) DESC NULLS LAST, listed.id ${page}` : query.sort === 'name' ? Prisma.sql`listed.id` : Prisma.sql`expected DESC, listed.id`}`;
  return rows.map(({ count, total, ...node }) => ({ node: { ...node, share: null }, count, total }));
}
