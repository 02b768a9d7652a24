import { type ForecastPoint, type HistoryPoint, type WindowTotal, windowTotal } from '@/components/charts/forecast-series';
import { getDataset, listSeries, seriesHistory } from '@/lib/datasets/service';
import { type Mover, topMovers } from '@/lib/forecasts/movers';
import type { ForecastSummary } from '@/lib/forecasts/schema';
import { getForecasts, latestForecast, publishedLevels } from '@/lib/forecasts/service';
import { type Activity, recentActivity } from '@/lib/monitoring/activity';
import { type Alert, deriveAlerts } from '@/lib/monitoring/alerts';
import { monitoringFacts } from '@/lib/monitoring/facts';
import { type PublishedAccuracy, publishedAccuracy } from '@/lib/monitoring/published-accuracy';
import { getSchedule } from '@/lib/pipeline-runs/schedule';
import type { Schedule } from '@/lib/pipeline-runs/schedule-schema';
import type { ModelVersion } from '@/lib/registry/schema';
import { getVersionByAlias } from '@/lib/registry/service';

/** What the overview shows of a dataset with a forecast. */
export interface OverviewView {
  dataset: { name: string; currency: string; timeZone: string; dataThrough: string };
  forecast: ForecastSummary;
  /** The whole: the coarsest level that was published. */
  whole: { id: string; level: string; history: HistoryPoint[]; points: ForecastPoint[] };
  /** The next four weeks; undefined where the forecast is shorter. */
  outlook: WindowTotal | undefined;
  champion: ModelVersion | undefined;
  movers: Mover[];
  /** Undefined where it runs another dataset. */
  schedule: Schedule | undefined;
}

const shownMovers = 6;
const shownActivities = 8;
const allPoints = 1000;
/** Days that stand for the next four weeks, and days of a period. */
const spans = { day: [28, 1], week: [28, 7], month: [30, 30] } as const;

/** What the overview shows; undefined where nothing is published yet. */
export async function readOverview(name: string): Promise<OverviewView | undefined> {
  const forecast = await latestForecast(name);
  if (!forecast) return undefined;
  const level = (await publishedLevels(forecast.id))[0] ?? forecast.level;
  const series = (await listSeries({ dataset: name, level, limit: 1 })).items[0];
  if (!series) return undefined;
  const [dataset, history, points, champion, movers, schedule] = await Promise.all([
    getDataset(name),
    seriesHistory(series.id),
    getForecasts({ dataset: name, level, series: series.id, origin: forecast.origin, limit: allPoints }),
    getVersionByAlias(forecast.modelName, 'champion'),
    topMovers(forecast, shownMovers),
    getSchedule(),
  ]);
  const own = points.items.map(({ series: _, ...point }) => point);
  const [days, periodDays] = spans[forecast.frequency];
  return {
    dataset: {
      name,
      currency: dataset.currency,
      timeZone: dataset.timeZone,
      dataThrough: dataset.version?.lastDate ?? history.series.lastDate,
    },
    forecast,
    whole: { id: series.id, level, history: history.items, points: own },
    outlook: windowTotal(own, history.items, days, periodDays),
    champion,
    // With one series there is nothing to compare.
    movers: forecast.level === level ? [] : movers,
    schedule: schedule.parameters.dataset === name ? schedule : undefined,
  };
}

export interface Watch {
  accuracy: PublishedAccuracy[];
  alerts: Alert[];
}

/** How published forecasts did, and what is amiss. It reads many series, so the page does not wait for it. */
export async function readWatch(name: string): Promise<Watch> {
  const accuracy = await publishedAccuracy(name);
  return { accuracy, alerts: deriveAlerts(await monitoringFacts(name, { accuracy })) };
}

export function readActivity(name: string): Promise<Activity[]> {
  return recentActivity(name, shownActivities);
}
