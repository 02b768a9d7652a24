import type { Prisma } from '@/generated/prisma/client';
import { audit, lockModel } from './aliases';

/**
 * Takes the champion alias from every model of a dataset that is being deleted, each with its line in the audit trail: what was learnt
 * from it must not stay champion of another dataset that gets its name. The versions stay registered.
 */
export async function retireChampions(tx: Prisma.TransactionClient, dataset: string, actor: string): Promise<void> {
  const champions = await tx.modelAlias.findMany({ where: { alias: 'champion', model: { dataset } }, orderBy: { name: 'asc' } });
  for (const { name, alias } of champions) {
    await lockModel(tx, name);
    const current = await tx.modelAlias.findUnique({ where: { name_alias: { name, alias } } });
    if (!current) continue;
    await tx.modelAlias.delete({ where: { name_alias: { name, alias } } });
    await audit(tx, { name, alias, fromVersion: current.version, toVersion: null }, { reason: 'dataset deleted', actor });
  }
}

/** The highest version of a dataset that a registered model was trained on; 0 where there is none. */
export async function lastLearntVersion(tx: Prisma.TransactionClient, dataset: string): Promise<number> {
  const { _max } = await tx.modelVersion.aggregate({ where: { model: { dataset } }, _max: { datasetVersion: true } });
  return _max.datasetVersion ?? 0;
}
