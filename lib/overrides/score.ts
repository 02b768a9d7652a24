import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import type { OverrideScore, ScoreQuery, ScoreReport } from './schema';
import { type ScoredPoint, scoreFigures, scoreGroups } from './score-figures';

const mostItems = 500;

interface Row extends Omit<ScoredPoint, 'actual'> {
  id: string;
  series: string;
  reason: string;
  author: string;
  createdAt: Date;
  withdrawnAt: Date | null;
  date: string;
  actual: number | null;
}

/**
 * Scores what planners said against what the model said, once the actual value is there: of each series and date the newest
 * override, at the level at which it was told. One that was withdrawn when an actual value was known already counts for it.
 */
export async function scoreOverrides({ dataset, series, author, from, to }: ScoreQuery): Promise<ScoreReport> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT DISTINCT ON (point.series_id, point.date) overrides.id, overrides.series, overrides.reason, overrides.author,
      overrides.created_at AS "createdAt", overrides.withdrawn_at AS "withdrawnAt", point.date::text AS date, point.model, point.value AS override,
      series.history[CASE series.frequency
        WHEN 'day' THEN point.date - series.first_date
        WHEN 'week' THEN (point.date - series.first_date) / 7
        ELSE (extract(year FROM point.date) - extract(year FROM series.first_date)) * 12 + extract(month FROM point.date) - extract(month FROM series.first_date)
      END::int + 1] AS actual
    FROM overrides JOIN override_points AS point ON point.override_id = overrides.id AND point.series_id = overrides.series
    JOIN series ON series.id = point.series_id AND series.frequency = overrides.frequency
    WHERE overrides.dataset = ${dataset} AND (overrides.withdrawn_at IS NULL OR point.date <= overrides.withdrawn_known)
      ${series === undefined ? Prisma.empty : Prisma.sql`AND overrides.series = ${series}`}
      ${from === undefined ? Prisma.empty : Prisma.sql`AND point.date >= ${from}::date`}
      ${to === undefined ? Prisma.empty : Prisma.sql`AND point.date <= ${to}::date`}
    ORDER BY point.series_id, point.date, overrides.created_at DESC, overrides.id DESC`;
  const own = author === undefined ? rows : rows.filter((row) => row.author === author);
  const known = own.flatMap((row) => (row.actual === null ? [] : [{ ...row, actual: row.actual }]));
  return {
    total: scoreFigures(known),
    byAuthor: scoreGroups(known, (row) => row.author).map(([name, figures]) => ({ author: name, ...figures })),
    byReason: scoreGroups(known, ({ reason }) => reason).map(([reason, figures]) => ({ reason, ...figures })),
    items: itemsOf(known),
    pending: own.length - known.length,
  };
}

function itemsOf(points: readonly (Row & { actual: number })[]): OverrideScore[] {
  const byId = new Map<string, (Row & { actual: number })[]>();
  for (const point of points) byId.set(point.id, [...(byId.get(point.id) ?? []), point]);
  return [...byId.values()]
    .sort(([a], [b]) => (b?.createdAt.getTime() ?? 0) - (a?.createdAt.getTime() ?? 0))
    .slice(0, mostItems)
    .map((own) => {
      const { id, series, reason, author, withdrawnAt, createdAt } = own[0] as Row;
      return {
        ...{ id, series, reason, author },
        status: withdrawnAt === null ? 'active' : 'withdrawn',
        createdAt: createdAt.toISOString(),
        ...scoreFigures(own),
        dates: own.map(({ date, actual, model, override }) => ({ date, actual, model, override })),
      };
    });
}
