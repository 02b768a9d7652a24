import { z } from 'zod';
import { readCursor, writeCursor } from '@/lib/cursor';
import { db } from '@/lib/db';
import { toVersion } from './queries';
import { datasetVersion } from './schema';
import { getDataset } from './service';

export const versionQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});
export const versionList = z.strictObject({ items: z.array(datasetVersion), nextCursor: z.string().nullable() });

const position = z.number().int().min(1).max(2_147_483_647);

/** A dataset's versions, newest first, a page at a time. @throws AlmanacError `not_found`, or `validation_failed` for a cursor that is none */
export async function listDatasetVersions(
  name: string,
  { limit, cursor }: z.output<typeof versionQuery>,
): Promise<z.infer<typeof versionList>> {
  await getDataset(name);
  const rows = await db().datasetVersion.findMany({
    where: { dataset: name, ...(cursor && { version: { lt: readCursor(cursor, position) } }) },
    orderBy: { version: 'desc' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(toVersion);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(last.version) : null };
}
