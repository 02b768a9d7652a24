import { createHash } from 'node:crypto';
import pl, { type DataFrame } from 'nodejs-polars';
import { isoDate, parseDay } from '@/lib/data/days';
import { parquetBytes } from '@/lib/data/parquet';
import {
  fingerprintOf,
  type Manifest,
  type ManifestFile,
  manifestPath,
  type Observations,
  readManifest,
  writeManifest,
} from '@/lib/datasets/manifest';
import { db } from '@/lib/db';
import { artifactStore, artifactUri } from '@/lib/storage';

/** Rules of an import that was told nothing. */
export const defaultRules: Observations['rules'] = {
  duplicates: 'error',
  gaps: 'missing',
  negatives: 'keep',
  lateStart: 'trim',
  earlyEnd: 'missing',
  closures: 'missing',
};

export function observationsOf(given: Partial<Omit<Observations, 'rules'>> & { rules?: Partial<Observations['rules']> }): Observations {
  const rest = { frequency: 'day' as const, keys: ['store'], attributes: {}, known: [], past: [], price: null, promotion: null };
  return { ...rest, ...given, rules: { ...defaultRules, ...given.rules } };
}

/** One row; what is left out is null. `date` is an ISO date. */
export type ObservationRow = { date: string } & Record<string, string | number | null | undefined>;

/** A part's frame with the columns in the types that the contract of imported datasets names. */
export function observationFrame(rows: ObservationRow[], { keys, attributes, known, past }: Observations): DataFrame {
  const text = [...keys, ...Object.keys(attributes)];
  return pl.DataFrame([
    pl
      .Series(
        'date',
        Int32Array.from(rows, (row) => parseDay(row.date)),
      )
      .cast(pl.Date),
    ...text.map((name) =>
      pl.Series(
        name,
        rows.map((row) => (row[name] === undefined ? null : (row[name] as string | null))),
        pl.Utf8,
      ),
    ),
    ...['y', ...known, ...past].map((name) =>
      pl.Series(
        name,
        rows.map((row) => row[name] ?? null),
        pl.Float64,
      ),
    ),
  ]);
}

/** Stores parts and the manifest of a version, and its rows in the database where `inDatabase` is not false. */
export async function importObservations(made: {
  dataset: string;
  version?: number;
  observations: Observations;
  parts: (DataFrame | ObservationRow[])[];
  /** Parts of the version before, listed before the new ones. */
  before?: ManifestFile[];
  metadata?: object;
  inDatabase?: boolean;
}): Promise<Manifest> {
  const { dataset, version = 1, observations, before = [], metadata = {} } = made;
  const root = `datasets/${dataset}/data`;
  const files = [...before];
  let rowCount = before.reduce((sum, file) => sum + file.rows, 0);
  const frames = made.parts.map((part) => (Array.isArray(part) ? observationFrame(part, observations) : part));
  for (const frame of frames) {
    const path = `observations/part-${String(files.length).padStart(5, '0')}.parquet`;
    const body = parquetBytes(frame, 'zstd');
    await artifactStore().put(`${root}/${path}`, body);
    files.push({ path, sizeBytes: body.byteLength, sha256: createHash('sha256').update(body).digest('hex'), rows: frame.height });
    rowCount += frame.height;
  }
  const days = frames.flatMap((frame) => {
    const recorded = frame.filter(pl.col('y').isNotNull()).select(pl.col('date').cast(pl.Int32)).getColumn('date');
    return recorded.length === 0 ? [] : [recorded.min(), recorded.max()];
  });
  if (before.length > 0) {
    const earlier = await readManifest(dataset, version - 1);
    days.push(parseDay(earlier.firstDate), parseDay(earlier.lastDate));
  }
  const [firstDate, lastDate] = [isoDate(Math.min(...days)), isoDate(Math.max(...days))];
  const manifest: Manifest = {
    dataset,
    version,
    root,
    firstDate,
    lastDate,
    rowCount,
    fingerprint: fingerprintOf(files),
    files,
    observations,
  };
  await writeManifest(manifest);
  if (made.inDatabase === false) return manifest;
  await db().dataset.upsert({ where: { name: dataset }, create: { name: dataset, kind: 'imported' }, update: {} });
  const { fingerprint } = manifest;
  await db().datasetVersion.create({
    data: {
      ...{ dataset, version, fingerprint, uri: artifactUri(manifestPath(dataset, version)), rowCount: BigInt(rowCount), metadata },
      firstDate: new Date(firstDate),
      lastDate: new Date(lastDate),
    },
  });
  return manifest;
}
