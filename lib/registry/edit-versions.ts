import type { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { audit, lockModel, type PromotionNote } from './aliases';

export interface VersionToCreate {
  name: string;
  /** Any URI: of artifacts, of a run's folder, of a logged model. */
  source: string;
  /** Where the files are, where the source only names another model. */
  storageUri?: string;
  runId?: string;
  runLink?: string;
  modelId?: string;
  description?: string;
  tags?: Record<string, string>;
}

export const stages = ['None', 'Staging', 'Production', 'Archived'] as const;
export type Stage = (typeof stages)[number];

function noVersion(name: string, version: number): Error {
  return notFound(`${name} has no version ${version}.`, 'version');
}

/** Registers a version under the next number; a number that was given once is never given again. @throws AlmanacError `not_found` naming `name` */
export async function createVersion({ tags = {}, ...version }: VersionToCreate): Promise<number> {
  return db().$transaction(async (tx) => {
    const number = await nextVersion(tx, version.name);
    await tx.modelVersion.create({
      data: { ...version, version: number, tags: { create: Object.entries(tags).map(([key, value]) => ({ key, value })) } },
    });
    return number;
  });
}

/** Takes the model's next number; whoever registers next waits until the transaction ends. @throws AlmanacError `not_found` naming `name` */
export async function nextVersion(tx: Prisma.TransactionClient, name: string): Promise<number> {
  await lockModel(tx, name);
  const { lastVersion } = await tx.registeredModel.update({
    where: { name },
    data: { lastVersion: { increment: 1 } },
    select: { lastVersion: true },
  });
  return lastVersion;
}

/** Describes a version, in Markdown. @throws AlmanacError `not_found` naming `version` */
export async function describeVersion(name: string, version: number, description: string): Promise<void> {
  const { count } = await db().modelVersion.updateMany({ where: { name, version }, data: { description } });
  if (count === 0) throw noVersion(name, version);
}

/**
 * Moves a version to a stage, as clients did before there were aliases; with `archive`, whatever else is at that stage is archived.
 * @throws AlmanacError `not_found` naming `name` or `version`
 */
export async function moveToStage(name: string, version: number, stage: Stage, { archive = false } = {}): Promise<void> {
  await db().$transaction(async (tx) => {
    // Of a model that is not there, it is the version that clients are told of.
    const model = await tx.$queryRaw<unknown[]>`SELECT 1 FROM registered_models WHERE name = ${name} FOR UPDATE`;
    const updatedAt = new Date();
    const { count } = await tx.modelVersion.updateMany({ where: { name, version }, data: { stage, updatedAt } });
    if (model.length === 0 || count === 0) throw noVersion(name, version);
    if (archive)
      await tx.modelVersion.updateMany({ where: { name, stage, version: { not: version } }, data: { stage: 'Archived', updatedAt } });
    await tx.registeredModel.update({ where: { name }, data: { updatedAt } });
  });
}

/** Removes a version, its tags and the aliases that point to it, each with a line in the audit trail. @throws AlmanacError `not_found` naming `version` */
export async function deleteVersion(name: string, version: number, note: PromotionNote): Promise<void> {
  await db().$transaction(async (tx) => {
    const model = await tx.$queryRaw<unknown[]>`SELECT 1 FROM registered_models WHERE name = ${name} FOR UPDATE`;
    const aliases = await tx.modelAlias.findMany({ where: { name, version } });
    const { count } = await tx.modelVersion.deleteMany({ where: { name, version } });
    if (model.length === 0 || count === 0) throw noVersion(name, version);
    for (const { alias } of aliases) await audit(tx, { name, alias, fromVersion: version, toVersion: null }, note);
    await tx.registeredModel.update({ where: { name }, data: { updatedAt: new Date() } });
  });
}

/** @throws AlmanacError `not_found` naming `version` */
export async function setVersionTag(name: string, version: number, key: string, value: string): Promise<void> {
  const count = await db().$executeRaw`
    INSERT INTO model_version_tags (name, version, key, value)
    SELECT name, version, ${key}, ${value} FROM model_versions WHERE name = ${name} AND version = ${version} FOR KEY SHARE
    ON CONFLICT (name, version, key) DO UPDATE SET value = excluded.value`;
  if (count === 0) throw noVersion(name, version);
}

/** One that is not there is no error. @throws AlmanacError `not_found` naming `version` */
export async function deleteVersionTag(name: string, version: number, key: string): Promise<void> {
  const { count } = await db().modelVersionTag.deleteMany({ where: { name, version, key } });
  if (count === 0 && (await db().modelVersion.count({ where: { name, version } })) === 0) throw noVersion(name, version);
}
