import { db } from '@/lib/db';
import type { PipelineRun } from '@/lib/pipeline-runs/schema';
import { listPipelineRuns } from '@/lib/pipeline-runs/service';

/** Something that happened to a dataset's forecasts. */
export type Activity =
  | { kind: 'run'; at: string; run: PipelineRun }
  | {
      kind: 'promotion';
      at: string;
      name: string;
      alias: string;
      fromVersion: number | null;
      toVersion: number | null;
      reason: string;
      actor: string;
    };

/** Runs and promotions of a dataset's forecasters, the latest first. Members move with their forecaster and are left out. */
export async function recentActivity(dataset: string, limit: number): Promise<Activity[]> {
  const [runs, published] = await Promise.all([
    listPipelineRuns({ dataset, limit }),
    db().forecast.findMany({ where: { dataset, publishedAt: { not: null } }, distinct: ['modelName'], select: { modelName: true } }),
  ]);
  const promotions = await db().modelPromotion.findMany({
    where: { name: { in: published.map(({ modelName }) => modelName) } },
    orderBy: { createdAt: 'desc' },
    take: limit,
  });
  const all: Activity[] = [
    ...runs.items.map((run): Activity => ({ kind: 'run', at: run.finishedAt ?? run.startedAt ?? run.createdAt, run })),
    ...promotions.map(
      ({ createdAt, name, alias, fromVersion, toVersion, reason, actor }): Activity => ({
        ...{ kind: 'promotion', at: createdAt.toISOString(), name, alias, fromVersion, toVersion, reason, actor },
      }),
    ),
  ];
  return all.sort((one, other) => other.at.localeCompare(one.at)).slice(0, limit);
}
