import { z } from 'zod';
import { isoDate, parseDay } from '@/lib/data/days';
import { getDataset } from '@/lib/datasets/service';
import type { ForecastSummary } from '@/lib/forecasts/schema';
import { latestForecast } from '@/lib/forecasts/service';
import { addPeriods } from '@/lib/models/forecaster';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';
import { backtestRmse, evidenceOf } from '@/lib/registry/evidence';
import { getVersionByAlias } from '@/lib/registry/service';
import type { MonitoringFacts } from './alerts';
import { pooled } from './pooled';
import { type PublishedAccuracy, publishedAccuracy } from './published-accuracy';

const tested = z.object({ intervals: z.array(z.object({ level: z.number(), coverage: z.number(), count: z.number().catch(0) })) });

/** The newest runs that are looked at. */
const runsSeen = 10;

/** The last day that a forecast speaks of: a week or a month begins on its date. */
export function lastDay({ origin, horizon, frequency }: ForecastSummary): string {
  return isoDate(addPeriods({ frequency }, parseDay(origin), horizon + 1) - 1);
}

/**
 * What is stored of a dataset that alerts are derived from.
 * @param accuracy of its published forecasts, where the caller has it already
 * @throws AlmanacError `not_found` naming `dataset`
 */
export async function monitoringFacts(
  dataset: string,
  { now = new Date(), accuracy }: { now?: Date; accuracy?: PublishedAccuracy[] } = {},
): Promise<MonitoringFacts> {
  // First, so that nothing is still being read where there is no such dataset.
  const described = await getDataset(dataset);
  const [forecast, runs, scored] = await Promise.all([
    latestForecast(dataset),
    listPipelineRuns({ dataset, limit: runsSeen }),
    accuracy ?? publishedAccuracy(dataset),
  ]);
  const champion = forecast && (await getVersionByAlias(forecast.modelName, 'champion'));
  const evidence = champion && (await evidenceOf(champion));
  const published = pooled(scored);
  const test = tested.safeParse(champion?.metrics);
  return {
    now,
    today: now.toLocaleDateString('sv-SE', { timeZone: described.timeZone }),
    frequency: forecast?.frequency ?? described.structure?.frequencies[0] ?? 'day',
    dataThrough: described.version?.lastDate,
    forecast: forecast && {
      origin: forecast.origin,
      horizon: forecast.horizon,
      through: lastDay(forecast),
    },
    runs: runs.items.map(({ id, status, createdAt, finishedAt, error }) => ({ id, status, createdAt, finishedAt, error: error?.message })),
    champion: champion && {
      version: champion.version,
      trainedThrough: champion.trainedThrough,
      rmse: backtestRmse(champion),
      naiveRmse: evidence?.metrics['seasonal-naive']?.backtest.rmse ?? undefined,
    },
    coverage: published
      ? [
          { of: 'published', level: 0.8, share: published.coverage80, points: published.points },
          { of: 'published', level: 0.95, share: published.coverage95, points: published.points },
        ]
      : test.success
        ? test.data.intervals.map(({ level, coverage, count }) => ({ of: 'test' as const, level, share: coverage, points: count }))
        : [],
    published:
      published && published.wape !== null && published.naiveWape !== null
        ? { wape: published.wape, naiveWape: published.naiveWape, points: published.points }
        : undefined,
  };
}
