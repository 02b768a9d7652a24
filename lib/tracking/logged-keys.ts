import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import type { LoggedKeys, LoggedValuesQuery } from './schema';

/** Runs whose keys are read one by one; of an experiment with more, the others are asked only for keys that these have not. */
const mostRead = 1000;
/** Latest runs whose values are offered. */
const valuesOf = 2000;

const tables = { params: Prisma.sql`params`, metrics: Prisma.sql`latest_metrics`, tags: Prisma.sql`run_tags` } as const;
type Kind = keyof typeof tables;

/**
 * Keys that the runs of an experiment have logged, in order. Runs mostly log alike: those of the latest are read, then what keys
 * there are at all (a few look-ups into an index), and only for what is left all runs are looked through.
 */
export async function loggedKeys(experimentId: number): Promise<LoggedKeys> {
  const [params, metrics, tags] = await Promise.all([
    keysOf('params', experimentId),
    keysOf('metrics', experimentId),
    keysOf('tags', experimentId),
  ]);
  return { params, metrics, tags };
}

async function keysOf(kind: Kind, experimentId: number): Promise<string[]> {
  const table = tables[kind];
  const [latest] = await db().$queryRaw<[{ keys: string[]; runs: number }]>`
    WITH latest AS MATERIALIZED (SELECT id FROM runs WHERE experiment_id = ${experimentId} ORDER BY lifecycle_stage, start_time DESC LIMIT ${mostRead}::int)
    SELECT (SELECT count(*)::int FROM latest) AS runs,
      coalesce((SELECT array_agg(DISTINCT logged.key) FROM latest JOIN ${table} AS logged ON logged.run_id = latest.id), '{}') AS keys`;
  const found = new Set(latest.keys);
  if (latest.runs >= mostRead) {
    const others = await db().$queryRaw<{ key: string }[]>`
      WITH RECURSIVE every AS (
        (SELECT key FROM ${table} ORDER BY key LIMIT 1)
        UNION ALL SELECT (SELECT next.key FROM ${table} AS next WHERE next.key > every.key ORDER BY next.key LIMIT 1) FROM every WHERE every.key IS NOT NULL)
      SELECT every.key FROM every WHERE every.key IS NOT NULL AND NOT every.key = ANY(${latest.keys}::text[])
        AND EXISTS (SELECT FROM ${table} AS logged JOIN runs AS run ON run.id = logged.run_id WHERE logged.key = every.key AND run.experiment_id = ${experimentId})`;
    for (const { key } of others) found.add(key);
  }
  return [...found].sort();
}

/** Values that the latest runs of an experiment have, the commonest first: what a filter may well be about. */
export async function loggedValues(experimentId: number, { of, q, limit }: LoggedValuesQuery): Promise<string[]> {
  const dot = of.indexOf('.');
  const [entity, key] = [of.slice(0, dot), of.slice(dot + 1)];
  const value = valueToOffer(entity, key);
  const rows = await db().$queryRaw<{ value: string }[]>`
    WITH latest AS MATERIALIZED (
      SELECT id, name, user_id FROM runs WHERE experiment_id = ${experimentId} AND lifecycle_stage = 'active' ORDER BY start_time DESC LIMIT ${valuesOf}::int)
    SELECT told.value FROM latest CROSS JOIN LATERAL (${value}) AS told(value)
    WHERE told.value IS NOT NULL AND told.value <> '' AND length(told.value) <= 200
      ${q ? Prisma.sql`AND told.value ILIKE ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}` : Prisma.empty}
    GROUP BY told.value ORDER BY count(*) DESC, told.value LIMIT ${limit}`;
  return rows.map((row) => row.value);
}

function valueToOffer(entity: string, key: string): Prisma.Sql {
  if (entity === 'attributes') return key === 'run_name' ? Prisma.sql`SELECT latest.name` : Prisma.sql`SELECT latest.user_id`;
  if (entity === 'dataset') {
    const column = key === 'context' ? Prisma.sql`tags ->> 'mlflow.data.context'` : key === 'name' ? Prisma.sql`name` : Prisma.sql`digest`;
    return Prisma.sql`SELECT ${column} FROM run_inputs WHERE run_id = latest.id`;
  }
  return Prisma.sql`SELECT value FROM ${tables[entity as 'params' | 'tags']} WHERE run_id = latest.id AND key = ${key}`;
}
