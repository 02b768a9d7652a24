import type { Pool, PoolClient } from 'pg';
import { endOfWait } from './duration';
import { holds } from './expressions';
import { type Definitions, type EngineEvent, endRun, endStep, lockEngineRun, startRun } from './runs';
import { inTransaction, locks } from './transaction';

/**
 * Hands the oldest unprocessed event to whatever it concerns: runs that it cancels, steps that wait for it, functions that it
 * triggers. One event at a time over all workers, so that a cancellation cannot overtake what it cancels.
 * @returns false when there is none, or another worker is at it.
 */
export async function processNextEvent(pool: Pool, definitions: Definitions): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const { rows: locked } = await tx.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [locks.ingest]);
    if (!locked[0]?.mine) return false;
    const { rows } = await tx.query<{ id: string; payload: EngineEvent }>(
      'SELECT id, payload FROM engine_events WHERE processed_at IS NULL ORDER BY position LIMIT 1 FOR UPDATE SKIP LOCKED',
    );
    const row = rows[0];
    if (!row) return false;
    await cancelRuns(tx, definitions, row.payload);
    await endWaits(tx, row.payload);
    for (const definition of definitions.values()) {
      const wanted = definition.events.some(({ name, condition }) => name === row.payload.name && holds(condition, { event: row.payload }));
      if (wanted) await startRun(tx, definition, row.payload);
    }
    await tx.query('UPDATE engine_events SET processed_at = clock_timestamp() WHERE id = $1', [row.id]);
    return true;
  });
}

async function cancelRuns(tx: PoolClient, definitions: Definitions, event: EngineEvent): Promise<void> {
  for (const definition of definitions.values()) {
    for (const { name, condition, timeout } of definition.cancels) {
      if (name !== event.name) continue;
      const { rows } = await tx.query<{ id: string; event: EngineEvent; createdAt: Date }>(
        `SELECT id, event, created_at AS "createdAt" FROM engine_runs WHERE status = 'running' AND function_id = $1`,
        [definition.id],
      );
      for (const { id, event: started, createdAt } of rows) {
        if (timeout && endOfWait(timeout, createdAt) < new Date()) continue;
        if (!holds(condition, { event: started, async: event })) continue;
        const run = await lockEngineRun(tx, id);
        if (run?.status === 'running') await endRun(tx, definitions, run, { status: 'cancelled' });
      }
    }
  }
}

async function endWaits(tx: PoolClient, event: EngineEvent): Promise<void> {
  const { rows } = await tx.query<{ runId: string; id: string; condition: string | null; event: EngineEvent }>(
    `SELECT s.run_id AS "runId", s.id, s.wait_if AS condition, r.event FROM engine_steps s JOIN engine_runs r ON r.id = s.run_id
     WHERE s.status = 'waiting' AND s.wait_event = $1 AND r.status = 'running'`,
    [event.name],
  );
  for (const wait of rows) {
    if (!holds(wait.condition, { event: wait.event, async: event })) continue;
    const run = await lockEngineRun(tx, wait.runId);
    if (run?.status === 'running') await endStep(tx, run, wait.id, { output: event });
  }
}
