import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { inactiveRun, noRun } from './runs';
import { runNameTag } from './tag-names';

/** Sets tags of a run, over those of the same keys; the tag of its name renames it. @throws AlmanacError `not_found` or `conflict` naming `runId` */
export async function setTags(
  runId: string,
  tags: Record<string, string>,
  database: Pick<Prisma.TransactionClient, '$queryRaw'> = db(),
): Promise<void> {
  // In order of key, so that two calls lock the rows they share in the same order.
  const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  const name = Object.hasOwn(tags, runNameTag) ? (tags[runNameTag] as string) : undefined;
  const renamed =
    name === undefined
      ? Prisma.empty
      : Prisma.sql`renamed AS (UPDATE runs SET name = ${name} FROM run WHERE runs.id = run.id AND run.lifecycle_stage = 'active'),`;
  const [found] = await database.$queryRaw<{ stage: string | null }[]>`
    WITH run AS (SELECT id, lifecycle_stage FROM runs WHERE id = ${runId} FOR KEY SHARE),
    ${renamed}
    stored AS (
      INSERT INTO run_tags (run_id, key, value)
      SELECT run.id, given.key, given.value
      FROM run, unnest(${entries.map(([key]) => key)}::text[], ${entries.map(([, value]) => value)}::text[]) AS given(key, value)
      WHERE run.lifecycle_stage = 'active'
      ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value)
    SELECT (SELECT lifecycle_stage::text FROM run) AS stage`;
  if (!found?.stage) throw noRun(runId);
  if (found.stage !== 'active') throw inactiveRun(runId);
}

/** Takes a tag from a run. @throws AlmanacError `not_found` naming `runId` or `key`; `conflict` naming `runId` */
export async function deleteTag(runId: string, key: string): Promise<void> {
  const [found] = await db().$queryRaw<{ stage: string | null; removed: boolean }[]>`
    WITH run AS (SELECT id, lifecycle_stage FROM runs WHERE id = ${runId} FOR KEY SHARE),
    removed AS (
      DELETE FROM run_tags USING run WHERE run_tags.run_id = run.id AND run_tags.key = ${key} AND run.lifecycle_stage = 'active'
      RETURNING run_tags.key)
    SELECT (SELECT lifecycle_stage::text FROM run) AS stage, EXISTS (SELECT FROM removed) AS removed`;
  if (!found?.stage) throw noRun(runId);
  if (found.stage !== 'active') throw inactiveRun(runId);
  if (!found.removed) throw notFound(`The run ${runId} has no tag ${key}.`, 'key');
}
