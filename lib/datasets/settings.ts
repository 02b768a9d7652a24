import { Prisma } from '@/generated/prisma/client';
import { unknownPlace } from '@/lib/data/holidays';
import { db } from '@/lib/db';
import { AlmanacError, invalid } from '@/lib/errors';
import { type DatasetSettings, type DatasetSettingsUpdate, datasetSettings } from './schema';

export const defaultSettings: DatasetSettings = datasetSettings.parse({});

/**
 * The settings of datasets by name. They are kept as `settings` in the metadata of the version that was the newest when they
 * were set, so that they outlive it; whoever makes a version (an import) may put them there too.
 */
export async function settingsOf(names: string[]): Promise<Map<string, DatasetSettings>> {
  const rows = await db().$queryRaw<{ dataset: string; settings: unknown }[]>`
    SELECT DISTINCT ON (dataset) dataset, metadata->'settings' AS settings FROM dataset_versions
    WHERE dataset = ANY(${names}::text[]) AND metadata->'settings' IS NOT NULL
    ORDER BY dataset, version DESC`;
  const found = new Map(rows.map(({ dataset, settings }) => [dataset, datasetSettings.safeParse(settings).data ?? defaultSettings]));
  return new Map(names.map((name) => [name, found.get(name) ?? defaultSettings]));
}

/**
 * Changes settings of a dataset; runs that are under way keep those they began with.
 * @throws AlmanacError `validation_failed` naming a country or region without known holidays; `conflict` where the dataset has no data yet
 */
export async function updateSettings(name: string, update: DatasetSettingsUpdate): Promise<void> {
  if (update.holidays && update.holidays !== 'none') {
    const problem = unknownPlace(update.holidays);
    if (problem) throw invalid(`holidays.${problem.field}`, problem.message);
  }
  const present = (await settingsOf([name])).get(name) as DatasetSettings;
  const settings: Prisma.InputJsonObject = JSON.parse(JSON.stringify({ ...present, ...update }));
  const changed = await db().$executeRaw(Prisma.sql`
    UPDATE dataset_versions SET metadata = jsonb_set(metadata, '{settings}', ${JSON.stringify(settings)}::jsonb)
    WHERE dataset = ${name} AND version = (SELECT max(version) FROM dataset_versions WHERE dataset = ${name})`);
  if (changed === 0) throw new AlmanacError('conflict', `The dataset ${name} has no data yet; its settings can be changed once it has.`);
}
