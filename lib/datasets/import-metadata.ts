import { z } from 'zod';
import { dateFormatNames } from '@/lib/data/import/date-format';
import { mappingSchema } from '@/lib/data/import/mapping';
import type { BaseVersion, Prepared } from '@/lib/data/import/prepare';
import { findingSchema, importCounts } from '@/lib/data/import/report';
import { AlmanacError } from '@/lib/errors';
import { artifactStore } from '@/lib/storage';
import { readManifest } from './manifest';
import type { DatasetVersion } from './schema';

/** What a version's metadata say of its import: all that an append needs to read its file the same way. */
const importMetadata = z.object({
  source: z.string(),
  /** The version that this one added to. */
  appendedTo: z.number().int().nullable(),
  mapping: mappingSchema,
  decimal: z.enum(['.', ',']),
  dateFormat: z.enum(dateFormatNames).nullable(),
  weekday: z.number().int().min(0).max(6).nullable(),
  buckets: z.number().int().min(1),
  counts: importCounts,
  findings: z.array(findingSchema.omit({ examples: true })),
});

/** The metadata of a version that is about to be stored. */
export function metadataOf({ report, settled }: Prepared, appendedTo: number | null): Record<string, unknown> {
  const metadata: z.input<typeof importMetadata> = {
    source: report.source,
    appendedTo,
    ...settled,
    counts: report.counts,
    findings: report.findings.map(({ examples: _, ...finding }) => finding),
  };
  return { import: metadata };
}

/** A version as what is appended to. @throws AlmanacError `conflict` where it was not imported, `not_found` where its files are gone */
export async function baseOf(dataset: string, version: DatasetVersion): Promise<BaseVersion> {
  const manifest = await readManifest(dataset, version.version);
  const parsed = importMetadata.safeParse(version.metadata.import);
  if (!manifest.observations || !parsed.success)
    throw new AlmanacError(
      'conflict',
      `Version ${version.version} of ${dataset} was not made by an import; nothing can be appended to it.`,
      [{ path: 'append', message: 'leave it out, to import anew' }],
    );
  const { mapping, decimal, dateFormat, weekday, buckets } = parsed.data;
  const files: string[] = [];
  for (const file of manifest.files) files.push(await artifactStore().localize(`${manifest.root}/${file.path}`));
  return { mapping, decimal, dateFormat, weekday, buckets, observations: manifest.observations, files };
}
