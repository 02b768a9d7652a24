import { Prisma, RunStatus } from '@/generated/prisma/client';
import { compareNumber, compareText } from './filter/compile';
import { type Condition, conditionsOf } from './filter/vocabulary';
import { runVocabulary } from './run-vocabulary';

/** Attributes of the table `run`. */
export const runColumns: Record<string, Prisma.Sql> = {
  run_id: Prisma.sql`run.id::text`,
  run_name: Prisma.sql`run.name`,
  user_id: Prisma.sql`run.user_id`,
  status: Prisma.sql`run.status::text`,
  artifact_uri: Prisma.sql`run.artifact_uri`,
  start_time: Prisma.sql`run.start_time`,
  end_time: Prisma.sql`run.end_time`,
  duration: Prisma.sql`(run.end_time::numeric - run.start_time)`,
};

/** What a filter says of the table `run`. @throws AlmanacError `validation_failed` naming `filter` */
export function runConditions(filter: string | undefined): Prisma.Sql[] {
  return conditionsOf(filter, runVocabulary).map(runMatches);
}

/** Whether the table `run` meets a condition, as a set that its id is of: for whoever looks at all runs. */
export function runMatches(condition: Condition): Prisma.Sql {
  const { key } = condition;
  switch (condition.kind) {
    case 'text':
      return textMatches(key, condition);
    case 'number':
      return compareNumber(runColumns[key] as Prisma.Sql, condition.operator, condition.value);
    case 'metric':
      return Prisma.sql`run.id IN (SELECT run_id FROM latest_metrics WHERE key = ${key} AND ${metricMeets(condition)})`;
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

/** As `runMatches`, by looking up what the run of an id logged: for whoever looks at some runs in order. */
export function runProbe(condition: Condition, id: Prisma.Sql): Prisma.Sql {
  const { key } = condition;
  const own = (table: Prisma.Sql, compared: Prisma.Sql) =>
    // A value rather than EXISTS, which would be turned into a set again.
    Prisma.sql`(SELECT ${compared} FROM ${table} AS own WHERE own.run_id = ${id} AND own.key = ${key})`;
  if (condition.kind === 'metric') return own(Prisma.sql`latest_metrics`, metricMeets(condition));
  if (condition.kind !== 'tag' && condition.kind !== 'parameter') return runMatches(condition);
  const table = condition.kind === 'tag' ? Prisma.sql`run_tags` : Prisma.sql`params`;
  const { operator, value } = condition;
  if (operator === 'IS NOT NULL') return own(table, Prisma.sql`true`);
  if (operator === 'IS NULL') return Prisma.sql`${own(table, Prisma.sql`true`)} IS NULL`;
  return own(table, compareText(Prisma.sql`value`, operator, value as string | string[]));
}

/** Whether a row of `latest_metrics` meets a condition. NaN is kept as 0 and differs from everything. */
function metricMeets({ operator, value }: Condition & { kind: 'metric' }): Prisma.Sql {
  const compared = compareNumber(Prisma.sql`value`, operator, value);
  return operator === '!=' ? Prisma.sql`(${compared} OR is_nan)` : Prisma.sql`${compared} AND NOT is_nan`;
}

const statuses: readonly string[] = Object.values(RunStatus);

function textMatches(key: string, { operator, value }: Pick<Condition & { kind: 'text' }, 'operator' | 'value'>): Prisma.Sql {
  const given = value as string | string[];
  // Ids are found by their index where they are named whole.
  if (key === 'run_id' && (operator === '=' || operator === 'IN')) {
    const ids = [given].flat().filter((id) => /^[0-9a-f]{32}$/.test(id));
    return Prisma.sql`run.id = ANY(${ids}::bpchar[])`;
  }
  // Compared as what it is, its statistics are of use; no run has a status that there is none of.
  if (key === 'status' && (operator === '=' || operator === 'IN' || operator === '!=' || operator === 'NOT IN')) {
    const among = Prisma.sql`run.status = ANY(${[given].flat().filter((status) => statuses.includes(status))}::run_status[])`;
    return operator === '=' || operator === 'IN' ? among : Prisma.sql`NOT (${among})`;
  }
  return compareText(runColumns[key] as Prisma.Sql, operator, given);
}

/** What the indexes of parameters and tags have of each value; written out, since an index is not found by a parameter. */
const indexedCharacters = Prisma.raw('100');

function loggedMatches(
  table: Prisma.Sql,
  { key, operator, value }: Condition & { kind: 'tag' | 'parameter' | 'dataset' | 'text' },
): Prisma.Sql {
  const having = Prisma.sql`run.id IN (SELECT run_id FROM ${table} WHERE key = ${key}`;
  if (operator === 'IS NOT NULL') return Prisma.sql`${having})`;
  if (operator === 'IS NULL') return Prisma.sql`NOT EXISTS (SELECT FROM ${table} AS own WHERE own.run_id = run.id AND own.key = ${key})`;
  if (operator !== '=') return Prisma.sql`${having} AND ${compareText(Prisma.sql`value`, operator, value as string | string[])})`;
  const given = value as string;
  const begins = Prisma.sql`left(value, ${indexedCharacters}) = left(${given}::text, ${indexedCharacters})`;
  // What is shorter than the beginning that is indexed is that beginning, and need not be compared again.
  return given.length < 100 ? Prisma.sql`${having} AND ${begins})` : Prisma.sql`${having} AND ${begins} AND value = ${given}::text)`;
}
