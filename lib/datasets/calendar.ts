import { artifactStore } from '@/lib/storage';
import { type DatasetCalendar, datasetCalendar } from './schema';

// JSON beside the parquet tables of the same rows: the web process reads it without a native library.
const calendarPath = (dataset: string, version: number) => `datasets/${dataset}/calendars/${version}.json`;

export async function writeCalendar(dataset: string, version: number, calendar: DatasetCalendar): Promise<void> {
  await artifactStore().put(calendarPath(dataset, version), JSON.stringify(calendar), { contentType: 'application/json' });
}

/** What a version of a dataset has planned, all of it. @throws AlmanacError `not_found` */
export async function readCalendar(dataset: string, version: number): Promise<DatasetCalendar> {
  const bytes = await artifactStore().read(calendarPath(dataset, version));
  return datasetCalendar.parse(JSON.parse(bytes.toString('utf8')));
}
