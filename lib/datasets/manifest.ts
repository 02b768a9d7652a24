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

const columnName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** How an import treated what is not plain in its source; every version of the dataset keeps to it. */
export const observationRulesSchema = z.strictObject({
  /** Several rows of one series and date. */
  duplicates: z.enum(['error', 'sum', 'last', 'mean']),
  /** Dates without a row between a series' first and last recorded one. */
  gaps: z.enum(['missing', 'zero']),
  negatives: z.enum(['keep', 'error', 'zero']),
  /** Series that begin after the dataset does. */
  lateStart: z.enum(['trim', 'zero']),
  /** Series that end before the dataset does; `drop` leaves them out. */
  earlyEnd: z.enum(['missing', 'zero', 'drop']),
  /** Dates on which no series has a sale. */
  closures: z.enum(['zero', 'missing']),
});
export type ObservationRules = z.infer<typeof observationRulesSchema>;

/**
 * What the columns of an imported version are. Its files are `observations/part-*.parquet` with `date` (Date), every key and
 * attribute (Utf8, never null), `y` (Float64, null where nothing was recorded) and every covariate (Float64, nullable): at
 * most one row a series and date, sorted by keys, then date. Rows after the last `y` are the plan: known covariates only.
 */
export const observationsSchema = z.strictObject({
  frequency: z.enum(['day', 'week', 'month']),
  /** Columns that identify a series, in order; none is one series. */
  keys: z.array(columnName),
  /** Static attribute -> the key it follows from. */
  attributes: z.record(columnName, columnName),
  /** Known-future covariates, price and promotion among them. */
  known: z.array(columnName),
  /** Past-only covariates. */
  past: z.array(columnName),
  price: columnName.nullable(),
  promotion: columnName.nullable(),
  rules: observationRulesSchema,
});
export type Observations = z.infer<typeof observationsSchema>;

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
  /** Of imported datasets; the sample retailer has tables of its own. */
  observations: observationsSchema.optional(),
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
