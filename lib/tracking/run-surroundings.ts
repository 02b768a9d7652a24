import { db } from '@/lib/db';
import { notFound } from '@/lib/errors';
import { isRunId } from './runs';
import { toTime } from './tracked-runs';

/** Runs below a run that are told of; tuning may leave hundreds. */
const mostChildren = 200;

export interface RelatedRun {
  id: string;
  name: string;
  status: 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';
  startedAt: string;
  finishedAt: string | null;
  /** Its errors at the backtest origins, in the target's units and in percent; null where it logged none. */
  backtestRmse: number | null;
  backtestWape: number | null;
}

/** What stands around a run: who made it, where it belongs, what it read, and the models it logged. */
export interface RunSurroundings {
  userId: string;
  experiment: { id: string; name: string };
  parent: { id: string; name: string } | null;
  /** Active runs below it, in order of name. */
  children: RelatedRun[];
  /** How many there are, of which `children` are the first. */
  childCount: number;
  inputs: {
    name: string;
    digest: string;
    sourceType: string;
    source: string;
    profile: Record<string, unknown> | null;
    context: string | null;
  }[];
  models: { id: string; name: string; modelType: string; artifactUri: string }[];
}

/** @throws AlmanacError `not_found` naming `id` */
export async function runSurroundings(id: string): Promise<RunSurroundings> {
  if (!isRunId(id)) throw notFound(`There is no run ${id}.`, 'id');
  const below = { lifecycleStage: 'active' as const, tags: { some: { key: 'mlflow.parentRunId', value: id } } };
  const [run, children, childCount] = await Promise.all([
    db().run.findUnique({
      where: { id },
      select: {
        userId: true,
        experiment: { select: { id: true, name: true } },
        tags: { where: { key: { in: ['mlflow.parentRunId', 'mlflow.user'] } } },
        inputs: { orderBy: [{ name: 'asc' }, { digest: 'asc' }] },
        loggedModels: { orderBy: { name: 'asc' }, select: { id: true, name: true, modelType: true, artifactUri: true } },
      },
    }),
    db().run.findMany({
      where: below,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: mostChildren,
      include: { latestMetrics: { where: { key: { in: ['backtest_rmse', 'backtest_wape'] } } } },
    }),
    db().run.count({ where: below }),
  ]);
  if (!run) throw notFound(`There is no run ${id}.`, 'id');
  const tag = (key: string) => run.tags.find((one) => one.key === key)?.value;
  const parentId = tag('mlflow.parentRunId');
  const parent =
    parentId && isRunId(parentId) ? await db().run.findUnique({ where: { id: parentId }, select: { id: true, name: true } }) : null;
  return {
    userId: run.userId || (tag('mlflow.user') ?? ''),
    experiment: { id: String(run.experiment.id), name: run.experiment.name },
    parent,
    children: children.map(({ id: own, name, status, startTime, endTime, latestMetrics }) => {
      const latest = (key: string) => latestMetrics.find((one) => one.key === key && !one.isNan)?.value ?? null;
      return {
        ...{ id: own, name, status },
        startedAt: toTime(startTime),
        finishedAt: endTime === null ? null : toTime(endTime),
        backtestRmse: latest('backtest_rmse'),
        backtestWape: latest('backtest_wape'),
      };
    }),
    childCount,
    inputs: run.inputs.map(({ name, digest, sourceType, source, profile, tags }) => ({
      ...{ name, digest, sourceType, source },
      profile: asObject(profile),
      context: (tags as Record<string, string>)['mlflow.data.context'] ?? null,
    })),
    models: run.loggedModels,
  };
}

/** A client's text as an object; null where it is none. */
function asObject(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    // Profiles are whatever clients send; one that is no JSON says nothing that a page could lay out.
    return null;
  }
}
