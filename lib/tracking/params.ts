import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import { noRun } from './runs';

/**
 * Sets parameters; a value is text, as MLflow has it. A parameter is set once: the same value again changes nothing.
 * @throws AlmanacError `not_found` naming `runId`; `conflict` naming each key that has another value, and nothing is set
 */
export async function logParams(runId: string, params: Record<string, unknown>): Promise<void> {
  // In order of key, so that two batches wait for each other in the same order.
  const entries = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  const keys = entries.map(([key]) => key);
  const values = entries.map(([, value]) => String(value));
  await db().$transaction(async (tx) => {
    const [found] = await tx.$queryRaw<{ found: boolean }[]>`
      WITH run AS (SELECT id FROM runs WHERE id = ${runId} FOR KEY SHARE),
      stored AS (
        INSERT INTO params (run_id, key, value)
        SELECT run.id, given.key, given.value FROM run, unnest(${keys}::text[], ${values}::text[]) AS given(key, value)
        ON CONFLICT (run_id, key) DO NOTHING)
      SELECT EXISTS (SELECT FROM run) AS found`;
    if (!found?.found) throw noRun(runId);
    const others = await tx.$queryRaw<{ key: string; value: string; wanted: string }[]>`
      SELECT key, stored.value, given.value AS wanted
      FROM params AS stored JOIN unnest(${keys}::text[], ${values}::text[]) AS given(key, value) USING (key)
      WHERE stored.run_id = ${runId} AND stored.value <> given.value ORDER BY key`;
    if (others.length > 0) {
      throw new AlmanacError(
        'conflict',
        `A parameter of run ${runId} is set once: ${others.map(({ key }) => key).join(', ')} ${others.length === 1 ? 'has' : 'have'} another value.`,
        others.map(({ key, value, wanted }) => ({
          path: `params.${key}`,
          message: `is ${JSON.stringify(value)}, so it cannot become ${JSON.stringify(wanted)}`,
        })),
      );
    }
  });
}
