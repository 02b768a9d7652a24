import { db } from '@/lib/db';

/** A registered version that a run's model became. */
export interface RunVersion {
  name: string;
  version: number;
  aliases: string[];
}

/** Versions registered from a run, the newest first. */
export async function versionsOfRun(runId: string): Promise<RunVersion[]> {
  const rows = await db().modelVersion.findMany({
    where: { runId },
    orderBy: [{ name: 'asc' }, { version: 'desc' }],
    take: 50,
    select: { name: true, version: true, aliases: { select: { alias: true }, orderBy: { alias: 'asc' } } },
  });
  return rows.map(({ name, version, aliases }) => ({ name, version, aliases: aliases.map(({ alias }) => alias) }));
}
