import { db } from '@/lib/db';
import { noRun } from './runs';

/** Sets tags of a run, over those of the same keys. @throws AlmanacError `not_found` naming `runId` */
export async function setTags(runId: string, tags: Record<string, string>): Promise<void> {
  // In order of key, so that two calls lock the rows they share in the same order.
  const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
  const [found] = await db().$queryRaw<{ found: boolean }[]>`
    WITH run AS (SELECT id FROM runs WHERE id = ${runId} FOR KEY SHARE),
    stored AS (
      INSERT INTO run_tags (run_id, key, value)
      SELECT run.id, given.key, given.value
      FROM run, unnest(${entries.map(([key]) => key)}::text[], ${entries.map(([, value]) => value)}::text[]) AS given(key, value)
      ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value)
    SELECT EXISTS (SELECT FROM run) AS found`;
  if (!found?.found) throw noRun(runId);
}
