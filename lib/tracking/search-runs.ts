import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { and, compareNumber, compareText } from './filter/compile';
import { badOrder } from './filter/error';
import { type Condition, conditionsOf, orderingOf, type Vocabulary } from './filter/vocabulary';
import { pageOf, readPageToken } from './page-token';
import { type RunRecord, runRecords } from './run-records';

export type LifecycleView = 'active' | 'deleted' | 'all';

export interface RunSearch {
  experimentIds: number[];
  /** `metrics.rmse < 100 and params.model = 'lightgbm'`; see `parseFilter`. */
  filter?: string;
  /** `metrics.rmse DESC`, the first first; then the latest start, then the id. */
  orderBy?: string[];
  view?: LifecycleView;
  limit: number;
  pageToken?: string;
}

const texts = {
  run_id: 'run_id',
  run_name: 'run_name',
  'run name': 'run_name',
  'Run name': 'run_name',
  'Run Name': 'run_name',
  user_id: 'user_id',
  status: 'status',
  artifact_uri: 'artifact_uri',
};

/** What runs can be searched by. */
export const runVocabulary: Vocabulary = {
  entities: {
    metric: 'metric',
    metrics: 'metric',
    parameter: 'parameter',
    parameters: 'parameter',
    param: 'parameter',
    params: 'parameter',
    tag: 'tag',
    tags: 'tag',
    attribute: 'attribute',
    attributes: 'attribute',
    attr: 'attribute',
    run: 'attribute',
    dataset: 'dataset',
    datasets: 'dataset',
  },
  entityHelp: "Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
  texts,
  numbers: { start_time: 'start_time', end_time: 'end_time', created: 'start_time', Created: 'start_time' },
  lists: Object.values(texts),
  presence: ['tag', 'parameter'],
};

/** Attributes of the table `run`. */
export const runColumns: Record<string, Prisma.Sql> = {
  run_id: Prisma.sql`run.id::text`,
  run_name: Prisma.sql`run.name`,
  user_id: Prisma.sql`run.user_id`,
  status: Prisma.sql`run.status::text`,
  artifact_uri: Prisma.sql`run.artifact_uri`,
  start_time: Prisma.sql`run.start_time`,
  end_time: Prisma.sql`run.end_time`,
};

/**
 * Runs of some experiments that a filter matches, a page at a time, with all that they logged.
 * First the ids of the page are found, over indexes of what is filtered and sorted by; then what the page's runs logged is read.
 * @throws AlmanacError `validation_failed` naming `filter`, `orderBy` or `pageToken`
 */
export async function searchRuns(search: RunSearch): Promise<{ runs: RunRecord[]; nextToken: string | undefined }> {
  const { experimentIds, view = 'active', limit } = search;
  const conditions = runConditions(search.filter);
  const { joins, terms } = orderOf(search.orderBy ?? []);
  const offset = readPageToken(search.pageToken);
  // One experiment, the commonest case, is read in the order of its index.
  const [only, ...others] = experimentIds;
  if (only === undefined) return { runs: [], nextToken: undefined };
  const among =
    others.length === 0 ? Prisma.sql`run.experiment_id = ${only}` : Prisma.sql`run.experiment_id = ANY(${experimentIds}::int[])`;
  if (view !== 'all') conditions.unshift(Prisma.sql`run.lifecycle_stage = ${view}::lifecycle_stage`);
  const ids = await db().$queryRaw<{ id: string }[]>`
    SELECT run.id FROM runs AS run ${joins}
    WHERE ${and([among, ...conditions])}
    ORDER BY ${Prisma.join(terms)} OFFSET ${offset} LIMIT ${limit + 1}`;
  const { rows, nextToken } = pageOf(ids, offset, limit);
  return { runs: await runRecords(rows.map(({ id }) => id)), nextToken };
}

/** What a filter says of the table `run`. @throws AlmanacError `validation_failed` naming `filter` */
export function runConditions(filter: string | undefined): Prisma.Sql[] {
  return conditionsOf(filter, runVocabulary).map(runMatches);
}

