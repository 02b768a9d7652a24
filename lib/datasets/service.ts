import { newestCalendar } from '@/lib/calendar/records';
import { withEvents } from '@/lib/calendar/with-events';
import { db } from '@/lib/db';
import { invalid, notFound } from '@/lib/errors';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { readCalendar } from './calendar';
import { describeDatasets } from './describe';
import { toVersion, withCurrentVersion } from './queries';
import { sampleDescription } from './sample';
import type { CalendarQuery, Dataset, DatasetCalendar, DatasetQuery, DatasetSettingsUpdate, DatasetVersion } from './schema';
import { listSeries, type SeriesPage, type SeriesQuery } from './series';
import { defaultSettings, updateSettings } from './settings';
import { canonicalLevel, describeStructure, salesStructure } from './structure';

export { getSeries, listSeries, publishSeries, type Series, type SeriesHistory, seriesHistory } from './series';

/** Datasets in order of name, a page at a time. */
export async function listDatasets({ limit, cursor }: DatasetQuery): Promise<{ items: Dataset[]; nextCursor: string | null }> {
  const rows = await db().dataset.findMany({
    ...(cursor && { where: { name: { gt: Buffer.from(cursor, 'base64url').toString('utf8') } } }),
    include: withCurrentVersion,
    orderBy: { name: 'asc' },
    take: limit + 1,
  });
  const items = await describeDatasets(rows.slice(0, limit));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? Buffer.from(last.name).toString('base64url') : null };
}

/** A dataset with its newest version. The sample retailer is always there, without a version until a run first makes it. @throws AlmanacError `not_found` */
export async function getDataset(name: string): Promise<Dataset> {
  const row = await db().dataset.findUnique({ where: { name }, include: withCurrentVersion });
  if (row) return (await describeDatasets([row]))[0] as Dataset;
  if (name === sampleDataset) {
    const structure = describeStructure(salesStructure, true);
    return { ...sampleDescription, createdAt: null, version: null, structure, settings: defaultSettings };
  }
  throw notFound(`There is no dataset ${name}.`, 'dataset');
}

/** Changes what is known of a dataset beside its data. @throws AlmanacError as `getDataset` and `updateSettings` do */
export async function updateDataset(name: string, update: DatasetSettingsUpdate): Promise<Dataset> {
  await getDataset(name);
  await updateSettings(name, update);
  return getDataset(name);
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

/**
 * A level of a dataset by its one name, as ids and forecasts have it.
 * @throws AlmanacError `not_found` naming `dataset`; `validation_failed` naming `level` where the dataset has none of that name
 */
export async function levelOf(dataset: string, level: string): Promise<string> {
  const { structure } = await getDataset(dataset);
  const canonical = structure ? canonicalLevel(structure, level) : level;
  if (structure && canonical === undefined)
    throw invalid(
      'level',
      `${dataset} has no level ${level}; it has ${structure.levels.join(', ')}, and other combinations of these names`,
    );
  return canonical ?? level;
}

/** Series of a dataset in order of id, a page at a time. @throws AlmanacError as `levelOf` does */
export async function listSeriesOf(query: SeriesQuery): Promise<SeriesPage> {
  if (query.level === undefined) await getDataset(query.dataset);
  return listSeries({ ...query, ...(query.level !== undefined && { level: await levelOf(query.dataset, query.level) }) });
}

/** Promotions and closures that touch a span of dates (both included), as the newest version and the calendar plan them. @throws AlmanacError `not_found` */
export async function getDatasetCalendar({ dataset, from, to }: CalendarQuery): Promise<DatasetCalendar> {
  const { version } = await currentVersion(dataset);
  const { promotions, storeEvents } = withEvents(await readCalendar(dataset, version), await newestCalendar(dataset));
  const touches = (row: { startDate: string; endDate: string }) => (!from || row.endDate >= from) && (!to || row.startDate <= to);
  return { promotions: promotions.filter(touches), storeEvents: storeEvents.filter(touches) };
}
