import { db } from '@/lib/db';
import { overrideOf } from './queries';
import type { Override } from './schema';

export { createOverride } from './create';
export { exportPlan } from './export';
export { finalPlan, overridesOf } from './plan';
export { listOverrides, overrideOf } from './queries';
export { scoreOverrides } from './score';

/** Takes an override back: what held before it holds again. It stays in the history. @throws AlmanacError `not_found` */
export async function withdrawOverride(id: string, by: string): Promise<Override> {
  const { series } = await overrideOf(id);
  const known = await db().series.findUnique({ where: { id: series }, select: { lastDate: true } });
  await db().override.updateMany({
    where: { id, withdrawnAt: null },
    data: { withdrawnAt: new Date(), withdrawnBy: by, withdrawnKnown: known?.lastDate ?? null },
  });
  return overrideOf(id);
}

/** Undoes `withdrawOverride`. @throws AlmanacError `not_found` */
export async function restoreOverride(id: string): Promise<Override> {
  await overrideOf(id);
  await db().override.update({ where: { id }, data: { withdrawnAt: null, withdrawnBy: null, withdrawnKnown: null } });
  return overrideOf(id);
}
