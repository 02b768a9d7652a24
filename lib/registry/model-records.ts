import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { type VersionRecord, versionJson } from './version-records';

/** A registered model as clients of MLflow see it. Times are milliseconds since the epoch. */
export interface ModelRecord {
  name: string;
  description: string;
  creationTime: number;
  lastUpdateTime: number;
  tags: { key: string; value: string }[];
  aliases: { alias: string; version: number }[];
  /** The newest version of each stage that has one. */
  latestVersions: VersionRecord[];
}

/** Columns of a registered model as JSON; the table is called `model`. */
export const modelJson = Prisma.sql`json_build_object(
  'name', model.name, 'description', model.description,
  'creationTime', (extract(epoch FROM model.created_at) * 1000)::bigint,
  'lastUpdateTime', (extract(epoch FROM model.updated_at) * 1000)::bigint,
  'tags', coalesce((SELECT json_agg(json_build_object('key', key, 'value', value) ORDER BY key) FROM registered_model_tags AS tag
    WHERE tag.name = model.name), '[]'),
  'aliases', coalesce((SELECT json_agg(json_build_object('alias', alias, 'version', version) ORDER BY alias) FROM model_aliases AS alias
    WHERE alias.name = model.name), '[]'),
  'latestVersions', coalesce((SELECT json_agg(${versionJson} ORDER BY version.version) FROM (
    SELECT DISTINCT ON (stage) * FROM model_versions AS own WHERE own.name = model.name ORDER BY stage, version DESC) AS version), '[]'))`;

/** Undefined where there is no such model. */
export async function modelRecord(name: string): Promise<ModelRecord | undefined> {
  const [row] = await db().$queryRaw<{ record: ModelRecord }[]>`
    SELECT ${modelJson} AS record FROM registered_models AS model WHERE name = ${name}`;
  return row?.record;
}
