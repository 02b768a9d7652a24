import { db } from '@/lib/db';

/** The levels that a published forecast has points of, the coarsest first. */
export async function publishedLevels(forecastId: string): Promise<string[]> {
  // One look into the index a level: DISTINCT would read every point.
  const rows = await db().$queryRaw<{ level: string }[]>`
    WITH RECURSIVE found AS (
      (SELECT level FROM forecast_points WHERE forecast_id = ${forecastId}::uuid ORDER BY level LIMIT 1)
      UNION ALL
      SELECT (SELECT level FROM forecast_points WHERE forecast_id = ${forecastId}::uuid AND level > found.level ORDER BY level LIMIT 1)
      FROM found WHERE found.level IS NOT NULL)
    SELECT level FROM found WHERE level IS NOT NULL`;
  const names = (level: string) => (level === 'total' ? 0 : level.split('+').length);
  return rows.map(({ level }) => level).sort((a, b) => names(a) - names(b));
}
