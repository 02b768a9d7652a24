import type { Pool } from 'pg';
import { isAlive, isSame } from '@/lib/process/identity';
import { inTransaction, locks, type Queryable } from './transaction';

export interface Job {
  id: string;
  runId: string;
  /** Empty for a discovery. */
  stepId: string;
  functionId: string;
  kind: 'discover' | 'step' | 'timer';
  attempt: number;
  /** How often a worker died or froze while it held this job. */
  lost: number;
  token: string;
}

export interface Claimant {
  workerId: string;
  functionIds: string[];
  kinds: Job['kind'][];
  leaseMilliseconds: number;
}

/**
 * Takes the job that has been due longest, if there is one whose concurrency groups have room. Each claim raises the job's
 * fencing token, so whoever held it before can record nothing any more. All times are the database's, so clocks may differ.
 */
export async function claimJob(pool: Pool, { workerId, functionIds, kinds, leaseMilliseconds }: Claimant): Promise<Job | undefined> {
  return inTransaction(pool, async (tx) => {
    // Claims are made one after the other, or two could both find room in a group that has room for one.
    await tx.query('SELECT pg_advisory_xact_lock($1)', [locks.claim]);
    const { rows } = await tx.query<Job>(
      `WITH due AS (
         SELECT j.id FROM engine_jobs j
         WHERE j.available_at <= clock_timestamp() AND (j.lease_until IS NULL OR j.lease_until < clock_timestamp())
           AND j.function_id = ANY($2) AND j.kind::text = ANY($3)
           AND (j.kind <> 'step' OR NOT EXISTS (
             SELECT 1 FROM unnest(j.concurrency_keys, j.concurrency_limits) AS g(key, bound)
             WHERE (SELECT count(*) FROM engine_jobs o WHERE o.kind = 'step' AND o.id <> j.id AND o.lease_until >= clock_timestamp()
                      AND o.concurrency_keys @> ARRAY[g.key]) >= g.bound))
         ORDER BY j.available_at, j.id LIMIT 1 FOR UPDATE SKIP LOCKED)
       UPDATE engine_jobs j SET token = j.token + 1, worker_id = $1, lost = j.lost + (j.lease_until IS NOT NULL)::int, again = false,
         lease_until = clock_timestamp() + make_interval(secs => $4::double precision / 1000)
       FROM due WHERE j.id = due.id
       RETURNING j.id::text, j.run_id AS "runId", j.step_id AS "stepId", j.function_id AS "functionId", j.kind::text, j.attempt, j.lost, j.token::text`,
      [workerId, functionIds, kinds, leaseMilliseconds],
    );
    return rows[0];
  });
}

/** Milliseconds until a job may become due, at most `most`. Events may make one due earlier; those notify. */
export async function untilNextJob(db: Queryable, functionIds: string[], most: number): Promise<number> {
  const { rows } = await db.query<{ wait: number | null }>(
    `SELECT extract(epoch FROM min(greatest(available_at, coalesce(lease_until, available_at))) - clock_timestamp())::float * 1000 AS wait
     FROM engine_jobs WHERE function_id = ANY($1) AND greatest(available_at, coalesce(lease_until, available_at)) > clock_timestamp()`,
    [functionIds],
  );
  return Math.min(most, Math.max(0, rows[0]?.wait ?? most));
}

/** Renews the leases of jobs held; answers the ids of those that another worker has taken meanwhile. */
export async function renewLeases(db: Queryable, workerId: string, jobs: Job[], leaseMilliseconds: number): Promise<string[]> {
  await db.query('UPDATE engine_workers SET seen_at = clock_timestamp() WHERE id = $1', [workerId]);
  if (jobs.length === 0) return [];
  const { rows } = await db.query<{ id: string }>(
    `UPDATE engine_jobs j SET lease_until = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
     FROM unnest($1::bigint[], $2::bigint[]) AS held(id, token) WHERE j.id = held.id AND j.token = held.token RETURNING j.id::text`,
    [jobs.map(({ id }) => id), jobs.map(({ token }) => token), leaseMilliseconds],
  );
  const renewed = new Set(rows.map(({ id }) => id));
  return jobs.map(({ id }) => id).filter((id) => !renewed.has(id));
}

/** Gives a job back unfinished, so that the next worker takes it at once; it costs no attempt. The token
 * rises, so that a heartbeat under way cannot lease the job again. */
export async function releaseJob(db: Queryable, { id, token }: Job): Promise<void> {
  await db.query('UPDATE engine_jobs SET lease_until = NULL, worker_id = NULL, token = token + 1 WHERE id = $1 AND token = $2', [
    id,
    token,
  ]);
}

/** This worker as others see it: `host` names the space in which `pid` means something, `process` tells it from a namesake. */
export interface WorkerIdentity {
  id: string;
  host: string;
  pid: number;
  process: string | undefined;
}

export async function registerWorker(db: Queryable, { id, host, pid, process }: WorkerIdentity): Promise<void> {
  await db.query('INSERT INTO engine_workers (id, host, pid, process) VALUES ($1, $2, $3, $4)', [id, host, pid, process ?? null]);
}

export async function unregisterWorker(db: Queryable, id: string): Promise<void> {
  await db.query('DELETE FROM engine_workers WHERE id = $1', [id]);
}

/**
 * Ends the leases of workers of this machine whose process is gone, so that their jobs go on at once instead of when the lease
 * runs out. Workers of other machines are given until their lease runs out; their records go after a day.
 * @returns how many jobs were freed.
 */
export async function freeJobsOfDeadWorkers(pool: Pool, me: Pick<WorkerIdentity, 'id' | 'host'>): Promise<number> {
  const { rows } = await pool.query<{ id: string; pid: number; process: string | null }>(
    'SELECT id, pid, process FROM engine_workers WHERE host = $1 AND id <> $2',
    [me.host, me.id],
  );
  const dead = rows.filter(({ pid, process }) => !(process ? isSame(pid, process) : isAlive(pid))).map(({ id }) => id);
  await pool.query("DELETE FROM engine_workers WHERE seen_at < clock_timestamp() - interval '1 day' AND id <> $1", [me.id]);
  if (dead.length === 0) return 0;
  return inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE engine_jobs SET lease_until = clock_timestamp() - interval '1 millisecond'
       WHERE worker_id = ANY($1) AND lease_until > clock_timestamp()`,
      [dead],
    );
    await tx.query('DELETE FROM engine_workers WHERE id = ANY($1)', [dead]);
    return rowCount ?? 0;
  });
}
