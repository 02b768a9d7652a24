import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AlmanacError } from '@/lib/errors';
import { artifactStore } from '@/lib/storage';

const manifestFile = z.strictObject({
  /** Relative to the root. */
  path: z.string(),
  sizeBytes: z.number().int(),
  sha256: z.string().length(64),
  rows: z.number().int(),
});
export type ManifestFile = z.infer<typeof manifestFile>;

/** What one version of a dataset consists of. Versions share files: a new one adds to the old and changes none of them. */
export const manifestSchema = z.strictObject({
  dataset: z.string(),
  version: z.number().int(),
  /** Folder of the data in the artifact store. */
  root: z.string(),
  firstDate: z.iso.date(),
  lastDate: z.iso.date(),
  rowCount: z.number().int(),
  fingerprint: z.string(),
  /** In order of path. */
  files: z.array(manifestFile),
});
export type Manifest = z.infer<typeof manifestSchema>;

export function manifestPath(dataset: string, version: number): string {
  return `datasets/${dataset}/manifests/${version}.json`;
}

/** SHA-256 over every file's path, size and checksum: equal data, equal fingerprint, whatever the version's number. */
export function fingerprintOf(files: readonly ManifestFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.path}\t${file.sizeBytes}\t${file.sha256}\n`);
  return hash.digest('hex');
}

export async function writeManifest(manifest: Manifest): Promise<void> {
  await artifactStore().put(manifestPath(manifest.dataset, manifest.version), JSON.stringify(manifest), {
    contentType: 'application/json',
  });
}

/** @throws AlmanacError `not_found`, or `data_invalid` where the file is not what we write. */
export async function readManifest(dataset: string, version: number): Promise<Manifest> {
  const path = manifestPath(dataset, version);
  const bytes = await artifactStore().read(path);
  const parsed = manifestSchema.safeParse(parseJson(bytes));
  if (!parsed.success) {
    throw new AlmanacError('data_invalid', `${path} is no manifest of a dataset version.`, [
      { path, message: z.prettifyError(parsed.error) },
    ]);
  }
  return parsed.data;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined; // refused by the schema
  }
}
