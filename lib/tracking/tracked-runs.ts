import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { conditionsOf } from './filter/vocabulary';
import { findRuns } from './find-runs';
import { runOrder } from './run-order';
import { runVocabulary } from './run-vocabulary';
import { isRunId } from './runs';
import type { RunSelection, TrackedRun, TrackedRunList, TrackedRunQuery } from './schema';

/** A run with its parameters, tags and latest metrics. @throws AlmanacError `not_found` naming `id` */
export async function getTrackedRun(id: string): Promise<TrackedRun> {
  const [run] = await getTrackedRuns([id]);
  if (!run) throw notFound(`There is no run ${id}.`, 'id');
  return run;
}

/** Runs by id, in the order of the ids; one that is not there is left out. */
export async function getTrackedRuns(ids: string[]): Promise<TrackedRun[]> {
  return runsById(ids.filter(isRunId));
}

/** What the lists of runs need not say. */
type RunListQuery = Pick<TrackedRunQuery, 'limit'> & Partial<TrackedRunQuery>;

/**
 * Runs that a filter matches, sorted and told as asked, a page at a time: first the page is found, over indexes of what is filtered
 * and sorted by, then what its runs logged is read.
 * @throws AlmanacError `validation_failed` naming `filter`, `orderBy` or `cursor`
 */
export async function listRuns(query: RunListQuery): Promise<TrackedRunList> {
  const { limit, cursor } = query;
  const order = runOrder(query.orderBy ?? []);
  const scope = runScope(query);
  const found = await findRuns({ scope, conditions: conditionsOf(query.filter, runVocabulary), order, cursor, limit });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const items = await runsById(
    page.map(({ id }) => id),
    query.columns,
  );
  return { items, nextCursor: found.length > limit && last ? order.cursorOf(last.position) : null };
}

/** What a selection says of the table `run` alone. */
export function runScope({ pipelineRun, experiment, view = 'active' }: Partial<RunSelection>): Prisma.Sql[] {
  return [
    ...(view === 'all' ? [] : [Prisma.sql`run.lifecycle_stage = ${view}::lifecycle_stage`]),
    ...(pipelineRun ? [Prisma.sql`run.pipeline_run_id = ${pipelineRun}::uuid`] : []),
    ...(experiment ? [Prisma.sql`run.experiment_id = ${Number(experiment)}`] : []),
  ];
}

/** Runs in the order of their ids, told by the columns asked for. */
async function runsById(ids: string[], columns?: string[]): Promise<TrackedRun[]> {
  if (ids.length === 0) return [];
  const rows = await db().$queryRaw<Row[]>`
    SELECT ${told(columns)} FROM unnest(${ids}::bpchar[]) WITH ORDINALITY AS wanted(id, place)
    CROSS JOIN LATERAL (SELECT * FROM runs WHERE runs.id = wanted.id OFFSET 0) AS run ORDER BY wanted.place`;
  return rows.map(toTrackedRun);
}

type Row = Omit<TrackedRun, 'startedAt' | 'finishedAt'> & { startTime: bigint; endTime: bigint | null };

/** Columns of a run, and of what it logged those that are asked for. Lists come as JSON, which is read faster than rows are. */
function told(columns: string[] | undefined): Prisma.Sql {
  const wanted = (kind: string) => {
    const keys = columns?.filter((column) => column.startsWith(`${kind}.`)).map((column) => column.slice(kind.length + 1));
    return keys === undefined || keys.includes('*') ? Prisma.empty : Prisma.sql`AND key = ANY(${keys}::text[])`;
  };
  return Prisma.sql`
    run.id, run.experiment_id::text AS "experimentId", run.name, run.status::text AS status, run.start_time AS "startTime", run.end_time AS "endTime",
    run.pipeline_run_id::text AS "pipelineRunId", run.lifecycle_stage::text AS "lifecycleStage", run.artifact_uri AS "artifactUri",
    (SELECT value FROM run_tags WHERE run_id = run.id AND key = 'mlflow.parentRunId') AS "parentRunId",
    coalesce((SELECT json_object_agg(key, value ORDER BY key) FROM params WHERE run_id = run.id ${wanted('params')}), '{}') AS params,
    coalesce((SELECT json_object_agg(key, value ORDER BY key) FROM run_tags WHERE run_id = run.id ${wanted('tags')}), '{}') AS tags,
    coalesce((SELECT json_object_agg(key, CASE WHEN is_nan THEN NULL ELSE value END ORDER BY key)
      FROM latest_metrics WHERE run_id = run.id ${wanted('metrics')}), '{}') AS metrics ${Prisma.join(named(columns ?? []), '')}`;
}

/** What is told only where it is named, since few ask for it. */
function named(columns: string[]): Prisma.Sql[] {
  const told: Prisma.Sql[] = [Prisma.empty];
  if (columns.includes('datasets')) {
    told.push(Prisma.sql`, coalesce((SELECT json_agg(json_build_object('name', name, 'digest', digest) ORDER BY name, digest)
      FROM run_inputs WHERE run_id = run.id), '[]') AS datasets`);
  }
  if (columns.includes('models')) {
    told.push(Prisma.sql`, coalesce((SELECT json_agg(json_build_object('name', made.name, 'version', made.version) ORDER BY made.version IS NULL, made.name, made.version)
      FROM (SELECT name, version FROM model_versions WHERE run_id = run.id
        UNION ALL SELECT name, NULL FROM logged_models WHERE run_id = run.id AND lifecycle_stage = 'active') AS made), '[]') AS models`);
  }
  if (columns.includes('children')) {
    told.push(Prisma.sql`, (SELECT count(*)::int FROM run_tags AS child JOIN runs AS own ON own.id = child.run_id AND own.lifecycle_stage = run.lifecycle_stage
      WHERE child.key = 'mlflow.parentRunId' AND left(child.value, 100) = run.id::text) AS children`);
  }
  return told;
}

function toTrackedRun(row: Row): TrackedRun {
  const { id, experimentId, name, status, pipelineRunId, parentRunId, lifecycleStage, artifactUri, params, tags, metrics } = row;
  const { datasets, models, children } = row;
  return {
    ...{ id, experimentId, name, status },
    startedAt: toTime(row.startTime),
    finishedAt: row.endTime === null ? null : toTime(row.endTime),
    ...{ pipelineRunId, parentRunId, lifecycleStage, artifactUri, params, tags, metrics },
    ...(datasets && { datasets }),
    ...(models && { models }),
    ...(children !== undefined && { children }),
  };
}

/** Clients may send any 64 bits for a time; what no calendar has is told as the last or first day that one has. */
export function toTime(milliseconds: bigint): string {
  const [least, most] = [-62_135_596_800_000, 253_402_300_799_999];
  return new Date(Math.min(most, Math.max(least, Number(milliseconds)))).toISOString();
}
