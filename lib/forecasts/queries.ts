import { z } from 'zod';
import { type Forecast, Prisma } from '@/generated/prisma/client';
import { readCursor, storableText, writeCursor } from '@/lib/cursor';
import { parseSeriesId } from '@/lib/datasets/series-id';
import { levelOf } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { AlmanacError, invalid, notFound } from '@/lib/errors';
import type { ForecastList, ForecastPoint, ForecastQuery, ForecastSummary } from './schema';

/** The newest published forecast of a dataset that has points of the level; undefined where there is none yet. */
export async function latestForecast(
  dataset: string,
  filter: { level?: string; origin?: string; model?: string } = {},
): Promise<ForecastSummary | undefined> {
  const { level, origin, model } = filter;
  const row = await db().forecast.findFirst({
    where: {
      dataset,
      publishedAt: { not: null },
      ...(origin && { origin: new Date(origin) }),
      ...(model && { modelName: model }),
      ...(level && { points: { some: { level } } }),
    },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
  });
  return row ? toSummary(row) : undefined;
}

/** Where a page ended. It names the forecast, so that one published meanwhile does not change what is being read. */
const position = z.strictObject({ forecast: z.uuid(), series: storableText, step: z.int32() });

/**
 * Points of a published forecast in order of series and step, a page at a time: one query, which reads no more points than it
 * answers with.
 * @throws AlmanacError `not_found` naming `dataset`, `origin`, `model`, `level` or `series`, whichever has none;
 *   `validation_failed` naming `cursor`, a `level` that the dataset does not have, or a `series` that is not of the level
 */
export async function getForecasts(query: ForecastQuery): Promise<ForecastList> {
  const { dataset, origin, model, from, to, limit } = query;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, position);
  const level = levelAsked(query);
  const levelSql = level === undefined ? Prisma.sql`forecast.level` : Prisma.sql`${level}::text`;
  const ids = idsOf(query, levelSql);
  const rows = await db().$queryRaw<(Forecast & { point: Point | null })[]>`
    SELECT forecast.id, forecast.dataset, forecast.dataset_version AS "datasetVersion", forecast.level, forecast.frequency, forecast.origin, forecast.horizon,
      forecast.model_name AS "modelName", forecast.model_version AS "modelVersion", forecast.interval_method AS "intervalMethod", forecast.created_at AS "createdAt",
      CASE WHEN point.step IS NOT NULL THEN json_build_array(point.series_id, point.date, point.step,
        point.mean, point.lower80, point.upper80, point.lower90, point.upper90, point.lower95, point.upper95) END AS point
    FROM (
      SELECT * FROM forecasts
      WHERE dataset = ${dataset} AND published_at IS NOT NULL
        ${after ? Prisma.sql`AND id = ${after.forecast}::uuid` : Prisma.empty}
        ${origin ? Prisma.sql`AND origin = ${origin}::date` : Prisma.empty}
        ${model ? Prisma.sql`AND model_name = ${model}` : Prisma.empty}
        ${level ? Prisma.sql`AND EXISTS (SELECT FROM forecast_points WHERE forecast_id = forecasts.id AND level = ${level})` : Prisma.empty}
      ORDER BY published_at DESC, id DESC LIMIT 1) AS forecast
    LEFT JOIN LATERAL (
      SELECT * FROM forecast_points
      WHERE forecast_id = forecast.id AND level = ${levelSql}
        ${ids ? Prisma.sql`AND series_id = ANY(${ids})` : Prisma.empty}
        ${from ? Prisma.sql`AND date >= ${from}::date` : Prisma.empty}
        ${to ? Prisma.sql`AND date <= ${to}::date` : Prisma.empty}
        ${after ? Prisma.sql`AND (series_id, step) > (${after.series}, ${after.step}::int)` : Prisma.empty}
      ORDER BY series_id, step LIMIT ${limit + 1}) AS point ON true
    ORDER BY point.series_id, point.step`;
  const [first] = rows;
  if (!first) throw after ? invalid('cursor', 'is of a forecast that is gone; read from the beginning') : await whyNone(query, level);
  const items = rows.slice(0, limit).flatMap(({ point }) => (point ? [toPoint(point)] : []));
  // No point may also mean that the series has none between the dates.
  if (
    items.length === 0 &&
    query.series !== undefined &&
    !after &&
    ((from === undefined && to === undefined) || !(await hasSeries(query)))
  ) {
    throw notFound(`There is no series ${query.series} at level ${level ?? first.level} in this forecast.`, 'series');
  }
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? writeCursor({ forecast: first.id, series: last.series, step: last.step }) : null;
  return { forecast: toSummary(first), items, nextCursor };
}

