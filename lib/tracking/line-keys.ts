import { db } from '@/lib/db';

/** Keys of metrics that any of some runs logged at more than one point: what there are curves of, in order. */
export async function lineKeys(runIds: string[]): Promise<string[]> {
  const rows = await db().$queryRaw<{ key: string }[]>`
    SELECT DISTINCT latest.key FROM latest_metrics AS latest
    WHERE latest.run_id = ANY(${runIds}::bpchar[]) AND EXISTS (SELECT FROM metrics AS point
      WHERE point.run_id = latest.run_id AND point.key = latest.key AND (point.timestamp, point.step) <> (latest.timestamp, latest.step))
    ORDER BY latest.key`;
  return rows.map(({ key }) => key);
}
