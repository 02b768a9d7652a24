import { Prisma } from '@/generated/prisma/client';
import { placeOf } from '@/lib/datasets/history-place';
import { db } from '@/lib/db';

/** How a forecast that was published did on what has come since, pooled over the series of one level. */
export interface PublishedAccuracy {
  forecastId: string;
  /** The level that was modelled, or a sum above it. */
  level: string;
  origin: string;
  publishedAt: string;
  modelName: string;
  modelVersion: number | null;
  frequency: 'day' | 'week' | 'month';
  /** Points whose actual is known, of all that were published at that level. */
  points: number;
  published: number;
  /** Last date that was scored. */
  through: string;
  /** 100 sum|y - f| / sum|y|; null where every actual is 0. */
  wape: number | null;
  /** The same of the seasonal naive at the same origin, on the same points; null where it knows less than a season. */
  naiveWape: number | null;
  /** 100 sum(f - y) / sum|y|: positive is too high. */
  bias: number | null;
  /** Shares of actuals inside, 0 to 1. */
  coverage80: number;
  coverage95: number;
}

/** Periods of a season: the seasonal naive repeats the last one. */
const season = Prisma.sql`(CASE forecast.frequency WHEN 'day' THEN 7 WHEN 'week' THEN 52 ELSE 12 END)`;

type Row = Omit<PublishedAccuracy, 'publishedAt'> & { publishedAt: Date };

interface Remembered {
  stamp: string;
  scored: Promise<PublishedAccuracy[]>;
}

const mostRemembered = 100;
const remembered = new Map<string, Remembered>();

/** What scores depend on, in a text that changes with it: when the series were last written, and what is published. */
async function stampOf(dataset: string): Promise<string> {
  const [row] = await db().$queryRaw<{ stamp: string }[]>`
    SELECT concat_ws(' ', (SELECT max(updated_at) FROM series WHERE dataset = ${dataset}),
      (SELECT concat(count(*), ' ', max(published_at)) FROM forecasts WHERE dataset = ${dataset} AND published_at IS NOT NULL)) AS stamp`;
  return row?.stamp ?? '';
}

/**
 * As `scorePublished` has it, and remembered until series or forecasts change: with thousands of series it takes a second or two.
 */
export async function publishedAccuracy(dataset: string, limit = 8, everyLevel = false): Promise<PublishedAccuracy[]> {
  const key = `${dataset}\n${limit}\n${everyLevel}`;
  const stamp = await stampOf(dataset);
  const known = remembered.get(key);
  if (known?.stamp === stamp) return known.scored;
  const scored = scorePublished(dataset, limit, everyLevel);
  remembered.delete(key);
  remembered.set(key, { stamp, scored });
  const [oldest] = remembered.keys();
  if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
  // What failed is not remembered.
  scored.catch(() => remembered.delete(key));
  return scored;
}

/**
 * Published forecasts of a dataset that some actuals have come for since, the latest origin first: one an origin, the one that was
 * published last.
 * @param limit how many origins at most
 * @param everyLevel each level that was published, in place of the modelled one only
 */
export async function scorePublished(dataset: string, limit: number, everyLevel = false): Promise<PublishedAccuracy[]> {
  const ofLevel = everyLevel
    ? Prisma.sql`series.level IN (SELECT DISTINCT level FROM forecast_points WHERE forecast_id = forecast.id)`
    : Prisma.sql`series.level = forecast.level`;
  const rows = await db().$queryRaw<Row[]>`
    WITH forecast AS (
      SELECT * FROM (
        SELECT DISTINCT ON (origin) * FROM forecasts
        WHERE dataset = ${dataset} AND published_at IS NOT NULL
          AND origin < (SELECT max(last_date) FROM series WHERE series.dataset = forecasts.dataset AND series.level = forecasts.level AND series.frequency = forecasts.frequency)
        ORDER BY origin DESC, published_at DESC) AS latest
      ORDER BY origin DESC LIMIT ${limit}),
    cut AS (
      -- Each history is cut once for all its points: every look into one reads it whole.
      SELECT forecast.id AS forecast_id, series.id AS series_id,
        series.history[place.origin + 1 : place.origin + forecast.horizon] AS actual,
        CASE WHEN place.origin >= ${season} THEN series.history[place.origin - ${season} + 1 : place.origin] END AS naive, ${season} AS season
      FROM forecast
      JOIN series ON series.dataset = forecast.dataset AND ${ofLevel} AND series.frequency = forecast.frequency
      CROSS JOIN LATERAL (SELECT ${placeOf(Prisma.sql`forecast.origin`)} AS origin OFFSET 0) AS place
      OFFSET 0),
    scored AS (
      SELECT point.forecast_id AS id, point.level, point.date, point.mean, point.lower80, point.upper80, point.lower95, point.upper95,
        cut.actual[point.step] AS y, cut.naive[(point.step - 1) % cut.season + 1] AS naive
      FROM cut JOIN forecast_points AS point ON point.forecast_id = cut.forecast_id AND point.series_id = cut.series_id
      WHERE cut.actual[point.step] IS NOT NULL)
    SELECT forecast.id AS "forecastId", scored.level, forecast.origin::text, forecast.published_at AS "publishedAt",
      forecast.model_name AS "modelName", forecast.model_version AS "modelVersion", forecast.frequency::text,
      count(*)::int AS points, max(scored.date)::text AS through,
      (SELECT count(*)::int FROM forecast_points WHERE forecast_id = forecast.id AND level = scored.level) AS published,
      100 * sum(abs(mean - y)) / nullif(sum(abs(y)), 0) AS wape,
      CASE WHEN count(naive) = count(*) THEN 100 * sum(abs(naive - y)) / nullif(sum(abs(y)), 0) END AS "naiveWape",
      100 * sum(mean - y) / nullif(sum(abs(y)), 0) AS bias,
      avg((y BETWEEN lower80 AND upper80)::int)::float8 AS coverage80,
      avg((y BETWEEN lower95 AND upper95)::int)::float8 AS coverage95
    FROM scored JOIN forecast ON forecast.id = scored.id
    GROUP BY forecast.id, forecast.origin, forecast.published_at, forecast.model_name, forecast.model_version, forecast.frequency, forecast.level, scored.level
    ORDER BY forecast.origin DESC, scored.level = forecast.level DESC, scored.level`;
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}
