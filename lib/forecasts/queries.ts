import { z } from 'zod';
import type { Forecast, ForecastPoint as PointRow } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { levelKeys } from '@/lib/datasets/series-id';
import type { ForecastList, ForecastPoint, ForecastQuery, ForecastSummary } from './schema';

/** The newest published forecast of a dataset that has points of the level; undefined where there is none yet. */
export async function latestForecast(dataset: string, filter: { level?: string; origin?: string; model?: string } = {}): Promise<ForecastSummary | undefined> {
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

/**
 * Points of a published forecast in order of series and step, a page at a time.
 * @throws AlmanacError `not_found` naming `dataset`, `origin`, `model`, `level` or `series`, whichever has none
 */
export async function getForecasts(query: ForecastQuery): Promise<ForecastList> {
  const forecast = await latestForecast(query.dataset, query);
  if (!forecast) throw await whyNone(query);
  const level = query.level ?? forecast.level;
  const series = query.series === undefined ? undefined : fullId(query.dataset, level, query.series);
  if (series !== undefined && !(await hasSeries(forecast.id, series))) {
    throw notFound(`There is no series ${query.series} at level ${level} in this forecast.`, 'series');
  }
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const rows = await db().forecastPoint.findMany({
    where: {
      forecastId: forecast.id,
      level,
      ...(series !== undefined && { seriesId: series }),
      ...((query.from || query.to) && { date: { ...(query.from && { gte: new Date(query.from) }), ...(query.to && { lte: new Date(query.to) }) } }),
      ...(after && { OR: [{ seriesId: { gt: after.series } }, { seriesId: after.series, step: { gt: after.step } }] }),
    },
    orderBy: [{ seriesId: 'asc' }, { step: 'asc' }],
    take: query.limit + 1,
  });
  const items = rows.slice(0, query.limit).map(toPoint);
  const last = items.at(-1);
  return { forecast, items, nextCursor: rows.length > query.limit && last ? writeCursor(last) : null };
}

function toSummary(row: Forecast): ForecastSummary {
  const { id, dataset, level, frequency, horizon, modelName, modelVersion, datasetVersion, intervalMethod } = row;
  return { id, dataset, level, origin: isoDate(row.origin), frequency, horizon, modelName, modelVersion, datasetVersion, intervalMethod, createdAt: row.createdAt.toISOString() };
}

function toPoint({ forecastId: _, seriesId, level: __, date, ...rest }: PointRow): ForecastPoint {
  return { series: seriesId, date: isoDate(date), ...rest };
}

/** Accepts the key values alone where the level is known. */
function fullId(dataset: string, level: string, series: string): string {
  if (series.startsWith(`${dataset}:`)) return series;
  return levelKeys(level).length === 0 ? `${dataset}:${level}` : `${dataset}:${level}:${series.split('/').map(encodeURIComponent).join('/')}`;
}

async function hasSeries(forecastId: string, seriesId: string): Promise<boolean> {
  return (await db().forecastPoint.findFirst({ where: { forecastId, seriesId }, select: { step: true } })) !== null;
}

async function whyNone(query: ForecastQuery): Promise<AlmanacError> {
  if (!(await db().dataset.findUnique({ where: { name: query.dataset } }))) return notFound(`There is no dataset ${query.dataset}.`, 'dataset');
  for (const field of ['level', 'origin', 'model'] as const) {
    const value = query[field];
    if (value !== undefined && !(await latestForecast(query.dataset, { [field]: value }))) return notFound(`No forecast of ${query.dataset} is published with ${field} ${value}.`, field);
  }
  const narrowed = query.level ?? query.origin ?? query.model;
  return narrowed === undefined
    ? notFound(`No forecast of ${query.dataset} is published yet: run the pipeline first.`, 'dataset')
    : notFound('No forecast is published with all of the level, origin and model asked for.', 'level');
}

function writeCursor({ series, step }: ForecastPoint): string {
  return Buffer.from(JSON.stringify([series, step])).toString('base64url');
}

const cursorContent = z.tuple([z.string().refine((series) => !series.includes('\0')), z.int().min(0).max(2 ** 31 - 1)]);

function readCursor(cursor: string): { series: string; step: number } {
  try {
    const content = cursorContent.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (content.success) return { series: content.data[0], step: content.data[1] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new AlmanacError('validation_failed', 'cursor: is not one that this list gave out', [{ path: 'cursor', message: 'must be the nextCursor of the page before' }]);
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
