import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { and } from './filter/compile';
import { conditionsOf } from './filter/vocabulary';
import { runMatches } from './run-conditions';
import { runVocabulary } from './run-vocabulary';
import type { RunCount, RunGroup, RunGroupList, RunGroupQuery, RunSelection } from './schema';
import { runScope, toTime } from './tracked-runs';

/** Every condition of a selection, for whoever looks at all of its runs. @throws AlmanacError `validation_failed` naming `filter` */
function selected(selection: Partial<RunSelection>): Prisma.Sql {
  return and([...runScope(selection), ...conditionsOf(selection.filter, runVocabulary).map(runMatches)]);
}

/** How many runs there are in a selection. @throws AlmanacError `validation_failed` naming `filter` */
export async function countRuns(selection: RunSelection): Promise<RunCount> {
  const [row] = await db().$queryRaw<[RunCount]>`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE run.status = 'RUNNING')::int AS running FROM runs AS run WHERE ${selected(selection)}`;
  return row;
}

type Row = Omit<RunGroup, 'lastStart' | 'metrics'> & { lastStart: bigint; metrics: RunGroup['metrics'] | null; total: number };

/**
 * The runs of a selection put together by a parameter's or a tag's value, the largest group first, with the spread of some metrics
 * over each. @throws AlmanacError `validation_failed` naming `filter`
 */
export async function groupRuns({ by, metrics, limit, ...selection }: RunGroupQuery): Promise<RunGroupList> {
  const dot = by.indexOf('.');
  const table = by.slice(0, dot) === 'params' ? Prisma.sql`params` : Prisma.sql`run_tags`;
  const rows = await db().$queryRaw<Row[]>`
    WITH chosen AS MATERIALIZED (
      SELECT run.id, run.start_time, logged.value FROM runs AS run
      LEFT JOIN ${table} AS logged ON logged.run_id = run.id AND logged.key = ${by.slice(dot + 1)}
      WHERE ${selected(selection)}),
    groups AS (SELECT value, count(*)::int AS runs, max(start_time) AS last, count(*) OVER ()::int AS total FROM chosen GROUP BY value
      ORDER BY value IS NULL, count(*) DESC, value LIMIT ${limit}),
    spread AS (
      SELECT chosen.value, latest.key, avg(latest.value) AS mean, min(latest.value) AS least, max(latest.value) AS greatest
      FROM chosen JOIN latest_metrics AS latest ON latest.run_id = chosen.id AND latest.key = ANY(${metrics}::text[]) AND NOT latest.is_nan
      GROUP BY chosen.value, latest.key)
    SELECT groups.value, groups.runs, groups.last AS "lastStart", groups.total,
      (SELECT runs.name FROM runs WHERE runs.id = groups.value::bpchar AND length(groups.value) = 32) AS name,
      (SELECT json_object_agg(spread.key, json_build_object('mean', spread.mean, 'least', spread.least, 'greatest', spread.greatest))
        FROM spread WHERE spread.value IS NOT DISTINCT FROM groups.value) AS metrics
    FROM groups ORDER BY groups.value IS NULL, groups.runs DESC, groups.value`;
  return {
    items: rows.map(({ total: _, lastStart, metrics: spread, ...row }) => ({
      ...row,
      lastStart: toTime(lastStart),
      metrics: spread ?? {},
    })),
    total: rows[0]?.total ?? 0,
  };
}
