import type { Dataset as DatasetRow, DatasetVersion as VersionRow } from '@/generated/prisma/client';
import { AlmanacError } from '@/lib/errors';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { readManifest } from './manifest';
import { toVersion } from './queries';
import type { Dataset } from './schema';
import { defaultSettings, settingsOf } from './settings';
import { type DatasetStructure, describeStructure, salesStructure, structureOf } from './structure';

/** Structures of versions by dataset, version and fingerprint: a version never changes, and a manifest may list many files. */
const known = new Map<string, DatasetStructure>();
const mostKnown = 1000;

type Version = Pick<VersionRow, 'dataset' | 'version' | 'fingerprint'>;

/** The structure of a dataset's version; undefined where its manifest is lost. The sample retailer's needs no version. */
export async function readStructure(dataset: string, version: Version | undefined): Promise<DatasetStructure | undefined> {
  if (dataset === sampleDataset) return salesStructure;
  if (!version) return undefined;
  const key = `${version.dataset}/${version.version}/${version.fingerprint}`;
  const found = known.get(key);
  if (found) return found;
  try {
    const structure = structureOf(await readManifest(version.dataset, version.version));
    if (known.size >= mostKnown) known.clear();
    known.set(key, structure);
    return structure;
  } catch (error) {
    if (error instanceof AlmanacError && (error.code === 'not_found' || error.code === 'data_invalid')) return undefined;
    throw error;
  }
}

/** What clients are told of datasets: each with its newest version, its structure and its settings. */
export async function describeDatasets(rows: (DatasetRow & { versions: VersionRow[] })[]): Promise<Dataset[]> {
  const settings = await settingsOf(rows.map(({ name }) => name));
  return Promise.all(
    rows.map(async ({ name, kind, description, currency, timeZone, createdAt, versions: [current] }) => {
      const structure = await readStructure(name, current);
      return {
        name,
        kind,
        description,
        currency,
        timeZone,
        createdAt: createdAt.toISOString(),
        version: current ? toVersion(current) : null,
        structure: structure ? describeStructure(structure, name === sampleDataset) : null,
        settings: settings.get(name) ?? defaultSettings,
      };
    }),
  );
}
