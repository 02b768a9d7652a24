import { randomUUID } from 'node:crypto';
import { getSeries } from '@/lib/datasets/service';
import { db } from '@/lib/db';
import { AlmanacError, type ErrorItem, invalid } from '@/lib/errors';
import type { ForecastPoint, ForecastSummary } from '@/lib/forecasts/schema';
import { getForecasts } from '@/lib/forecasts/service';
import { type HandedDown, handDown, type Part, type Told } from './hand-down';
import { overrideOf } from './queries';
import type { CreateOverrideRequest, Override } from './schema';

/** More than any horizon has. */
const allPoints = 1000;
/** Points that one override may be handed down to. */
const mostPoints = 50_000;

/**
 * Puts a planner's numbers beside the model's. One of an aggregate is handed down to the modelled series that it is the sum of,
 * each by the model's share, so that sums agree at every level.
 * @throws AlmanacError `not_found` where no forecast has the series; `validation_failed` naming every date that is wrong, or that
 *   there is nothing to divide by
 */
export async function createOverride({
  dataset,
  level,
  series,
  points,
  reason,
  author,
}: CreateOverrideRequest & { author: string }): Promise<Override> {
  const { forecast, items } = await getForecasts({ dataset, level, series, limit: allPoints });
  const id = items[0]?.series ?? series;
  const own = await getSeries(id);
  const told = toldOf(points, items, await hasNegatives(id));
  const parts =
    own.level === forecast.level
      ? told.map((point): HandedDown => ({ ...point, series: id }))
      : handDown(told, await partsOf(forecast, own.keys, told));
  const rows = [
    ...parts.map((point) => ({ ...pointOf(point), seriesId: point.series, part: true })),
    ...(own.level === forecast.level ? [] : told.map((point) => ({ ...pointOf(point), seriesId: id, part: false }))),
  ];
  const dates = told.map(({ date }) => date).sort();
  const overrideId = randomUUID();
  await db().$transaction([
    db().override.create({
      data: {
        id: overrideId,
        ...{ dataset, level: own.level, series: id, frequency: forecast.frequency, reason, author },
        ...{
          forecastId: forecast.id,
          origin: new Date(forecast.origin),
          modelName: forecast.modelName,
          modelVersion: forecast.modelVersion,
        },
        firstDate: new Date(dates[0] as string),
        lastDate: new Date(dates.at(-1) as string),
      },
    }),
    db().overridePoint.createMany({ data: rows.map((row) => ({ ...row, overrideId })) }),
  ]);
  return overrideOf(overrideId);
}

function pointOf({ date, model, value, change }: Pick<Told, 'date' | 'model' | 'value' | 'change'>) {
  return { date: new Date(date), model, value, change };
}

function toldOf(points: CreateOverrideRequest['points'], items: readonly ForecastPoint[], negatives: boolean): Told[] {
  const models = new Map(items.map(({ date, mean }) => [date, mean]));
  const [first, last] = [items[0]?.date, items.at(-1)?.date];
  const problems: ErrorItem[] = [];
  const seen = new Set<string>();
  const told = points.flatMap(({ date, value, change }, k): Told[] => {
    const path = `points.${k}`;
    const model = models.get(date);
    if (model === undefined)
      problems.push({ path: `${path}.date`, message: `is no date of the newest forecast, which goes from ${first} to ${last}` });
    if (seen.has(date)) problems.push({ path: `${path}.date`, message: `${date} is there twice` });
    seen.add(date);
    if (value !== undefined && value < 0 && !negatives)
      problems.push({ path: `${path}.value`, message: 'must be at least 0: this series was never negative' });
    if (model === undefined) return [];
    return [{ path, date, model, value: value ?? model * (1 + (change as number)), change: change ?? null }];
  });
  if (problems.length > 0)
    throw new AlmanacError('validation_failed', problems.map(({ path, message }) => `${path}: ${message}`).join('; '), problems);
  return told;
}

/** The modelled series that have the keys of an aggregate, on the dates told. */
async function partsOf(forecast: ForecastSummary, keys: Record<string, string>, told: readonly Told[]): Promise<Part[]> {
  const dates = told.map(({ date }) => date);
  const parts = await db().$queryRaw<Part[]>`
    SELECT point.series_id AS series, point.date::text AS date, point.mean AS model
    FROM forecast_points AS point JOIN series ON series.id = point.series_id
    WHERE point.forecast_id = ${forecast.id}::uuid AND point.level = ${forecast.level}
      AND series.keys @> ${JSON.stringify(keys)}::jsonb AND point.date = ANY(${dates}::date[])
    ORDER BY series, date LIMIT ${mostPoints + 1}`;
  if (parts.length > mostPoints)
    throw invalid(
      'series',
      `would be handed down to more than ${mostPoints} points of its parts; override fewer dates, or a level nearer to ${forecast.level}`,
    );
  return parts;
}

async function hasNegatives(series: string): Promise<boolean> {
  const [row] = await db().$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT FROM unnest((SELECT history FROM series WHERE id = ${series})) AS y WHERE y < 0) AS found`;
  return row?.found ?? false;
}
