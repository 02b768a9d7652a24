import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';

/** A version as clients of MLflow see it. Times are milliseconds since the epoch. */
export interface VersionRecord {
  name: string;
  version: number;
  creationTime: number;
  lastUpdateTime: number;
  userId: string;
  stage: string;
  description: string;
  source: string;
  storageUri: string | null;
  runId: string | null;
  runLink: string | null;
  modelId: string | null;
  status: string;
  tags: { key: string; value: string }[];
  aliases: string[];
}

/** Columns of a version as JSON; the table is called `version`. */
export const versionJson = Prisma.sql`json_build_object(
  'name', version.name, 'version', version.version,
  'creationTime', (extract(epoch FROM version.created_at) * 1000)::bigint,
  'lastUpdateTime', (extract(epoch FROM version.updated_at) * 1000)::bigint,
  'userId', version.user_id, 'stage', version.stage, 'description', version.description, 'source', version.source,
  'storageUri', version.storage_uri, 'runId', version.run_id, 'runLink', version.run_link, 'modelId', version.model_id,
  'status', version.status,
  'tags', coalesce((SELECT json_agg(json_build_object('key', key, 'value', value) ORDER BY key) FROM model_version_tags AS tag
    WHERE tag.name = version.name AND tag.version = version.version), '[]'),
  'aliases', coalesce((SELECT json_agg(alias ORDER BY alias) FROM model_aliases AS alias
    WHERE alias.name = version.name AND alias.version = version.version), '[]'))`;

/** Undefined where there is no such version. */
export async function versionRecord(name: string, version: number): Promise<VersionRecord | undefined> {
  const [row] = await db().$queryRaw<{ record: VersionRecord }[]>`
    SELECT ${versionJson} AS record FROM model_versions AS version WHERE name = ${name} AND version = ${version}`;
  return row?.record;
}

/** The version that an alias points to; undefined where there is none. */
export async function versionRecordByAlias(name: string, alias: string): Promise<VersionRecord | undefined> {
  const [row] = await db().$queryRaw<{ record: VersionRecord }[]>`
    SELECT ${versionJson} AS record FROM model_versions AS version JOIN model_aliases AS pointer USING (name, version)
    WHERE pointer.name = ${name} AND pointer.alias = ${alias}`;
  return row?.record;
}
