import type { ForecastList } from '@/lib/forecasts/schema';
import type { AccuracyByStep, Hierarchy, ModelForecasts, VintageList } from '@/lib/series-forecasts/schema';
import type { OnDemandForecast } from '@/lib/serving/schema';
import { request } from './client';

type Query = Record<string, string | number | undefined>;

function read<T>(path: string, query: Query, signal?: AbortSignal): Promise<T> {
  return request(`${path}?${queryText(query)}`, { signal });
}

/** A query's text, without what is undefined or empty. */
export function queryText(query: Query): string {
  const told = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(told.map(([name, value]) => [name, String(value)])).toString();
}

export interface OfSeries {
  dataset: string;
  /** Its whole id. */
  series: string;
}

/** All points of a series as they were published from an origin. */
export function fetchForecast({ dataset, series, origin }: OfSeries & { origin: string }, signal?: AbortSignal): Promise<ForecastList> {
  return read('/api/v1/forecasts', { dataset, series, origin, limit: 1000 }, signal);
}

/** What was said of a series at each origin. */
export function fetchVintages({ dataset, series }: OfSeries, signal?: AbortSignal): Promise<VintageList> {
  return read('/api/v1/forecasts/vintages', { dataset, series }, signal);
}

/** What each model of the forecast from an origin says. */
export function fetchModelForecasts(
  { dataset, series, origin }: OfSeries & { origin: string },
  signal?: AbortSignal,
): Promise<ModelForecasts> {
  return read('/api/v1/forecasts/models', { dataset, series, origin }, signal);
}

export function fetchAccuracy({ dataset, series, scope }: OfSeries & { scope: string }, signal?: AbortSignal): Promise<AccuracyByStep> {
  return read('/api/v1/forecasts/accuracy', { dataset, series, scope }, signal);
}

export interface HierarchyRequest extends OfSeries {
  by?: string | undefined;
  window: string;
  q?: string;
  sort: string;
  cursor?: string | undefined;
}

export function fetchHierarchy(
  { dataset, series, by, window, q, sort, cursor }: HierarchyRequest,
  signal?: AbortSignal,
): Promise<Hierarchy> {
  return read('/api/v1/forecasts/hierarchy', { dataset, series, by, window, q, sort, cursor }, signal);
}

/** A series forecast anew and taken apart into what moves it. */
export function fetchDrivers(
  { dataset, series, horizon }: OfSeries & { horizon?: number },
  signal?: AbortSignal,
): Promise<OnDemandForecast> {
  return request('/api/v1/forecasts', {
    method: 'POST',
    body: { dataset, series: [series], explain: true, ...(horizon !== undefined && { horizon }) },
    signal,
  });
}
