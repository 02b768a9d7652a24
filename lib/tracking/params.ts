import type { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { AlmanacError } from '@/lib/errors';
import { inactiveRun, noRun } from './runs';

/** Parameters that have another value already. */
export class ParameterConflict extends AlmanacError {
  constructor(
    readonly runId: string,
    readonly differing: { key: string; value: string; wanted: string }[],
  ) {
    super(
      'conflict',
      `A parameter of run ${runId} is set once: ${differing.map(({ key }) => key).join(', ')} ${differing.length === 1 ? 'has' : 'have'} another value.`,
      differing.map(({ key, value, wanted }) => ({
        path: `params.${key}`,
        message: `is ${JSON.stringify(value)}, so it cannot become ${JSON.stringify(wanted)}`,
      })),
    );
  }
}

/**
 * Sets parameters; a value is text, as MLflow has it. A parameter is set once: the same value again changes nothing.
 * @throws AlmanacError `not_found` or `conflict` naming `runId`; ParameterConflict naming each key that has another value, and nothing is set
 */
export async function logParams(runId: string, params: Record<string, unknown>): Promise<void> {
  await db().$transaction((tx) => storeParams(runId, params, tx));
}

/** As `logParams`, within a transaction of the caller's, which must end with it where this throws. */
export async function storeParams(
  runId: string,
  params: Record<string, unknown>,
  tx: Pick<Prisma.TransactionClient, '$queryRaw'>,
): Promise<void> {
  // In order of key, so that two batches wait for each other in the same order.
  const entries = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  const keys = entries.map(([key]) => key);
  const values = entries.map(([, value]) => String(value));
  const [found] = await tx.$queryRaw<{ stage: string | null }[]>`
    WITH run AS (SELECT id, lifecycle_stage FROM runs WHERE id = ${runId} FOR KEY SHARE),
    stored AS (
      INSERT INTO params (run_id, key, value)
      SELECT run.id, given.key, given.value FROM run, unnest(${keys}::text[], ${values}::text[]) AS given(key, value)
      WHERE run.lifecycle_stage = 'active'
      ON CONFLICT (run_id, key) DO NOTHING)
    SELECT (SELECT lifecycle_stage::text FROM run) AS stage`;
  if (!found?.stage) throw noRun(runId);
  if (found.stage !== 'active') throw inactiveRun(runId);
  const others = await tx.$queryRaw<{ key: string; value: string; wanted: string }[]>`
    SELECT key, stored.value, given.value AS wanted
    FROM params AS stored JOIN unnest(${keys}::text[], ${values}::text[]) AS given(key, value) USING (key)
    WHERE stored.run_id = ${runId} AND stored.value <> given.value ORDER BY key`;
  if (others.length > 0) throw new ParameterConflict(runId, others);
}
