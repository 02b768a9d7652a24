import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { invalid } from '@/lib/errors';
import { and, compareNumber, compareText } from './filter/compile';
import { badOrder } from './filter/error';
import { type Condition, conditionsOf, type Vocabulary } from './filter/vocabulary';
import { type LoggedModelRecord, loggedModelRecords } from './logged-model-records';

export interface LoggedModelSearch {
  experimentIds: number[];
  filter?: string;
  /** Metrics are looked for on these datasets only. */
  datasets?: { name: string; digest?: string }[];
  orderBy?: LoggedModelOrder[];
  limit: number;
  offset?: number;
}

export interface LoggedModelOrder {
  /** An attribute, or `metrics.<key>`. */
  field: string;
  ascending: boolean;
  datasetName?: string;
  datasetDigest?: string;
}

const numbers = {
  creation_time: 'created_at',
  creation_timestamp: 'created_at',
  creation_timestamp_ms: 'created_at',
  last_updated_time: 'updated_at',
  last_updated_timestamp: 'updated_at',
  last_updated_timestamp_ms: 'updated_at',
};
const texts = {
  name: 'name',
  model_id: 'id',
  model_type: 'model_type',
  status: 'status',
  source_run_id: 'run_id',
  experiment_id: 'experiment_id',
};

const vocabulary: Vocabulary = {
  entities: { attributes: 'attribute', metrics: 'metric', params: 'parameter', tags: 'tag' },
  entityHelp: "Expected one of ['attributes', 'metrics', 'params', 'tags']",
  texts,
  numbers,
  lists: Object.values(texts),
  presence: [],
};

const columns: Record<string, Prisma.Sql> = {
  name: Prisma.sql`model.name`,
  id: Prisma.sql`model.id`,
  model_type: Prisma.sql`model.model_type`,
  status: Prisma.sql`model.status`,
  run_id: Prisma.sql`model.run_id::text`,
  experiment_id: Prisma.sql`model.experiment_id::text`,
  created_at: Prisma.sql`(extract(epoch FROM model.created_at) * 1000)::bigint`,
  updated_at: Prisma.sql`(extract(epoch FROM model.updated_at) * 1000)::bigint`,
};

/** Logged models that are not deleted, and whether there are more. @throws AlmanacError `validation_failed` naming `filter` or `orderBy` */
export async function searchLoggedModels(search: LoggedModelSearch): Promise<{ models: LoggedModelRecord[]; more: boolean }> {
  const { experimentIds, limit, offset = 0, datasets = [] } = search;
  const wanted = conditionsOf(search.filter, vocabulary);
  const onDatasets = datasets.length === 0 ? undefined : Prisma.sql`(${Prisma.join(datasets.map(onDataset), ' OR ')})`;
  const conditions = wanted.map((condition) => matches(condition, onDatasets));
  if (onDatasets && !wanted.some(({ kind }) => kind === 'metric')) {
    conditions.push(Prisma.sql`model.id IN (SELECT model_id FROM logged_model_metrics AS figure WHERE ${onDatasets})`);
  }
  const { joins, terms } = orderOf(search.orderBy ?? []);
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT model.id FROM logged_models AS model ${joins}
    WHERE model.experiment_id = ANY(${experimentIds}::int[]) AND model.lifecycle_stage = 'active' AND ${and(conditions)}
    ORDER BY ${Prisma.join(terms)} OFFSET ${offset} LIMIT ${limit + 1}`;
  const ids = rows.slice(0, limit).map(({ id }) => id);
  return { models: await loggedModelRecords(ids), more: rows.length > limit };
}

function onDataset({ name, digest }: { name: string; digest?: string | undefined }): Prisma.Sql {
  const named = Prisma.sql`figure.dataset_name = ${name}`;
  return digest ? Prisma.sql`(${named} AND figure.dataset_digest = ${digest})` : named;
}

function matches(condition: Condition, onDatasets: Prisma.Sql | undefined): Prisma.Sql {
  const { key, operator } = condition;
  switch (condition.kind) {
    case 'number':
      return compareNumber(columns[key] as Prisma.Sql, operator, condition.value);
    case 'metric': {
      const compared = compareNumber(Prisma.sql`figure.value`, operator, condition.value);
      const within = onDatasets ? Prisma.sql`AND ${onDatasets}` : Prisma.empty;
      return Prisma.sql`model.id IN (SELECT model_id FROM logged_model_metrics AS figure WHERE figure.key = ${key} AND ${compared} ${within})`;
    }
    case 'tag':
      return compareText(Prisma.sql`(model.tags ->> ${key}::text)`, operator, condition.value as string);
    case 'parameter':
      return compareText(Prisma.sql`(model.params ->> ${key}::text)`, operator, condition.value as string);
    default: {
      const value = condition.value as string | string[];
      const asKept = (text: string) => (key === 'status' ? text.replace(/^LOGGED_MODEL_/, '') : text);
      return compareText(columns[key] as Prisma.Sql, operator, Array.isArray(value) ? value.map(asKept) : asKept(value));
    }
  }
}

function orderOf(orderBy: LoggedModelOrder[]): { joins: Prisma.Sql; terms: Prisma.Sql[] } {
  const joins: Prisma.Sql[] = [];
  const terms: Prisma.Sql[] = [];
  const seen = new Set<string>();
  for (const [index, { field, ascending, datasetName, datasetDigest }] of orderBy.entries()) {
    const direction = Prisma.raw(ascending ? 'ASC NULLS LAST' : 'DESC NULLS LAST');
    if (!field.includes('.')) {
      const known = { ...texts, ...numbers } as Record<string, string>;
      const key = Object.hasOwn(known, field) ? (known[field] as string) : undefined;
      if (!key) throw badOrder(`Invalid order by field name: ${field}`);
      seen.add(key);
      terms.push(Prisma.sql`${columns[key]} ${direction}`);
      continue;
    }
    if (!field.startsWith('metrics.')) throw badOrder(`Invalid order by field name: ${field}. Only metrics are supported.`);
    if (datasetDigest && !datasetName)
      throw invalid('orderBy', '`dataset_digest` can only be specified if `dataset_name` is also specified.');
    const own = Prisma.raw(`by_${index}`);
    const within = datasetName ? Prisma.sql`AND ${onDataset({ name: datasetName, digest: datasetDigest })}` : Prisma.empty;
    joins.push(Prisma.sql`LEFT JOIN (
      SELECT DISTINCT ON (figure.model_id) figure.model_id, figure.value FROM logged_model_metrics AS figure
      WHERE figure.key = ${field.slice('metrics.'.length)} ${within}
      ORDER BY figure.model_id, figure.timestamp DESC, figure.step DESC, figure.run_id) AS ${own} ON ${own}.model_id = model.id`);
    terms.push(Prisma.sql`${own}.value ${direction}`);
  }
  if (!seen.has('created_at')) terms.push(Prisma.sql`model.created_at DESC`);
  if (!seen.has('id')) terms.push(Prisma.sql`model.id`);
  return { joins: joins.length === 0 ? Prisma.empty : Prisma.join(joins, ' '), terms };
}
