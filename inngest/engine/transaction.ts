import type { Pool, PoolClient } from 'pg';

/** A pool or a connection: whatever statements are sent to. */
export type Queryable = Pick<PoolClient, 'query'>;

/** Notified whenever a job becomes due or an event arrives. */
export const engineChannel = 'almanac_engine';

/** Keys of the engine's advisory locks: one claim, one relay of events at a time. */
export const locks = { claim: 7_310_001, ingest: 7_310_002, cron: 7_310_003 } as const;

/** Runs the work in one transaction; rolls back when it throws. */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Wakes every worker once the transaction commits. */
export async function wakeWorkers(tx: Queryable): Promise<void> {
  await tx.query('SELECT pg_notify($1, $2)', [engineChannel, '']);
}
