import type { Experiment } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { artifactUri } from '@/lib/storage';

/** The experiment of a name, made where it is not there yet. Two callers at once get the same one. */
export async function getOrCreateExperiment(name: string): Promise<Experiment> {
  const found = await db().experiment.findUnique({ where: { name } });
  if (found) return found;
  return db().$transaction(async (tx) => {
    const created = await tx.$queryRaw<{ id: number }[]>`
      INSERT INTO experiments (name, artifact_location) VALUES (${name}, '') ON CONFLICT (name) DO NOTHING RETURNING id`;
    const id = created[0]?.id;
    if (id !== undefined) await tx.experiment.update({ where: { id }, data: { artifactLocation: artifactUri(String(id)) } });
    return tx.experiment.findUniqueOrThrow({ where: { name } });
  });
}
