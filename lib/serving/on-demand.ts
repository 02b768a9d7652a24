import { parseSeriesId } from '@/lib/datasets/series-id';
import { AlmanacError, invalid } from '@/lib/errors';
import { type DriverName, driverNames, driverWords } from './explanation/drivers';
import type { ForecastColumns, ForecastOrder, Override } from './order';
import { predictor } from './process';
import { publishedFor } from './published';
import { type FutureRow, mostPoints, type OnDemandForecast, type OnDemandPoint, type OnDemandRequest } from './schema';

/**
 * Forecasts series on demand with the model that made the latest published forecast, from the same data and origin; covariates
 * that are known ahead may be told otherwise than planned.
 * @throws AlmanacError `not_found` and `validation_failed` naming what is wrong; `conflict` where the model is older than asked for, or
 *   its files are gone; `too_many_requests` and `unavailable` where the predictor is overrun or down
 */
export async function forecastOnDemand(request: OnDemandRequest, signal?: AbortSignal): Promise<OnDemandForecast> {
  const { dataset, explain } = request;
  const { summary, ref, freshness } = await publishedFor(dataset, levelsOf(request), request.maxAgeDays);
  const horizon = request.horizon ?? ref.horizon;
  const points = request.series.length * horizon;
  if (points > mostPoints)
    throw invalid('series', `ask for ${points} points; one answer holds at most ${mostPoints}, POST /api/v1/forecasts/batch any number`);
  const order: ForecastOrder = {
    forecast: ref,
    level: request.level ?? ref.level,
    series: request.series.map((series, k) => ({ path: `series.${k}`, series })),
    horizon,
    future: request.future.map((row, k) => toOverride(row, `future.${k}`)),
    explain,
  };
  const columns = await predictor().ask(order, { signal });
  return {
    forecast: summary,
    items: toItems(columns, horizon),
    nextCursor: null,
    ...freshness,
    warnings: columns.warnings,
    ...(columns.explanation && {
      drivers: driverNames.map((name, k) => ({ name, words: driverWords[name], features: columns.explanation?.features[k] ?? [] })),
    }),
  };
}

/** The levels that the answering forecast must have. @throws AlmanacError `validation_failed` where an id is of another level than is asked for */
export function levelsOf({ dataset, level, series }: Pick<OnDemandRequest, 'dataset' | 'level' | 'series'>): string[] {
  const levels = new Set(level === undefined ? [] : [level]);
  series.forEach((text, k) => {
    const own = text.startsWith(`${dataset}:`) ? levelOfId(text) : undefined;
    if (own === undefined) return;
    if (level !== undefined && own !== level) throw invalid(`series.${k}`, `is of level ${own}, not of ${level}`);
    levels.add(own);
  });
  return [...levels];
}

/** No level has a longer name; one that has is of no series, and not looked for. */
const longestLevel = 255;

function levelOfId(id: string): string | undefined {
  try {
    const { level } = parseSeriesId(id);
    return level.length <= longestLevel ? level : undefined;
  } catch (error) {
    // It names no series; the predictor says so, among what else is wrong.
    if (error instanceof AlmanacError) return undefined;
    throw error;
  }
}

function toOverride({ series, date, ...values }: FutureRow, path: string): Override {
  return { path, series, date, values: Object.entries(values).map(([name, value]) => [name, Number(value)]) };
}

function toItems(columns: ForecastColumns, horizon: number): OnDemandPoint[] {
  const { ids, levels, dates, mean, lower, upper, intervalMethods, explanation } = columns;
  const at = (values: Float64Array, k: number) => values[k] as number;
  return Array.from(mean, (value, k) => {
    const place = Math.floor(k / horizon);
    const level = levels[place] as string;
    return {
      series: ids[place] as string,
      date: dates[k % horizon] as string,
      step: (k % horizon) + 1,
      mean: value,
      lower80: at(lower[0], k),
      upper80: at(upper[0], k),
      lower90: at(lower[1], k),
      upper90: at(upper[1], k),
      lower95: at(lower[2], k),
      upper95: at(upper[2], k),
      level,
      intervalMethod: intervalMethods[level] as string,
      ...(explanation && {
        explanation: { base: at(explanation.base, place), contributions: contributionsOf(explanation.contributions, k) },
      }),
    };
  });
}

function contributionsOf(values: Float64Array, point: number): Record<DriverName, number> {
  const own = driverNames.map((name, k) => [name, values[point * driverNames.length + k] as number]);
  return Object.fromEntries(own) as Record<DriverName, number>;
}
