import { db } from '@/lib/db';

export interface ForecastComparison {
  /** Points of either forecast. */
  points: number;
  /** Those that are not in both, or differ in any bit of the mean or a bound. */
  differing: number;
}

/** Compares what two pipeline runs published; undefined where either has published nothing. */
export async function compareForecasts(pipelineRunId: string, other: string): Promise<ForecastComparison | undefined> {
  const [row] = await db().$queryRaw<ForecastComparison[]>`
    WITH own AS (SELECT points.* FROM forecasts JOIN forecast_points AS points ON points.forecast_id = forecasts.id WHERE pipeline_run_id = ${pipelineRunId}::uuid),
    other AS (SELECT points.* FROM forecasts JOIN forecast_points AS points ON points.forecast_id = forecasts.id WHERE pipeline_run_id = ${other}::uuid)
    SELECT count(*)::int AS points, count(*) FILTER (WHERE
      (own.date, own.mean, own.lower80, own.upper80, own.lower90, own.upper90, own.lower95, own.upper95) IS DISTINCT FROM
      (other.date, other.mean, other.lower80, other.upper80, other.lower90, other.upper90, other.lower95, other.upper95))::int AS differing
    FROM own FULL JOIN other USING (series_id, step)
    HAVING count(own.mean) > 0 AND count(other.mean) > 0`;
  return row;
}
