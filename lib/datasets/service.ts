import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { readCalendar } from './calendar';
import { toDataset, toVersion, withCurrentVersion } from './queries';
import { sampleDescription } from './sample';
import type { CalendarQuery, Dataset, DatasetCalendar, DatasetQuery, DatasetVersion } from './schema';

export { getSeries, listSeries, publishSeries, type Series, type SeriesHistory, seriesHistory } from './series';

/** Datasets in order of name, a page at a time. */
export async function listDatasets({ limit, cursor }: DatasetQuery): Promise<{ items: Dataset[]; nextCursor: string | null }> {
  const rows = await db().dataset.findMany({
    ...(cursor && { where: { name: { gt: Buffer.from(cursor, 'base64url').toString('utf8') } } }),
    include: withCurrentVersion,
    orderBy: { name: 'asc' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(toDataset);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? Buffer.from(last.name).toString('base64url') : null };
}

/** A dataset with its newest version. The sample retailer is always there, without a version until a run first makes it. @throws AlmanacError `not_found` */
export async function getDataset(name: string): Promise<Dataset> {
  const row = await db().dataset.findUnique({ where: { name }, include: withCurrentVersion });
  if (row) return toDataset(row);
  if (name === sampleDataset) return { ...sampleDescription, createdAt: null, version: null };
  throw notFound(`There is no dataset ${name}.`, 'dataset');
}

/** The newest version of a dataset. @throws AlmanacError `not_found` where there is no such dataset or no data in it yet. */
export async function currentVersion(name: string): Promise<DatasetVersion> {
  const { version } = await getDataset(name);
  if (!version) throw notFound(`The dataset ${name} has no data yet.`, 'dataset');
  return version;
}

/** One version of a dataset. @throws AlmanacError `not_found` */
export async function getDatasetVersion(name: string, version: number): Promise<DatasetVersion> {
  const row = await db().datasetVersion.findUnique({ where: { dataset_version: { dataset: name, version } } });
  if (!row) throw notFound(`The dataset ${name} has no version ${version}.`, 'version');
  return toVersion(row);
}

/** Promotions and closures that touch a span of dates (both included), as the newest version plans them. @throws AlmanacError `not_found` */
export async function getDatasetCalendar({ dataset, from, to }: CalendarQuery): Promise<DatasetCalendar> {
  const { version } = await currentVersion(dataset);
  const { promotions, storeEvents } = await readCalendar(dataset, version);
  const touches = (row: { startDate: string; endDate: string }) => (!from || row.endDate >= from) && (!to || row.startDate <= to);
  return { promotions: promotions.filter(touches), storeEvents: storeEvents.filter(touches) };
}
