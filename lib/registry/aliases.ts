import type { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { AlmanacError, notFound } from '@/lib/errors';

/** One alias to be moved. `expectedVersion` is what it must point to now (null: nothing); left out, anything. */
export interface AliasMove {
  name: string;
  alias: string;
  version: number;
  expectedVersion?: number | null;
}

/** Who moved aliases, why, and on which figures: the audit trail. */
export interface PromotionNote {
  reason: string;
  actor: string;
  gates?: unknown;
}

/**
 * Moves aliases together or not at all, each with its line in the audit trail. Of two moves at once, one comes after the
 * other and meets what it did; an alias that points there already is left alone.
 * @throws AlmanacError `not_found` naming `name` or `version`; `conflict` naming `expectedVersion`
 */
export async function setAliases(moves: AliasMove[], note: PromotionNote): Promise<void> {
  // One order for all, so that two promotions never wait for each other.
  const ordered = [...moves].sort((a, b) => (a.name < b.name ? -1 : 1));
  await db().$transaction(async (tx) => {
    for (const move of ordered) await setAlias(tx, move, note);
  });
}

async function setAlias(tx: Prisma.TransactionClient, move: AliasMove, note: PromotionNote): Promise<void> {
  const { name, alias, version, expectedVersion } = move;
  await lockModel(tx, name);
  if (!(await tx.modelVersion.findUnique({ where: { name_version: { name, version } }, select: { version: true } }))) {
    throw notFound(`${name} has no version ${version}.`, 'version');
  }
  const current = (await tx.modelAlias.findUnique({ where: { name_alias: { name, alias } } }))?.version ?? null;
  if (current === version) return;
  if (expectedVersion !== undefined && expectedVersion !== current) {
    throw new AlmanacError('conflict', `${alias} of ${name} points to ${current === null ? 'nothing' : `version ${current}`} by now.`, [
      { path: 'expectedVersion', message: `is ${expectedVersion}; read the model again and decide anew` },
    ]);
  }
  await tx.modelAlias.upsert({ where: { name_alias: { name, alias } }, create: { name, alias, version }, update: { version } });
  await audit(tx, { name, alias, fromVersion: current, toVersion: version }, note);
}

/** Takes an alias away; one that is not there is no error. */
export async function removeAlias(name: string, alias: string, note: PromotionNote): Promise<void> {
  await db().$transaction(async (tx) => {
    await lockModel(tx, name);
    const current = await tx.modelAlias.findUnique({ where: { name_alias: { name, alias } } });
    if (!current) return;
    await tx.modelAlias.delete({ where: { name_alias: { name, alias } } });
    await audit(tx, { name, alias, fromVersion: current.version, toVersion: null }, note);
  });
}

/** Holds a model's row until the transaction ends. @throws AlmanacError `not_found` naming `name` */
export async function lockModel(tx: Prisma.TransactionClient, name: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM registered_models WHERE name = ${name} FOR UPDATE`;
  if (rows.length === 0) throw notFound(`There is no registered model ${name}.`, 'name');
}

/** Writes a line of the audit trail. */
export async function audit(
  tx: Prisma.TransactionClient,
  move: { name: string; alias: string; fromVersion: number | null; toVersion: number | null },
  { reason, actor, gates }: PromotionNote,
): Promise<void> {
  await tx.modelPromotion.create({ data: { ...move, reason, actor, gates: (gates ?? {}) as Prisma.InputJsonObject } });
}
