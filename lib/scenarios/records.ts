import type { Prisma, Scenario as ScenarioRow } from '@/generated/prisma/client';
import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import type { ForecastWarning } from '@/lib/serving/order';
import type { Published } from '@/lib/serving/published';
import type { FutureRow } from '@/lib/serving/schema';
import { type Computed, totalsOf } from './compute';
import type { Scenario, ScenarioPoint, ScenarioSummary } from './schema';

/** Points as they are stored: a column each. */
interface Columns {
  dates: string[];
  planned: number[];
  mean: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
}

const names = ['planned', 'mean', 'lower80', 'upper80', 'lower95', 'upper95'] as const;

/** What is stored of a computed scenario. */
export function toColumns({ published, preview }: Computed) {
  const { ref, summary } = published;
  const columns = Object.fromEntries(names.map((name) => [name, preview.points.map((point) => point[name])]));
  return {
    level: preview.level,
    series: preview.series,
    future: preview.future as Prisma.InputJsonValue,
    warnings: preview.warnings as unknown as Prisma.InputJsonValue,
    points: { dates: preview.points.map(({ date }) => date), ...columns } as Prisma.InputJsonValue,
    forecastId: ref.id,
    forecastPublishedAt: new Date(ref.publishedAt),
    origin: new Date(summary.origin),
    frequency: summary.frequency,
    modelName: summary.modelName,
    modelVersion: summary.modelVersion,
    datasetVersion: summary.datasetVersion,
    computedAt: new Date(),
  };
}

/** @param current the newest published forecast of its level; undefined where there is none any more */
export function toSummary(row: ScenarioRow, current: Published | undefined): ScenarioSummary {
  const points = pointsOf(row);
  const { id, dataset, level, series, name, note, author, forecastId, frequency, modelName, modelVersion, datasetVersion } = row;
  const day = (value: Date) => value.toISOString().slice(0, 10);
  const reasons = staleReasons(row, current);
  return {
    ...{ id, dataset, level, series, name, note, author, forecastId, frequency, modelName, modelVersion, datasetVersion },
    origin: day(row.origin),
    firstDate: points[0]?.date ?? day(row.origin),
    lastDate: points.at(-1)?.date ?? day(row.origin),
    totals: totalsOf(points),
    editCount: (row.edits as unknown[]).length,
    stale: reasons.length > 0,
    staleReasons: reasons,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    computedAt: row.computedAt.toISOString(),
  };
}

export function toScenario(row: ScenarioRow, current: Published | undefined): Scenario {
  const { editCount: _, ...summary } = toSummary(row, current);
  return {
    ...summary,
    edits: row.edits as unknown as PlanEdit[],
    future: row.future as unknown as FutureRow[],
    warnings: row.warnings as unknown as ForecastWarning[],
    points: pointsOf(row),
  };
}

function pointsOf({ points }: ScenarioRow): ScenarioPoint[] {
  const columns = points as unknown as Columns;
  return columns.dates.map((date, k) => ({
    date,
    step: k + 1,
    ...(Object.fromEntries(names.map((name) => [name, columns[name][k]])) as Record<(typeof names)[number], number>),
  }));
}

function staleReasons({ forecastId, forecastPublishedAt }: ScenarioRow, current: Published | undefined): string[] {
  if (!current) return ['its level is in no published forecast any more'];
  const { ref, summary, freshness } = current;
  const isSame = ref.id === forecastId && ref.publishedAt === forecastPublishedAt.toISOString();
  if (isSame) return freshness.staleReasons;
  const model = summary.modelVersion === null ? '' : `, made by version ${summary.modelVersion} of ${summary.modelName}`;
  return [`a newer forecast was published, from data to ${summary.origin}${model}`];
}
