import { Prisma } from '@/generated/prisma/client';
import { placeOf } from '@/lib/datasets/history-place';
import { db } from '@/lib/db';
import type { ForecastSummary } from './schema';

/** A series, what is expected of it, and what it sold in the same periods a year before. */
export interface Mover {
  id: string;
  level: string;
  keys: Record<string, string>;
  expected: number;
  before: number;
}

/** The periods that stand for the next four weeks, and a year of them. */
export const outlook = {
  day: { periods: 28, year: 364 },
  week: { periods: 4, year: 52 },
  month: { periods: 1, year: 12 },
} as const;

/**
 * Series of the modelled level whose next four weeks differ most from last year's, the largest difference first. Only those count
 * whose every period was recorded a year ago.
 */
export async function topMovers({ id, dataset, level, origin, horizon, frequency }: ForecastSummary, limit: number): Promise<Mover[]> {
  const { year } = outlook[frequency];
  const periods = Math.min(outlook[frequency].periods, horizon);
  return db().$queryRaw<Mover[]>`
    SELECT series.id, series.level, series.keys, expected.total AS expected, before.total AS before
    FROM (
      SELECT series_id, sum(mean) AS total FROM forecast_points
      WHERE forecast_id = ${id}::uuid AND level = ${level} AND step <= ${periods} GROUP BY series_id) AS expected
    JOIN series ON series.id = expected.series_id AND series.dataset = ${dataset} AND series.frequency = ${frequency}::frequency
    CROSS JOIN LATERAL (SELECT ${placeOf(Prisma.sql`${origin}::date`)} AS origin) AS place
    CROSS JOIN LATERAL (
      SELECT sum(y) AS total, count(y) AS known
      FROM unnest(series.history[greatest(place.origin + 1 - ${year}, 1) : place.origin + ${periods} - ${year}]) AS y) AS before
    WHERE before.known = ${periods}
    ORDER BY abs(expected.total - before.total) DESC, series.id LIMIT ${limit}`;
}
