import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { and, compareNumber, compareText } from '@/lib/tracking/filter/compile';
import { badOrder } from '@/lib/tracking/filter/error';
import { parseOrder } from '@/lib/tracking/filter/parser';
import { type Condition, conditionsOf, type Vocabulary } from '@/lib/tracking/filter/vocabulary';
import { pageOf, readPageToken } from '@/lib/tracking/page-token';
import { type ModelRecord, modelJson } from './model-records';
import { type VersionRecord, versionJson } from './version-records';

export interface RegistrySearch {
  filter?: string;
  orderBy?: string[];
  limit: number;
  pageToken?: string;
}

const entities = { attribute: 'attribute', tag: 'tag', tags: 'tag' } as const;
const entityHelp = "Valid entity types are ('attribute', 'tag', 'tags')";

const modelVocabulary: Vocabulary = { entities, entityHelp, texts: { name: 'name' }, numbers: {}, lists: ['name'], presence: [] };
const versionVocabulary: Vocabulary = {
  entities,
  entityHelp,
  texts: { name: 'name', run_id: 'run_id', source_path: 'source' },
  numbers: { version_number: 'version' },
  lists: ['name', 'run_id'],
  wholeNumbers: true,
  presence: [],
};

/**
 * Registered models that a filter matches, in order of name or as asked. Prompts, which MLflow's clients keep as models with the
 * tag `mlflow.prompt.is_prompt`, are found only by those who ask for them.
 * @throws AlmanacError `validation_failed` naming `filter`, `orderBy` or `pageToken`
 */
export async function searchModels(search: RegistrySearch): Promise<{ models: ModelRecord[]; nextToken: string | undefined }> {
  const conditions = conditionsOf(search.filter, modelVocabulary);
  const tagged = (key: string, compared: Prisma.Sql) =>
    Prisma.sql`model.name IN (SELECT name FROM registered_model_tags WHERE key = ${key} AND ${compared})`;
  const terms = termsOf(
    search.orderBy,
    {
      name: Prisma.sql`model.name`,
      timestamp: Prisma.sql`model.updated_at`,
      last_updated_timestamp: Prisma.sql`model.updated_at`,
    },
    [['name', Prisma.sql`model.name ASC`]],
  );
  const offset = readPageToken(search.pageToken);
  const rows = await db().$queryRaw<{ record: ModelRecord }[]>`
    SELECT ${modelJson} AS record FROM (
      SELECT * FROM registered_models AS model
      WHERE ${and(conditions.filter(isNoPromptTest).map((condition) => matches(condition, { name: Prisma.sql`model.name` }, tagged)))} AND ${ofKind(conditions, Prisma.sql`model.name`)}
      ORDER BY ${Prisma.join(terms)} OFFSET ${offset} LIMIT ${search.limit + 1}) AS model
    ORDER BY ${Prisma.join(terms)}`;
  const page = pageOf(rows, offset, search.limit);
  return { models: page.rows.map(({ record }) => record), nextToken: page.nextToken };
}

/** Versions of models that a filter matches, the latest changed first or as asked. @throws as `searchModels` */
export async function searchVersions(search: RegistrySearch): Promise<{ versions: VersionRecord[]; nextToken: string | undefined }> {
  const conditions = conditionsOf(search.filter, versionVocabulary);
  const columns = {
    name: Prisma.sql`version.name`,
    run_id: Prisma.sql`version.run_id::text`,
    source: Prisma.sql`version.source`,
    version: Prisma.sql`version.version`,
  };
  const tagged = (key: string, compared: Prisma.Sql) =>
    Prisma.sql`(version.name, version.version) IN (SELECT name, version FROM model_version_tags WHERE key = ${key} AND ${compared})`;
  const orderBy = search.orderBy?.length ? search.orderBy : ['last_updated_timestamp DESC', 'name ASC', 'version_number DESC'];
  const terms = termsOf(
    orderBy,
    {
      name: Prisma.sql`version.name`,
      version_number: Prisma.sql`version.version`,
      creation_timestamp: Prisma.sql`version.created_at`,
      last_updated_timestamp: Prisma.sql`version.updated_at`,
    },
    [
      ['name', Prisma.sql`version.name ASC`],
      ['version_number', Prisma.sql`version.version DESC`],
    ],
  );
  const offset = readPageToken(search.pageToken);
  const rows = await db().$queryRaw<{ record: VersionRecord }[]>`
    SELECT ${versionJson} AS record FROM (
      SELECT * FROM model_versions AS version
      WHERE ${and(conditions.filter(isNoPromptTest).map((condition) => matches(condition, columns, tagged)))} AND ${ofKind(conditions, Prisma.sql`version.name`)}
      ORDER BY ${Prisma.join(terms)} OFFSET ${offset} LIMIT ${search.limit + 1}) AS version
    ORDER BY ${Prisma.join(terms)}`;
  const page = pageOf(rows, offset, search.limit);
  return { versions: page.rows.map(({ record }) => record), nextToken: page.nextToken };
}

function matches(
  condition: Condition,
  columns: Record<string, Prisma.Sql>,
  tagged: (key: string, compared: Prisma.Sql) => Prisma.Sql,
): Prisma.Sql {
  const { key, operator } = condition;
  if (condition.kind === 'number') return compareNumber(columns[key] as Prisma.Sql, operator, condition.value);
  const value = condition.value as string | string[];
  if (condition.kind === 'tag') return tagged(key, compareText(Prisma.sql`value`, operator, value));
  return compareText(columns[key] as Prisma.Sql, operator, value);
}

const promptTag = 'mlflow.prompt.is_prompt';

function isNoPromptTest(condition: Condition): boolean {
  return condition.kind !== 'tag' || condition.key !== promptTag;
}

/** Prompts alone, or everything but them. */
function ofKind(conditions: Condition[], name: Prisma.Sql): Prisma.Sql {
  const prompts = Prisma.sql`${name} IN (SELECT name FROM registered_model_tags WHERE key = ${promptTag} AND value = 'true')`;
  const test = conditions.find((condition) => !isNoPromptTest(condition));
  const value = String(test?.value).toLowerCase();
  const wanted = test !== undefined && ((test.operator === '=' && value === 'true') || (test.operator === '!=' && value === 'false'));
  return wanted ? prompts : Prisma.sql`NOT (${prompts})`;
}

/** Terms of an order, and after them those that make it whole. */
function termsOf(orderBy: string[] = [], columns: Record<string, Prisma.Sql>, last: [string, Prisma.Sql][]): Prisma.Sql[] {
  const seen = new Set<Prisma.Sql>();
  const terms = orderBy.map((text) => {
    const { identifier, ascending } = parseOrder(text);
    const key = identifier.entity === undefined || identifier.entity === 'attribute' ? identifier.key : identifier.text;
    const column = Object.hasOwn(columns, key) ? columns[key] : undefined;
    if (!column) throw badOrder(`Invalid order by key '${key}' specified. Valid keys are '${Object.keys(columns).join(', ')}'`);
    if (seen.has(column)) throw badOrder(`\`order_by\` contains duplicate fields: [${orderBy.map((one) => `'${one}'`).join(', ')}]`);
    seen.add(column);
    return Prisma.sql`${column} ${Prisma.raw(ascending ? 'ASC' : 'DESC')}`;
  });
  return [...terms, ...last.filter(([key]) => !seen.has(columns[key] as Prisma.Sql)).map(([, term]) => term)];
}
