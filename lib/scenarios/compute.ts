import type { PlanEdit } from '@/lib/data/plan/plan-edit';
import { AlmanacError } from '@/lib/errors';
import { getForecasts } from '@/lib/forecasts/service';
import { levelsOf } from '@/lib/serving/on-demand';
import type { ForecastWarning, Override } from '@/lib/serving/order';
import { predictor } from '@/lib/serving/process';
import { type Published, publishedFor } from '@/lib/serving/published';
import type { FutureRow } from '@/lib/serving/schema';
import { futureOf } from './future';
import { plannedOf, planOf } from './planned';
import type { PreviewRequest, ScenarioPoint, ScenarioPreview, Totals } from './schema';

/** More than any horizon has. */
const allPoints = 1000;

export interface Computed {
  published: Published;
  preview: ScenarioPreview;
}

/**
 * The forecast of a series with edits, by the model behind the newest published forecast.
 * @param keepOver take edits that are over for no mistake
 * @throws AlmanacError as forecasts on demand do, with paths below `edits` and `series`
 */
export async function computeScenario(
  request: PreviewRequest,
  { signal, keepOver = false }: { signal?: AbortSignal; keepOver?: boolean } = {},
): Promise<Computed> {
  const { dataset, edits } = request;
  const published = await publishedFor(dataset, levelsOf({ ...request, series: [request.series] }));
  const { ref, summary, freshness } = published;
  const facts = await plannedOf(ref, request.series, request.level ?? ref.level);
  const { id, level } = facts.series;
  const { rows, warnings } = futureOf(facts, edits.some(isOfTables) ? await planOf(ref) : undefined, edits, keepOver);
  const [planned, changed] = await Promise.all([
    getForecasts({ dataset, level, series: id, origin: summary.origin, limit: allPoints }),
    rows.length === 0
      ? undefined
      : predictor().ask(
          { forecast: ref, level, series: [{ path: 'series', series: id }], horizon: ref.horizon, future: rows, explain: false },
          { signal },
        ),
  ]);
  if (planned.forecast.id !== ref.id)
    throw new AlmanacError('unavailable', 'A newer forecast was published this very moment. Try again.', [], { retryAfter: 1 });
  const points = planned.items.map(({ date, step, mean, lower80, upper80, lower95, upper95 }): ScenarioPoint => {
    const as = { date, step, planned: mean };
    if (!changed) return { ...as, mean, lower80, upper80, lower95, upper95 };
    const of = (values: Float64Array) => values[step - 1] as number;
    const [low80, , low95] = changed.lower;
    const [high80, , high95] = changed.upper;
    return { ...as, mean: of(changed.mean), lower80: of(low80), upper80: of(high80), lower95: of(low95), upper95: of(high95) };
  });
  const idle: ForecastWarning[] =
    edits.length > 0 && rows.length === 0 && warnings.length === 0
      ? [{ covariate: 'plan', message: 'all is as it was planned anyway: these edits change nothing' }]
      : [];
  const preview = {
    forecast: summary,
    series: id,
    level,
    points,
    totals: totalsOf(points),
    future: rows.map(toFutureRow),
    warnings: [...warnings, ...idle, ...(changed?.warnings ?? [])],
    stale: freshness.stale,
    staleReasons: freshness.staleReasons,
  };
  return { published, preview };
}

export function totalsOf(points: readonly Pick<ScenarioPoint, 'planned' | 'mean'>[]): Totals {
  const planned = points.reduce((sum, point) => sum + point.planned, 0);
  const mean = points.reduce((sum, point) => sum + point.mean, 0);
  return { planned, mean, difference: mean - planned, change: planned === 0 ? null : mean / planned - 1 };
}

function isOfTables({ kind }: PlanEdit): boolean {
  return kind !== 'covariate';
}

function toFutureRow({ series, date, values }: Override): FutureRow {
  return { ...Object.fromEntries(values), series, date } as FutureRow;
}
