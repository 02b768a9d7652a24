import type { Prisma } from '@/generated/prisma/client';
import { readCursor, storableText, writeCursor } from '@/lib/cursor';
import { db } from '@/lib/db';
import { sampleDataset } from '@/lib/pipeline/parameters';
import type { RunStatus } from '@/lib/pipeline-runs/schema';
import { describeDatasets } from './describe';
import { type Freshness, freshnessOf } from './freshness';
import { withCurrentVersion } from './queries';
import type { Dataset } from './schema';
import { getDataset } from './service';

/** A dataset as a list shows it: what it is, how new it is, and what was made of it. */
export interface DatasetOverview extends Dataset {
  /** Of the newest version; null where nobody has counted them. */
  seriesCount: number | null;
  freshness: Freshness | null;
  lastRun: { id: string; status: RunStatus; createdAt: string } | null;
  /** The newest published one. */
  forecast: { origin: string; publishedAt: string } | null;
}

export interface OverviewQuery {
  /** Part of the name or the description. */
  q?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Datasets in order of name, a page at a time, and how many match in all. The sample retailer is one of them once it has data.
 * @throws AlmanacError `validation_failed` naming `cursor`
 */
export async function listDatasetOverviews({
  q,
  limit,
  cursor,
}: OverviewQuery): Promise<{ items: DatasetOverview[]; nextCursor: string | null; total: number }> {
  const after = cursor === undefined ? undefined : readCursor(cursor, storableText);
  const matches: Prisma.DatasetWhereInput = q
    ? { OR: [{ name: { contains: q.replace(/\s+/g, '-'), mode: 'insensitive' } }, { description: { contains: q, mode: 'insensitive' } }] }
    : {};
  const [rows, total] = await Promise.all([
    db().dataset.findMany({
      where: { AND: [matches, after === undefined ? {} : { name: { gt: after } }] },
      include: withCurrentVersion,
      orderBy: { name: 'asc' },
      take: limit + 1,
    }),
    db().dataset.count({ where: matches }),
  ]);
  const items = await withWork(await describeDatasets(rows.slice(0, limit)));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(last.name) : null, total };
}

/** One dataset as the list shows it. @throws AlmanacError `not_found` */
export async function getDatasetOverview(name: string): Promise<DatasetOverview> {
  return (await withWork([await getDataset(name)]))[0] as DatasetOverview;
}

async function withWork(datasets: Dataset[], now = new Date()): Promise<DatasetOverview[]> {
  const names = datasets.map(({ name }) => name);
  const [runs, forecasts, sampleSeries] = await Promise.all([
    db().$queryRaw<{ dataset: string; id: string; status: RunStatus; createdAt: Date }[]>`
      SELECT asked.name AS dataset, run.id, run.status::text AS status, run.created_at AS "createdAt"
      FROM unnest(${names}::text[]) AS asked(name)
      CROSS JOIN LATERAL (SELECT id, status, created_at FROM pipeline_runs WHERE dataset = asked.name ORDER BY created_at DESC, id DESC LIMIT 1) AS run`,
    db().$queryRaw<{ dataset: string; origin: Date; publishedAt: Date }[]>`
      SELECT DISTINCT ON (dataset) dataset, origin, published_at AS "publishedAt" FROM forecasts
      WHERE dataset = ANY(${names}::text[]) AND published_at IS NOT NULL ORDER BY dataset, published_at DESC, id DESC`,
    names.includes(sampleDataset) ? seriesOfSample(datasets) : null,
  ]);
  return datasets.map((dataset) => {
    const run = runs.find((one) => one.dataset === dataset.name);
    const forecast = forecasts.find((one) => one.dataset === dataset.name);
    return {
      ...dataset,
      seriesCount: dataset.name === sampleDataset ? sampleSeries : importedSeries(dataset),
      freshness: dataset.version && dataset.structure ? freshnessOf(dataset.version.lastDate, dataset.structure.frequency, now) : null,
      lastRun: run ? { id: run.id, status: run.status, createdAt: run.createdAt.toISOString() } : null,
      forecast: forecast ? { origin: forecast.origin.toISOString().slice(0, 10), publishedAt: forecast.publishedAt.toISOString() } : null,
    };
  });
}

/** As the import counted them. */
function importedSeries({ version }: Dataset): number | null {
  const counted = (version?.metadata.import as { counts?: { series?: unknown } } | undefined)?.counts?.series;
  return typeof counted === 'number' ? counted : null;
}

/** Stores by products, as its metadata tell. */
function seriesOfSample(datasets: Dataset[]): number | null {
  const metadata = datasets.find(({ name }) => name === sampleDataset)?.version?.metadata;
  const { storeDetails, products } = metadata ?? {};
  return Array.isArray(storeDetails) && Array.isArray(products) ? storeDetails.length * products.length : null;
}
