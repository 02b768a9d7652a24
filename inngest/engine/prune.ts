import type { Pool } from 'pg';

/** Forgets runs that ended and events that were handed out more than so many days ago. @returns how many runs and events. */
export async function prune(pool: Pool, days: number): Promise<{ runs: number; events: number }> {
  const runs = await pool.query('DELETE FROM engine_runs WHERE finished_at < clock_timestamp() - make_interval(days => $1)', [days]);
  const events = await pool.query('DELETE FROM engine_events WHERE processed_at < clock_timestamp() - make_interval(days => $1)', [days]);
  return { runs: runs.rowCount ?? 0, events: events.rowCount ?? 0 };
}
