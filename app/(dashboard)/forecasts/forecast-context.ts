import { seriesLabel } from '@/components/forecasts/series-label';
import type { DatasetSettings } from '@/lib/datasets/schema';
import { getDataset, getSeries, listSeries, type Series } from '@/lib/datasets/service';
import type { ForecastSummary } from '@/lib/forecasts/schema';
import { latestForecast, publishedLevels } from '@/lib/forecasts/service';
import { orUndefined } from '../or-undefined';
import type { ForecastSearch } from './forecast-search';

/** What all tabs of the forecast page are about: one series of one published forecast. */
export interface ForecastContext {
  dataset: {
    name: string;
    currency: string;
    timeZone: string;
    holidays: DatasetSettings['holidays'] | undefined;
    /** By the week: whether one begins or ends on its date. */
    weekLabel: 'start' | 'end';
  };
  /** The latest published. */
  forecast: ForecastSummary;
  /** Levels with a forecast, the whole first. */
  levels: string[];
  level: string;
  series: Series & { label: string };
}

/** Finds the series that the address names, or the nearest there is; undefined where nothing is published yet. */
export async function readForecastContext(search: ForecastSearch): Promise<ForecastContext | undefined> {
  const name = search.dataset;
  const [forecast, dataset, asked] = await Promise.all([
    latestForecast(name),
    orUndefined(getDataset(name)),
    search.series === undefined ? undefined : knownSeries(search.series, name),
  ]);
  if (!forecast) return undefined;
  const levels = await publishedLevels(forecast.id);
  const level = levels.find((known) => known === (asked?.level ?? search.level)) ?? levels[0] ?? 'total';
  const series = asked?.level === level ? asked : (await listSeries({ dataset: name, level, limit: 1 })).items[0];
  if (!series) return undefined;
  return {
    dataset: {
      name,
      currency: dataset?.currency ?? 'USD',
      timeZone: dataset?.timeZone ?? 'UTC',
      holidays: dataset?.settings.holidays,
      // Undecided, a week begins on a Monday and ends on any other weekday.
      weekLabel: dataset?.settings.weekLabel ?? (isMonday(forecast.origin) ? 'start' : 'end'),
    },
    forecast,
    levels,
    level,
    series: { ...series, label: seriesLabel(series) },
  };
}

/** A series by its id; undefined for one that is not there, as after a bookmark's dataset has changed. */
async function knownSeries(id: string, dataset: string): Promise<Series | undefined> {
  const series = await orUndefined(getSeries(id));
  return series?.dataset === dataset ? series : undefined;
}

function isMonday(date: string): boolean {
  return new Date(date).getUTCDay() === 1;
}
