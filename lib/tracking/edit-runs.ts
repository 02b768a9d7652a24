import { db } from '@/lib/db';
import { invalid } from '@/lib/errors';
import { isRunId } from './runs';
import type { RunsEdit } from './schema';

/**
 * Changes many runs at once: deletes or restores them, sets tags of theirs and takes some away. Ids that name no run are passed
 * over, as are deleted runs where tags are set. Again is no error.
 * @returns how many runs were meant
 * @throws AlmanacError `validation_failed` naming `ids` or what is missing
 */
export async function editRuns({ ids, lifecycleStage, tags = {} }: RunsEdit): Promise<number> {
  const wrong = ids.findIndex((id) => !isRunId(id));
  if (wrong >= 0) throw invalid(`ids.${wrong}`, 'must be 32 hexadecimal digits');
  if (!lifecycleStage && Object.keys(tags).length === 0) throw invalid('tags', 'name a tag to change, or a lifecycleStage');
  return db().$transaction(async (tx) => {
    // In order of id, so that two calls lock the rows they share in the same order.
    const rows = await tx.$queryRaw<{ id: string; stage: string }[]>`
      SELECT id, lifecycle_stage::text AS stage FROM runs WHERE id = ANY(${ids}::bpchar[]) ORDER BY id FOR UPDATE`;
    const found = rows.map(({ id }) => id);
    if (lifecycleStage) {
      await tx.$executeRaw`
        UPDATE runs SET lifecycle_stage = ${lifecycleStage}::lifecycle_stage,
          deleted_time = CASE WHEN ${lifecycleStage} = 'deleted' THEN coalesce(deleted_time, ${BigInt(Date.now())}) END
        WHERE id = ANY(${found}::bpchar[])`;
    }
    const active = rows.filter(({ stage }) => (lifecycleStage ?? stage) === 'active').map(({ id }) => id);
    const set = Object.entries(tags).filter((entry): entry is [string, string] => entry[1] !== null);
    const gone = Object.keys(tags).filter((key) => tags[key] === null);
    if (set.length > 0) {
      await tx.$executeRaw`
        INSERT INTO run_tags (run_id, key, value)
        SELECT run.id, tag.key, tag.value FROM unnest(${active}::text[]) AS run(id)
          CROSS JOIN unnest(${set.map(([key]) => key)}::text[], ${set.map(([, value]) => value)}::text[]) AS tag(key, value)
        ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value`;
    }
    if (gone.length > 0) await tx.$executeRaw`DELETE FROM run_tags WHERE run_id = ANY(${active}::bpchar[]) AND key = ANY(${gone}::text[])`;
    return lifecycleStage ? found.length : active.length;
  });
}
