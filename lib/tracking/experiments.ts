import type { Experiment as ExperimentRow, Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';
import { artifactUri } from '@/lib/storage';
import type { Experiment, ExperimentQuery } from './schema';

/** Makes an experiment. @throws AlmanacError `conflict` where its name is taken, by a deleted one too. */
export async function createExperiment(name: string): Promise<ExperimentRow> {
  const { row, created } = await obtain(name);
  if (!created)
    throw new AlmanacError('conflict', `There is an experiment ${name} already.`, [{ path: 'name', message: 'is taken; choose another' }]);
  return row;
}

/** The experiment of a name, made where it is not there yet. Two callers at once get the same one. */
export async function getOrCreateExperiment(name: string): Promise<ExperimentRow> {
  const found = await db().experiment.findUnique({ where: { name } });
  return found ?? (await obtain(name)).row;
}

/** An experiment's number from a text; one that cannot be is as unknown as one that is not there. @throws AlmanacError `not_found` */
export function experimentNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw notFound(`There is no experiment ${text}.`, 'experimentId');
  return Number(text);
}

/** @throws AlmanacError `not_found` */
export async function getExperiment(id: number): Promise<Experiment> {
  const row = await db().experiment.findUnique({ where: { id }, include: { tags: true } });
  if (!row) throw notFound(`There is no experiment ${id}.`, 'experimentId');
  return toExperiment(row);
}

/** Experiments, the newest first, a page at a time; those that are deleted where they are asked for. */
export async function listExperiments({
  q,
  limit,
  cursor,
  view = 'active',
}: Pick<ExperimentQuery, 'limit'> & Partial<ExperimentQuery>): Promise<{ items: Experiment[]; nextCursor: string | null }> {
  const rows = await db().experiment.findMany({
    where: {
      ...(view !== 'all' && { lifecycleStage: view }),
      ...(q && { name: { contains: q.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const } }),
      ...(cursor && { id: { lt: Number(cursor) } }),
    },
    include: { tags: true },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(toExperiment);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

async function obtain(name: string): Promise<{ row: ExperimentRow; created: boolean }> {
  return db().$transaction(async (tx: Prisma.TransactionClient) => {
    const [created] = await tx.$queryRaw<{ id: number }[]>`
      INSERT INTO experiments (name, artifact_location) VALUES (${name}, '') ON CONFLICT (name) DO NOTHING RETURNING id`;
    if (!created) return { row: await tx.experiment.findUniqueOrThrow({ where: { name } }), created: false };
    // The location has the number in it, which the database gives.
    const row = await tx.experiment.update({ where: { id: created.id }, data: { artifactLocation: artifactUri(String(created.id)) } });
    return { row, created: true };
  });
}

function toExperiment(row: ExperimentRow & { tags: { key: string; value: string }[] }): Experiment {
  return {
    id: String(row.id),
    name: row.name,
    artifactLocation: row.artifactLocation,
    lifecycleStage: row.lifecycleStage,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    tags: Object.fromEntries(row.tags.map(({ key, value }) => [key, value])),
  };
}
