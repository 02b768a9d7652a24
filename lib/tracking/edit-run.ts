import { db } from '@/lib/db';
import { inactiveRun, isRunId, noRun } from './runs';
import type { RunEdit } from './schema';
import { noteTag, runNameTag } from './tag-names';

/**
 * Changes what people say of a run: its name, its note, its own tags (null takes one away). All or nothing.
 * @throws AlmanacError `not_found` or `conflict` naming `runId`
 */
export async function editRun(id: string, { name, note, tags = {} }: RunEdit): Promise<void> {
  if (!isRunId(id)) throw noRun(id);
  const set: Record<string, string | null> = {
    ...tags,
    ...(name !== undefined && { [runNameTag]: name }),
    ...(note !== undefined && { [noteTag]: note === '' ? null : note }),
  };
  await db().$transaction(async (tx) => {
    const [run] = await tx.$queryRaw<{ stage: string }[]>`
      SELECT lifecycle_stage::text AS stage FROM runs WHERE id = ${id} FOR UPDATE`;
    if (!run) throw noRun(id);
    if (run.stage !== 'active') throw inactiveRun(id);
    if (name !== undefined) await tx.run.update({ where: { id }, data: { name } });
    for (const [key, value] of Object.entries(set)) {
      const where = { runId: id, key };
      if (value === null) await tx.runTag.deleteMany({ where });
      else await tx.runTag.upsert({ where: { runId_key: where }, create: { ...where, value }, update: { value } });
    }
  });
}
