import { z } from 'zod';
import { db } from '@/lib/db';
import { type Manifest, readManifest } from './manifest';
import { toVersion } from './queries';
import { type DatasetVersion, datasetVersion } from './schema';
import { getDatasetVersion } from './service';

export const compareQuery = z.strictObject({
  against: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('Version to compare with [the one before]'),
});

const fact = z.strictObject({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() });

export const versionComparison = z.strictObject({
  before: datasetVersion.nullable().describe('Null where there is none to compare with'),
  after: datasetVersion,
  rows: z.number().int().describe('Recorded rows more'),
  files: z.strictObject({
    same: z.number().int(),
    added: z.array(z.string()).describe('The first hundred'),
    addedCount: z.number().int(),
    removed: z.array(z.string()).describe('The first hundred'),
    removedCount: z.number().int(),
  }),
  facts: z.array(fact).describe('What is otherwise of keys, covariates, rules and dates'),
});
export type VersionComparison = z.infer<typeof versionComparison>;

const mostNamed = 100;

/** What a version has otherwise than another one. @throws AlmanacError `not_found` naming either */
export async function compareVersions(name: string, version: number, against?: number): Promise<VersionComparison> {
  const after = await getDatasetVersion(name, version);
  const before = against === undefined ? await versionBefore(name, version) : await getDatasetVersion(name, against);
  const [now, was] = [await readManifest(name, version), before && (await readManifest(name, before.version))];
  const known = new Set(was?.files.map(({ path, sha256 }) => `${path}\n${sha256}`));
  const own = new Set(now.files.map(({ path, sha256 }) => `${path}\n${sha256}`));
  const added = now.files.filter(({ path, sha256 }) => !known.has(`${path}\n${sha256}`)).map(({ path }) => path);
  const removed = (was?.files ?? []).filter(({ path, sha256 }) => !own.has(`${path}\n${sha256}`)).map(({ path }) => path);
  return {
    before,
    after,
    rows: after.rowCount - (before?.rowCount ?? 0),
    files: {
      same: now.files.length - added.length,
      ...{ added: added.slice(0, mostNamed), addedCount: added.length },
      ...{ removed: removed.slice(0, mostNamed), removedCount: removed.length },
    },
    facts: was ? differences(factsOf(was), factsOf(now)) : [],
  };
}

async function versionBefore(dataset: string, version: number): Promise<DatasetVersion | null> {
  const row = await db().datasetVersion.findFirst({ where: { dataset, version: { lt: version } }, orderBy: { version: 'desc' } });
  return row && toVersion(row);
}

function factsOf({ firstDate, lastDate, observations }: Manifest): Record<string, string> {
  const dates = { 'first date': firstDate, 'last date': lastDate };
  if (!observations) return dates;
  const { keys, attributes, known, past, price, promotion, frequency, rules } = observations;
  return {
    ...dates,
    frequency,
    keys: keys.join(', ') || 'none: one series',
    attributes: Object.keys(attributes).join(', ') || 'none',
    'known ahead': known.join(', ') || 'none',
    'known afterwards': past.join(', ') || 'none',
    price: price ?? 'none',
    promotion: promotion ?? 'none',
    ...Object.fromEntries(Object.entries(rules).map(([rule, value]) => [`rule ${rule}`, value])),
  };
}

function differences(before: Record<string, string>, after: Record<string, string>): VersionComparison['facts'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    before[name] === after[name] ? [] : [{ name, before: before[name] ?? null, after: after[name] ?? null }],
  );
}