async function hasSeries({ from: _, to: __, cursor: ___, ...query }: ForecastQuery): Promise<boolean> {
  try {
    return (await getForecasts({ ...query, limit: 1 })).items.length > 0;
  } catch (error) {
    if (error instanceof AlmanacError && error.code === 'not_found') return false;
    throw error;
  }
}

type Point = [
  series: string,
  date: string,
  step: number,
  mean: number,
  lower80: number,
  upper80: number,
  lower90: number,
  upper90: number,
  lower95: number,
  upper95: number,
];

function toPoint([series, date, step, mean, lower80, upper80, lower90, upper90, lower95, upper95]: Point): ForecastPoint {
  return { series, date, step, mean, lower80, upper80, lower90, upper90, lower95, upper95 };
}

/** A row of `forecasts` as clients see it. */
export function toSummary(row: Omit<Forecast, 'pipelineRunId' | 'publishedAt'>): ForecastSummary {
  const { id, dataset, level, frequency, horizon, modelName, modelVersion, datasetVersion, intervalMethod } = row;
  const origin = row.origin.toISOString().slice(0, 10);
  return {
    id,
    dataset,
    level,
    origin,
    frequency,
    horizon,
    modelName,
    modelVersion,
    datasetVersion,
    intervalMethod,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The level asked for, be it by a whole series id; undefined where it is left to the forecast. */
function levelAsked({ dataset, level, series }: ForecastQuery): string | undefined {
  if (!series?.startsWith(`${dataset}:`)) return level;
  const own = parseSeriesId(series).level;
  if (level !== undefined && own !== level) throw invalid('series', `is of level ${own}, not of ${level}`);
  return own;
}

/** SQL for the ids that the text may mean in a forecast: an id itself, or key values as they are, or as they stand in an id. */
function idsOf({ dataset, series }: ForecastQuery, level: Prisma.Sql): Prisma.Sql | undefined {
  if (series === undefined) return undefined;
  if (series.startsWith(`${dataset}:`)) return Prisma.sql`ARRAY[${series}]::text[]`;
  const encoded = series.split('/').map(encodeURIComponent).join('/');
  return Prisma.sql`ARRAY[concat(${dataset}::text, ':', ${level}, ':', ${series}::text), concat(${dataset}::text, ':', ${level}, ':', ${encoded}::text), concat(${dataset}::text, ':', ${series}::text)]`;
}

/** Says which part of a question no published forecast fits. @param level the one looked for, be it told or read off the series */
export async function whyNone(
  query: Pick<ForecastQuery, 'dataset' | 'level' | 'origin' | 'model' | 'series'>,
  level: string | undefined,
): Promise<AlmanacError> {
  const { dataset } = query;
  if (!(await db().dataset.findUnique({ where: { name: dataset }, select: { name: true } })))
    return notFound(`There is no dataset ${dataset}.`, 'dataset');
  // A level that is none of the dataset's is wrong, whatever was published; what it throws says so.
  if (query.level !== undefined) await levelOf(dataset, query.level);
  if (!(await latestForecast(dataset))) return notFound(`No forecast of ${dataset} is published yet: run the pipeline first.`, 'dataset');
  for (const [field, value] of [
    ['level', level],
    ['origin', query.origin],
    ['model', query.model],
  ] as const) {
    if (value === undefined || (await latestForecast(dataset, { [field]: value }))) continue;
    if (field === 'level' && query.level === undefined)
      return notFound(`No forecast of ${dataset} is published with the series ${query.series}.`, 'series');
    return notFound(`No forecast of ${dataset} is published with ${field} ${value}.`, field);
  }
  return notFound('No forecast is published with all of the level, origin and model asked for.', 'level');
}
