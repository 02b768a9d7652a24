import { db } from '@/lib/db';

/** A metric of a run in short: its last point, and whether there are more to draw a line through. */
export interface MetricOutline {
  key: string;
  /** Null where it is not a number. */
  value: number | null;
  step: number;
  hasLine: boolean;
}

/** Every metric of a run in order of key. A look at one further point of each costs no more however many there are. */
export async function metricOutlines(runId: string): Promise<MetricOutline[]> {
  return db().$queryRaw<MetricOutline[]>`
    SELECT latest.key, CASE WHEN latest.is_nan THEN NULL ELSE latest.value END AS value, latest.step::float8 AS step,
      EXISTS (SELECT FROM metrics AS point WHERE point.run_id = latest.run_id AND point.key = latest.key
        AND (point.timestamp, point.step) <> (latest.timestamp, latest.step)) AS "hasLine"
    FROM latest_metrics AS latest WHERE latest.run_id = ${runId} ORDER BY latest.key`;
}
