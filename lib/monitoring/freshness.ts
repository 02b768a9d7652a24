import { parseDay } from '@/lib/data/days';
import { getDataset } from '@/lib/datasets/service';
import { listDatasetVersions } from '@/lib/datasets/versions';
import { latestForecast } from '@/lib/forecasts/service';
import { staleDataDays } from './alerts';
import { lastDay } from './facts';
import type { Freshness } from './schema';

const shownVersions = 12;

/** How new a dataset's data are, and what its forecast knows of them. @throws AlmanacError `not_found` naming `dataset` */
export async function readFreshness(dataset: string, now = new Date()): Promise<Freshness> {
  const [described, versions, forecast] = await Promise.all([
    getDataset(dataset),
    listDatasetVersions(dataset, { limit: shownVersions }),
    latestForecast(dataset),
  ]);
  const today = now.toLocaleDateString('sv-SE', { timeZone: described.timeZone });
  const dataThrough = described.version?.lastDate ?? null;
  const ageDays = dataThrough === null ? null : parseDay(today) - parseDay(dataThrough);
  const staleAfterDays = staleDataDays[forecast?.frequency ?? described.structure?.frequencies[0] ?? 'day'];
  return {
    ...{ dataset, today, dataThrough, ageDays, staleAfterDays, stale: ageDays !== null && ageDays > staleAfterDays },
    forecast: forecast ? { origin: forecast.origin, through: lastDay(forecast), publishedAt: forecast.createdAt } : null,
    versions: versions.items.map(({ version, firstDate, lastDate, rowCount, createdAt }) => ({
      version,
      firstDate,
      lastDate,
      rowCount,
      createdAt,
    })),
  };
}
