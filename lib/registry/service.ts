import type { Prisma, ModelVersion as VersionRow } from '@/generated/prisma/client';
import { readCursor, storableText, writeCursor } from '@/lib/cursor';
import { dayOfInstant, isoDate } from '@/lib/data/days';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { lockModel } from './aliases';
import { nextVersion } from './edit-versions';
import type { ModelScope } from './names';
import type { ModelVersion, RegisteredModel, RegisteredModelQuery } from './schema';

export { type AliasMove, type PromotionNote, removeAlias, setAliases } from './aliases';
export { modelCard } from './card';
export { compareVersions } from './compare-versions';
export { editModel, editVersion } from './edit';
export { createModel, deleteModel, deleteModelTag, describeModel, renameModel, setModelTag } from './edit-models';
export {
  createVersion,
  deleteVersion,
  deleteVersionTag,
  describeVersion,
  moveToStage,
  type Stage,
  setVersionTag,
  stages,
  type VersionToCreate,
} from './edit-versions';
export { lineageOf } from './lineage';
export { datasetsOfModels, kindOf, listModelSummaries } from './model-list';
export { type ModelRecord, modelRecord } from './model-records';
export { gatesOf, moveAlias } from './move-alias';
export { promoteVersion, returnOf, rollback } from './promote';
export { listPromotions } from './promotions';
export { removeVersion } from './remove-version';
export { searchModels, searchVersions } from './search';
export { listVersionFiles, versionFile } from './version-files';
export { type VersionRecord, versionRecord, versionRecordByAlias } from './version-records';

export interface VersionToRegister {
  name: string;
  scope: ModelScope;
  runId: string | null;
  /** The pipeline run that made it: a repeat of its step finds the version it registered before. */
  pipelineRunId: string | null;
  source: string;
  config: object;
  metrics: object;
  datasetVersion: number | null;
  /** ISO date of the last data it was fitted on. */
  trainedThrough: string | null;
  description?: string;
  tags?: Record<string, string>;
}

/** Registers a version under the next number, making the model where it is new. Idempotent by (name, pipelineRunId). */
export async function registerVersion(version: VersionToRegister): Promise<ModelVersion> {
  const { scope, tags = {}, config, metrics, trainedThrough, ...rest } = version;
  const { name, pipelineRunId } = version;
  const { dataset, level, frequency } = scope;
  await db().registeredModel.createMany({ data: [{ name, dataset, level, frequency }], skipDuplicates: true });
  const row = await db().$transaction(async (tx) => {
    // Numbers have no gap and no double: whoever registers next waits here.
    await lockModel(tx, name);
    const former = pipelineRunId
      ? await tx.modelVersion.findUnique({ where: { name_pipelineRunId: { name, pipelineRunId } }, include: withAliases })
      : null;
    if (former) return former;
    const created = await tx.modelVersion.create({
      data: {
        ...rest,
        version: await nextVersion(tx, name),
        config: json(config),
        metrics: json(metrics),
        trainedThrough: trainedThrough ? new Date(trainedThrough) : null,
        tags: { create: Object.entries(tags).map(([key, value]) => ({ key, value })) },
      },
      include: withAliases,
    });
    return created;
  });
  return toVersion(row);
}

/** Undefined where the alias, or the model, is not there. */
export async function getVersionByAlias(name: string, alias: string): Promise<ModelVersion | undefined> {
  const row = await db().modelAlias.findUnique({
    where: { name_alias: { name, alias } },
    include: { modelVersion: { include: withAliases } },
  });
  return row ? toVersion(row.modelVersion) : undefined;
}

/** @throws AlmanacError `not_found` */
export async function getVersion(name: string, version: number): Promise<ModelVersion> {
  const row = await db().modelVersion.findUnique({ where: { name_version: { name, version } }, include: withAliases });
  if (!row) throw notFound(`${name} has no version ${version}.`, 'version');
  return toVersion(row);
}

/** @throws AlmanacError `not_found` naming `name` */
export async function getModel(name: string): Promise<RegisteredModel> {
  const row = await db().registeredModel.findUnique({ where: { name }, include: withVersions });
  if (!row) throw notFound(`There is no registered model ${name}.`, 'name');
  return toModel(row);
}

/** Registered models in order of name, a page at a time. @throws AlmanacError `validation_failed` naming `cursor` */
export async function listModels({
  dataset,
  q,
  limit,
  cursor,
}: RegisteredModelQuery): Promise<{ items: RegisteredModel[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : readCursor(cursor, storableText);
  const rows = await db().registeredModel.findMany({
    where: {
      ...(dataset && { dataset }),
      ...(q && { name: { contains: q.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const } }),
      ...(after !== undefined && { AND: { name: { gt: after } } }),
    },
    include: withVersions,
    orderBy: { name: 'asc' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(toModel);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(last.name) : null };
}

const withVersions = {
  aliases: { orderBy: { alias: 'asc' } },
  tags: true,
  versions: { select: { version: true }, orderBy: { version: 'desc' }, take: 1 },
} as const satisfies Prisma.RegisteredModelInclude;

function toModel(row: Prisma.RegisteredModelGetPayload<{ include: typeof withVersions }>): RegisteredModel {
  const { name, description, dataset, level, frequency } = row;
  return {
    ...{ name, description, dataset, level, frequency },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    aliases: row.aliases.map(({ alias, version }) => ({ alias, version })),
    latestVersion: row.versions[0]?.version ?? null,
    tags: Object.fromEntries(row.tags.map(({ key, value }) => [key, value])),
  };
}

/** Versions of a model, the newest first. @throws AlmanacError `not_found` naming `name` */
export async function listVersions(
  name: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ items: ModelVersion[]; nextCursor: string | null }> {
  if (!(await db().registeredModel.findUnique({ where: { name }, select: { name: true } })))
    throw notFound(`There is no registered model ${name}.`, 'name');
  const rows = await db().modelVersion.findMany({
    where: { name, ...(cursor && { version: { lt: Number(cursor) || 0 } }) },
    include: withAliases,
    orderBy: { version: 'desc' },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(toVersion);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? String(last.version) : null };
}

const withAliases = { aliases: { orderBy: { alias: 'asc' } }, tags: true } as const satisfies Prisma.ModelVersionInclude;

function toVersion(row: VersionRow & { aliases: { alias: string }[]; tags: { key: string; value: string }[] }): ModelVersion {
  const { name, version, source, runId, pipelineRunId, status, stage, description, datasetVersion } = row;
  return {
    name,
    version,
    source,
    runId,
    pipelineRunId,
    status,
    stage,
    description,
    config: row.config as Record<string, unknown>,
    metrics: row.metrics as Record<string, unknown>,
    datasetVersion,
    trainedThrough: row.trainedThrough ? isoDate(dayOfInstant(row.trainedThrough)) : null,
    createdAt: row.createdAt.toISOString(),
    aliases: row.aliases.map(({ alias }) => alias),
    tags: Object.fromEntries(row.tags.map(({ key, value }) => [key, value])),
  };
}

/** JSON as Postgres keeps it: a figure that does not exist is null. */
function json(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject;
}
