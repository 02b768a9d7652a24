import { db } from '@/lib/db';
import type { ForecastPoint, ForecastSummary } from '@/lib/forecasts/schema';
import { getForecasts } from '@/lib/forecasts/service';
import type { FinalPlan, PlanPoint, PlanQuery } from './schema';

/** An override in force of one modelled series on one date. */
interface InForce {
  series: string;
  keys: Record<string, string>;
  date: string;
  /** What the override adds to the model's present number. */
  added: number;
  id: string;
  reason: string;
  author: string;
  createdAt: Date;
}

/**
 * The final plan: the model's number, the planner's where there is one, and which of them holds. The newest override of a series
 * and date holds; what it adds to the modelled series goes into every sum above, so that sums agree.
 * @throws AlmanacError as `getForecasts` does
 */
export async function finalPlan(query: PlanQuery): Promise<FinalPlan> {
  const { forecast, items, nextCursor } = await getForecasts(query);
  return { forecast, items: await withOverrides(forecast, items), nextCursor };
}

/** The overridden periods of one series' newest forecast. @param series its id @throws AlmanacError as `getForecasts` does */
export async function overridesOf({ dataset, series }: { dataset: string; series: string }): Promise<PlanPoint[]> {
  const { items } = await finalPlan({ dataset, series, limit: 1000 });
  return items.filter(({ override }) => override !== null);
}

async function withOverrides(forecast: ForecastSummary, items: readonly ForecastPoint[]): Promise<PlanPoint[]> {
  const dates = items.map(({ date }) => date);
  const inForce = items.length === 0 ? [] : await readInForce(forecast, dates.reduce(min), dates.reduce(max));
  const keysOf =
    inForce.length === 0 ? new Map<string, Record<string, string>>() : await seriesKeys([...new Set(items.map(({ series }) => series))]);
  const byDate = new Map<string, InForce[]>();
  for (const one of inForce) byDate.set(one.date, [...(byDate.get(one.date) ?? []), one]);
  return items.map(({ series, date, step, mean }) => {
    const keys = keysOf.get(series);
    const own = (byDate.get(date) ?? []).filter(
      (one) => one.series === series || (keys && Object.entries(keys).every(([key, value]) => one.keys[key] === value)),
    );
    if (own.length === 0) return { series, date, step, model: mean, override: null, final: mean };
    const value = own.reduce((sum, { added }) => sum + added, mean);
    const newest = [...own].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
    const unique = (of: (one: InForce) => string) => [...new Set(newest.map(of))];
    const override = {
      value,
      ids: unique(({ id }) => id),
      reasons: unique(({ reason }) => reason),
      authors: unique(({ author }) => author),
    };
    return { series, date, step, model: mean, override, final: value };
  });
}

const min = (a: string, b: string) => (a < b ? a : b);
const max = (a: string, b: string) => (a > b ? a : b);

/** The newest active override of each modelled series and date that the forecast has. A percentage is of the forecast's own number. */
async function readInForce({ id, dataset }: ForecastSummary, from: string, to: string): Promise<InForce[]> {
  return db().$queryRaw<InForce[]>`
    SELECT DISTINCT ON (point.series_id, point.date) point.series_id AS series, series.keys, point.date::text AS date,
      CASE WHEN point.change IS NULL THEN point.value - model.mean ELSE model.mean * point.change END AS added,
      overrides.id, overrides.reason, overrides.author, overrides.created_at AS "createdAt"
    FROM overrides JOIN override_points AS point ON point.override_id = overrides.id
    JOIN series ON series.id = point.series_id
    JOIN forecast_points AS model ON model.forecast_id = ${id}::uuid AND model.series_id = point.series_id AND model.date = point.date
    WHERE overrides.dataset = ${dataset} AND overrides.withdrawn_at IS NULL AND overrides.last_date >= ${from}::date AND overrides.first_date <= ${to}::date
      AND point.part AND point.date BETWEEN ${from}::date AND ${to}::date
    ORDER BY point.series_id, point.date, overrides.created_at DESC, overrides.id DESC`;
}

async function seriesKeys(ids: string[]): Promise<Map<string, Record<string, string>>> {
  const rows = await db().series.findMany({ where: { id: { in: ids } }, select: { id: true, keys: true } });
  return new Map(rows.map(({ id, keys }) => [id, keys as Record<string, string>]));
}
