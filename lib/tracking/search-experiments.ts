import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { and, compareNumber, compareText } from './filter/compile';
import { badFilter, badOrder } from './filter/error';
import { type Condition, conditionsOf, orderingOf, type Vocabulary } from './filter/vocabulary';
import { pageOf, readPageToken } from './page-token';
import type { LifecycleView } from './search-runs';

export interface ExperimentSearch {
  filter?: string;
  /** The newest first where it is left out. */
  orderBy?: string[];
  view?: LifecycleView;
  limit: number;
  pageToken?: string;
}

/** An experiment with its tags. Times are milliseconds since the epoch. */
export interface ExperimentRecord {
  id: number;
  name: string;
  artifactLocation: string;
  lifecycleStage: 'active' | 'deleted';
  creationTime: number;
  lastUpdateTime: number;
  tags: { key: string; value: string }[];
}

const vocabulary: Vocabulary = {
  entities: { attribute: 'attribute', tag: 'tag', tags: 'tag' },
  entityHelp: "Valid entity types are ('attribute', 'tag', 'tags')",
  texts: { name: 'name', experiment_id: 'experiment_id' },
  numbers: { creation_time: 'creation_time', last_update_time: 'last_update_time' },
  lists: ['experiment_id'],
  wholeNumbers: true,
  presence: ['tag'],
};

const createdAt = Prisma.sql`(extract(epoch FROM experiment.created_at) * 1000)::bigint`;
const updatedAt = Prisma.sql`(extract(epoch FROM experiment.updated_at) * 1000)::bigint`;
const selected = Prisma.sql`
  experiment.id, experiment.name, experiment.artifact_location AS "artifactLocation", experiment.lifecycle_stage::text AS "lifecycleStage",
  ${createdAt}::float8 AS "creationTime", ${updatedAt}::float8 AS "lastUpdateTime",
  (SELECT json_agg(json_build_object('key', key, 'value', value) ORDER BY key) FROM experiment_tags WHERE experiment_id = experiment.id) AS tags`;

type Row = Omit<ExperimentRecord, 'tags'> & { tags: ExperimentRecord['tags'] | null };

/** @throws AlmanacError `validation_failed` naming `filter`, `orderBy` or `pageToken` */
export async function searchExperiments(
  search: ExperimentSearch,
): Promise<{ experiments: ExperimentRecord[]; nextToken: string | undefined }> {
  const { view = 'active', limit } = search;
  const conditions = conditionsOf(search.filter, vocabulary).map(matches);
  if (view !== 'all') conditions.unshift(Prisma.sql`experiment.lifecycle_stage = ${view}::lifecycle_stage`);
  const offset = readPageToken(search.pageToken);
  const rows = await db().$queryRaw<Row[]>`
    SELECT ${selected} FROM experiments AS experiment
    WHERE ${and(conditions)} ORDER BY ${Prisma.join(terms(search.orderBy))} OFFSET ${offset} LIMIT ${limit + 1}`;
  const page = pageOf(rows, offset, limit);
  return { experiments: page.rows.map(toRecord), nextToken: page.nextToken };
}

/** One experiment by id or by name, deleted ones too; undefined where there is none. */
export async function experimentRecord(by: { id: number } | { name: string }): Promise<ExperimentRecord | undefined> {
  const where = 'id' in by ? Prisma.sql`experiment.id = ${by.id}` : Prisma.sql`experiment.name = ${by.name}`;
  const [row] = await db().$queryRaw<Row[]>`SELECT ${selected} FROM experiments AS experiment WHERE ${where}`;
  return row && toRecord(row);
}

function toRecord(row: Row): ExperimentRecord {
  return { ...row, tags: row.tags ?? [] };
}

function matches(condition: Condition): Prisma.Sql {
  const { key, operator } = condition;
  if (condition.kind === 'number') return compareNumber(key === 'creation_time' ? createdAt : updatedAt, operator, condition.value);
  if (condition.kind === 'tag') {
    const tagged = Prisma.sql`SELECT experiment_id FROM experiment_tags WHERE key = ${key}`;
    if (operator === 'IS NULL') return Prisma.sql`experiment.id NOT IN (${tagged})`;
    if (operator === 'IS NOT NULL') return Prisma.sql`experiment.id IN (${tagged})`;
    return Prisma.sql`experiment.id IN (${tagged} AND ${compareText(Prisma.sql`value`, operator, condition.value as string)})`;
  }
  const value = condition.value as string | string[];
  if (key === 'name') return compareText(Prisma.sql`experiment.name`, operator, value);
  if (!['=', '!=', 'IN', 'NOT IN'].includes(operator)) throw badFilter(`Invalid comparator for experiment_id: ${operator}`);
  for (const id of [value].flat()) {
    if (!/^\s*[+-]?\d+\s*$/.test(id)) throw badFilter(`Invalid experiment ID '${id}'. Experiment ID must be a valid integer.`);
  }
  const ids = [value].flat().map((id) => String(Number(id)));
  const found = Prisma.sql`experiment.id::text = ANY(${ids}::text[])`;
  return operator === '=' || operator === 'IN' ? found : Prisma.sql`NOT (${found})`;
}

function terms(orderBy: string[] | undefined): Prisma.Sql[] {
  const columns: Record<string, Prisma.Sql> = {
    name: Prisma.sql`experiment.name`,
    experiment_id: Prisma.sql`experiment.id`,
    creation_time: Prisma.sql`experiment.created_at`,
    last_update_time: Prisma.sql`experiment.updated_at`,
  };
  const wanted = orderBy?.length ? orderBy : ['creation_time DESC', 'experiment_id ASC'];
  const orderings = wanted.map((text) => orderingOf(text, vocabulary));
  if (orderings.some(({ kind }) => kind === 'tag')) throw badOrder('Invalid order_by entity: tag');
  const sorted = orderings.map(({ key, ascending }) => Prisma.sql`${columns[key]} ${Prisma.raw(ascending ? 'ASC' : 'DESC')}`);
  return orderings.some(({ key }) => key === 'experiment_id') ? sorted : [...sorted, Prisma.sql`experiment.id DESC`];
}
