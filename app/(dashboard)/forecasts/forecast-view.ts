import type { Marker, PlannedEvent } from '@/components/charts/forecast-option';
import type { ForecastPoint, HistoryPoint } from '@/components/charts/forecast-series';
import type { ForecastModel } from '@/components/forecasts/forecast-tiles';
import { calendarDate, isoDate, parseDay } from '@/lib/data/days';
import { type HolidayPlace, holidaysOf } from '@/lib/data/holidays';
import type { DatasetCalendar } from '@/lib/datasets/schema';
import { getDatasetCalendar, type Series, seriesHistory } from '@/lib/datasets/service';
import type { ForecastSummary } from '@/lib/forecasts/schema';
import { getForecasts } from '@/lib/forecasts/service';
import type { ModelVersion } from '@/lib/registry/schema';
import { getVersion } from '@/lib/registry/service';
import { orUndefined } from '../or-undefined';
import type { ForecastContext } from './forecast-context';

export interface ForecastView {
  history: HistoryPoint[];
  points: ForecastPoint[];
  holidays: Marker[];
  events: PlannedEvent[];
  model: ForecastModel;
}

/** More than the longest horizon has. */
const allPoints = 1000;

/** Everything that the forecast tab shows of its series. */
export async function readForecastView({ dataset, forecast, level, series }: ForecastContext): Promise<ForecastView> {
  const { name, holidays } = dataset;
  const [history, points, model] = await Promise.all([
    seriesHistory(series.id),
    getForecasts({ dataset: name, level, series: series.id, origin: forecast.origin, limit: allPoints }),
    modelOf(forecast),
  ]);
  const last = points.items.at(-1)?.date ?? forecast.origin;
  const calendar = await orUndefined(getDatasetCalendar({ dataset: name, from: history.series.firstDate, to: last }));
  return {
    history: history.items,
    points: points.items.map(({ series: _, ...point }) => point),
    holidays: holidaysBetween(history.series.firstDate, last, holidays),
    events: calendar ? eventsOf(series, calendar) : [],
    model,
  };
}

function holidaysBetween(from: string, to: string, place: HolidayPlace | 'none' | undefined): Marker[] {
  if (place === 'none') return [];
  const first = calendarDate(parseDay(from)).year;
  const years = Array.from({ length: calendarDate(parseDay(to)).year - first + 1 }, (_, index) => first + index);
  const all = years.flatMap((year) => holidaysOf(year, place).map(({ day, name }) => ({ date: isoDate(day), name })));
  return all.filter(({ date }) => date >= from && date <= to);
}

/**
 * What of the calendar concerns a series: closures of its store; promotions of its product or category. A sum over categories
 * has some circular or other on most days, so it gets only what is rarer.
 */
function eventsOf({ keys }: Series, { promotions, storeEvents }: DatasetCalendar): PlannedEvent[] {
  const narrow = keys.product !== undefined || keys.category !== undefined;
  const promoted = promotions.filter(({ kind, category, productId }) => {
    if (!narrow) return kind !== 'circular';
    if (keys.product !== undefined) return productId === keys.product;
    return category === keys.category;
  });
  const closed = storeEvents.filter(({ storeId, closedShare }) => storeId === keys.store && closedShare > 0);
  return [
    ...promoted.map(({ name, startDate, endDate }) => ({ kind: 'promotion' as const, name, startDate, endDate })),
    ...closed.map(({ name, startDate, endDate }) => ({ kind: 'closure' as const, name, startDate, endDate })),
  ];
}

/** What is registered of the model that made a forecast; only its name where nothing is. */
async function modelOf({ modelName: name, modelVersion: version, createdAt }: ForecastSummary): Promise<ForecastModel> {
  const registered = version === null ? undefined : await orUndefined(getVersion(name, version));
  if (!registered) return { name, version, best: null, createdAt, backtest: {}, test: {} };
  const best = typeof registered.config.best === 'string' ? registered.config.best : null;
  return {
    name,
    version,
    best,
    createdAt: registered.createdAt,
    backtest: figures(registered, 'backtest'),
    test: figures(registered, 'test'),
  };
}

function figures({ metrics }: ModelVersion, window: string): Record<string, number | null> {
  const found = metrics[window];
  return typeof found === 'object' && found !== null ? (found as Record<string, number | null>) : {};
}
