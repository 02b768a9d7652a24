import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { instantOfDay, parseDay } from '@/lib/data/days';
import type { ImportOptions } from '@/lib/data/import/options';
import type { PreparedPart } from '@/lib/data/import/part-writer';
import type { Prepared } from '@/lib/data/import/prepare';
import { AlmanacError } from '@/lib/errors';
import { lastLearntVersion } from '@/lib/registry/retire-dataset';
import { artifactStore, artifactUri, putAll } from '@/lib/storage';
import { writeCalendar } from './calendar';
import { markStoring, removeImportLeftovers } from './import-leftovers';
import { inTurn } from './import-lock';
import { metadataOf } from './import-metadata';
import { fingerprintOf, type Manifest, type ManifestFile, manifestPath, type Observations, writeManifest } from './manifest';
import { toVersion } from './queries';
import type { DatasetVersion } from './schema';

export interface CommitOptions {
  name: string;
  prepared: Prepared;
  options: ImportOptions;
  /** The version that was read for an append; another one since, and nothing is stored. */
  base: number | null;
}

/** A dataset's version whose data these are: a new one, or the current one where nothing changed. */
export interface Committed {
  version: DatasetVersion;
  created: boolean;
}

/**
 * Makes prepared files a version of a dataset. Files come first, the manifest next and the version last, in one transaction: until it
 * is committed nobody sees anything, and when it fails the files are removed.
 * @returns undefined where the version that was appended to is no longer the newest
 * @throws AlmanacError `conflict` where the dataset was not imported
 */
export async function commitImport(commit: CommitOptions): Promise<Committed | undefined> {
  const { name, prepared, options, base } = commit;
  const unmark = await markStoring(name);
  let done = false;
  try {
    const committed = await inTurn(name, async (tx) => {
      const dataset = await tx.dataset.findUnique({ where: { name } });
      if (dataset && dataset.kind !== 'imported') throw notImported(name);
      const newest = await tx.datasetVersion.findFirst({ where: { dataset: name }, orderBy: { version: 'desc' } });
      if (base !== null && newest?.version !== base) return undefined;
      const described = describe(options);
      await tx.dataset.upsert({ where: { name }, create: { name, kind: 'imported', ...described }, update: described });

      let files = filesOf(prepared.parts, prepared.observations);
      const same = await tx.datasetVersion.findUnique({
        where: { dataset_fingerprint: { dataset: name, fingerprint: fingerprintOf(files) } },
      });
      if (same && same.version === newest?.version) return { version: toVersion(same), created: false };
      // What an older version had is current again: under names of its own, since a fingerprint is one version's.
      if (same) files = filesOf(prepared.parts, prepared.observations, `after version ${newest?.version}`);

      // A number that models of a deleted dataset of this name refer to is not given again: their data are gone, not these.
      const version = Math.max(newest?.version ?? 0, await lastLearntVersion(tx, name)) + 1;
      const root = `datasets/${name}/data`;
      await storeParts(root, prepared.parts, files);
      const { firstDate, lastDate, recorded, observations } = prepared;
      const fingerprint = fingerprintOf(files);
      const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
      const manifest: Manifest = {
        dataset: name,
        version,
        root,
        firstDate,
        lastDate,
        rowCount: recorded,
        fingerprint,
        files: inOrder,
        observations,
      };
      // An import plans nothing but its covariates: no circulars, no closures.
      await writeCalendar(name, version, { promotions: [], storeEvents: [] });
      await writeManifest(manifest);
      const row = await tx.datasetVersion.create({
        data: {
          dataset: name,
          version,
          uri: artifactUri(manifestPath(name, version)),
          fingerprint,
          firstDate: instantOfDay(parseDay(firstDate)),
          lastDate: instantOfDay(parseDay(lastDate)),
          rowCount: BigInt(recorded),
          metadata: metadataOf(prepared, base) as object,
        },
      });
      return { version: toVersion(row), created: true };
    });
    done = true;
    return committed;
  } finally {
    // After a failure the marker leads to what is to be removed, now or, where that fails too, by the next import.
    if (done) await unmark();
    else await removeImportLeftovers().catch(() => undefined);
  }
}

export function notImported(name: string): AlmanacError {
  return new AlmanacError('conflict', `The dataset ${name} is made by Almanac, not imported.`, [
    { path: 'name', message: 'choose another name' },
  ]);
}

function describe({ description, currency, timeZone }: ImportOptions) {
  return { ...(description !== undefined && { description }), ...(currency && { currency }), ...(timeZone && { timeZone }) };
}

/**
 * Parts under names that tell their content and its meaning: what two versions have in common is stored once, and equal data under equal
 * roles have equal fingerprints.
 */
function filesOf(parts: PreparedPart[], observations: Observations, salt = ''): ManifestFile[] {
  const meaning = JSON.stringify(observations) + salt;
  return parts
    .map(({ year, bucket, sha256, sizeBytes, rows }) => {
      const id = createHash('sha256').update(`${sha256}\n${meaning}`).digest('hex').slice(0, 16);
      return { path: `observations/part-${year}-${String(bucket).padStart(3, '0')}-${id}.parquet`, sizeBytes, sha256, rows };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function storeParts(root: string, parts: PreparedPart[], files: ManifestFile[]): Promise<void> {
  const store = artifactStore();
  const fileOf = new Map(parts.map((part) => [`${part.year} ${part.bucket}`, part.file]));
  const missing: { path: string; file: string }[] = [];
  for (const { path, sha256 } of files) {
    const [, year, bucket] = /part-(\d+)-(\d+)-/.exec(path) as unknown as [string, string, string];
    const stored = await store.stat(`${root}/${path}`);
    if (stored?.sha256 !== sha256) missing.push({ path: `${root}/${path}`, file: fileOf.get(`${year} ${Number(bucket)}`) as string });
  }
  function* objects() {
    for (const { path, file } of missing) yield { path, body: createReadStream(file) };
  }
  await putAll(store, objects(), 4);
}
