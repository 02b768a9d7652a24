import type { Prisma, DatasetVersion as VersionRow } from '@/generated/prisma/client';
import type { DatasetVersion } from './schema';

/** A dataset together with its newest version. */
export const withCurrentVersion = { versions: { orderBy: { version: 'desc' }, take: 1 } } as const satisfies Prisma.DatasetInclude;

export function toVersion(row: VersionRow): DatasetVersion {
  return {
    version: row.version,
    uri: row.uri,
    fingerprint: row.fingerprint,
    firstDate: row.firstDate.toISOString().slice(0, 10),
    lastDate: row.lastDate.toISOString().slice(0, 10),
    rowCount: Number(row.rowCount),
    metadata: row.metadata as Record<string, unknown>,
    createdAt: row.createdAt.toISOString(),
  };
}