/** Whether the table `run` meets a condition. */
export function runMatches(condition: Condition): Prisma.Sql {
  const { key } = condition;
  switch (condition.kind) {
    case 'text':
      return textMatches(key, condition);
    case 'number':
      return compareNumber(runColumns[key] as Prisma.Sql, condition.operator, condition.value);
    case 'metric': {
      const { operator, value } = condition;
      const compared = compareNumber(Prisma.sql`value`, operator, value);
      // NaN is kept as 0 and differs from everything.
      const sound = operator === '!=' ? Prisma.sql`(${compared} OR is_nan)` : Prisma.sql`${compared} AND NOT is_nan`;
      return Prisma.sql`run.id IN (SELECT run_id FROM latest_metrics WHERE key = ${key} AND ${sound})`;
    }
    case 'tag':
      return loggedMatches(Prisma.sql`run_tags`, condition);
    case 'parameter':
      return loggedMatches(Prisma.sql`params`, condition);
    case 'dataset': {
      const column =
        key === 'context' ? Prisma.sql`tags ->> 'mlflow.data.context'` : key === 'name' ? Prisma.sql`name` : Prisma.sql`digest`;
      const compared = compareText(Prisma.sql`(${column})`, condition.operator, condition.value as string | string[]);
      return Prisma.sql`run.id IN (SELECT run_id FROM run_inputs WHERE ${compared})`;
    }
  }
}

function textMatches(key: string, { operator, value }: Pick<Condition & { kind: 'text' }, 'operator' | 'value'>): Prisma.Sql {
  const given = value as string | string[];
  // Ids are found by their index where they are named whole.
  if (key === 'run_id' && (operator === '=' || operator === 'IN')) {
    const ids = [given].flat().filter((id) => /^[0-9a-f]{32}$/.test(id));
    return Prisma.sql`run.id = ANY(${ids}::bpchar[])`;
  }
  return compareText(runColumns[key] as Prisma.Sql, operator, given);
}

function loggedMatches(
  table: Prisma.Sql,
  { key, operator, value }: Condition & { kind: 'tag' | 'parameter' | 'dataset' | 'text' },
): Prisma.Sql {
  const having = Prisma.sql`run.id IN (SELECT run_id FROM ${table} WHERE key = ${key}`;
  if (operator === 'IS NOT NULL') return Prisma.sql`${having})`;
  if (operator === 'IS NULL') return Prisma.sql`NOT EXISTS (SELECT FROM ${table} AS own WHERE own.run_id = run.id AND own.key = ${key})`;
  return Prisma.sql`${having} AND ${compareText(Prisma.sql`value`, operator, value as string | string[])})`;
}

function orderOf(orderBy: string[]): { joins: Prisma.Sql; terms: Prisma.Sql[] } {
  const joins: Prisma.Sql[] = [];
  const terms: Prisma.Sql[] = [];
  const seen = new Set<string>();
  for (const [index, text] of orderBy.entries()) {
    const { kind, key, ascending } = orderingOf(text, runVocabulary);
    if (seen.has(`${kind} ${key}`))
      throw badOrder(`\`order_by\` contains duplicate fields: [${orderBy.map((one) => `'${one}'`).join(', ')}]`);
    seen.add(`${kind} ${key}`);
    const direction = ascending ? Prisma.raw('ASC') : Prisma.raw('DESC');
    if (kind === 'text' || kind === 'number') {
      terms.push(Prisma.sql`${runColumns[key]} ${direction} NULLS LAST`);
      continue;
    }
    if (kind === 'dataset') throw badOrder("Invalid identifier type 'dataset'");
    const own = Prisma.raw(`by_${index}`);
    const table = kind === 'metric' ? Prisma.sql`latest_metrics` : kind === 'tag' ? Prisma.sql`run_tags` : Prisma.sql`params`;
    joins.push(Prisma.sql`LEFT JOIN ${table} AS ${own} ON ${own}.run_id = run.id AND ${own}.key = ${key}`);
    // What a run has not logged comes last, and NaN before that, whatever the direction.
    if (kind === 'metric') terms.push(Prisma.sql`CASE WHEN ${own}.value IS NULL THEN 2 WHEN ${own}.is_nan THEN 1 ELSE 0 END`);
    terms.push(Prisma.sql`${own}.value ${direction} NULLS LAST`);
  }
  if (!seen.has('number start_time')) terms.push(Prisma.sql`run.start_time DESC`);
  terms.push(Prisma.sql`run.id`);
  return { joins: joins.length === 0 ? Prisma.empty : Prisma.join(joins, ' '), terms };
}
