import { Prisma } from '@/generated/prisma/client';
import { placeOf } from '@/lib/datasets/history-place';
import { db } from '@/lib/db';
import { findSeries } from './find-series';
import type { VintageList, VintagesQuery } from './schema';

interface Row {
  id: string;
  origin: string;
  publishedAt: Date;
  modelName: string;
  modelVersion: number | null;
  horizon: number;
  points: number;
  through: string | null;
  wape: number | null;
  bias: number | null;
  coverage80: number | null;
  coverage95: number | null;
}

/**
 * What was said of a series at each origin, the latest first, scored on what has come since.
 * @throws AlmanacError as `findSeries` does
 */
export async function listVintages({ limit, ...query }: VintagesQuery): Promise<VintageList> {
  const series = await findSeries(query);
  const rows = await db().$queryRaw<Row[]>`
    SELECT forecast.id, forecast.origin::text, forecast.published_at AS "publishedAt", forecast.model_name AS "modelName",
      forecast.model_version AS "modelVersion", forecast.horizon, scored.*
    FROM (${latestByOrigin(series.id, limit)}) AS forecast
    JOIN series ON series.id = ${series.id}
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS points, max(date)::text AS through,
        100 * sum(abs(mean - y)) / nullif(sum(abs(y)), 0) AS wape, 100 * sum(mean - y) / nullif(sum(abs(y)), 0) AS bias,
        avg((y BETWEEN lower80 AND upper80)::int)::float8 AS coverage80, avg((y BETWEEN lower95 AND upper95)::int)::float8 AS coverage95
      FROM (${scoredPoints}) AS point) AS scored
    ORDER BY forecast.origin DESC`;
  return {
    series: series.id,
    items: rows.map(({ points, through, wape, bias, coverage80, coverage95, publishedAt, ...row }) => ({
      ...row,
      publishedAt: publishedAt.toISOString(),
      score: through === null ? null : { points, through, wape, bias, coverage80: coverage80 ?? 0, coverage95: coverage95 ?? 0 },
    })),
  };
}

/** SQL: of each origin the forecast with points of a series that was published last, the latest origins first. */
export function latestByOrigin(series: string, limit: number): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (origin) forecasts.* FROM forecasts
    JOIN series ON series.id = ${series} AND series.dataset = forecasts.dataset AND series.frequency = forecasts.frequency
    WHERE published_at IS NOT NULL AND EXISTS (SELECT FROM forecast_points WHERE forecast_id = forecasts.id AND series_id = ${series})
    ORDER BY origin DESC, published_at DESC LIMIT ${limit}`;
}

/** SQL: points of `forecast` and what came of `series` at each; a history is cut once, for each look into it reads it whole. */
export const scoredPoints = Prisma.sql`
  SELECT point.*, actual.y
  FROM unnest(series.history[${placeOf(Prisma.sql`forecast.origin`)} + 1 : ${placeOf(Prisma.sql`forecast.origin`)} + forecast.horizon]) WITH ORDINALITY AS actual(y, step)
  JOIN forecast_points AS point ON point.forecast_id = forecast.id AND point.series_id = series.id AND point.step = actual.step
  WHERE actual.y IS NOT NULL`;
