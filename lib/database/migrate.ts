import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Migration, readMigrations } from './migrations';

/** The advisory lock that Prisma's own `migrate deploy` takes, so that it and we never run at once. */
const PRISMA_LOCK = 72707369;
const LOCK_WAIT_MS = 120_000;

const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

/** The database cannot be brought to the schema of this code. The message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Brings a database to this code's schema and returns the names of the migrations it applied. Any number of processes may
 * call it at once: they take turns under an advisory lock, and the later find nothing to do. Each migration and its record
 * are one transaction, so that a kill leaves either both or neither; the record is the one Prisma makes, so that
 * `prisma migrate deploy` goes on where we stop.
 * @throws MigrationError when the database is newer than the code, a migration was changed after it had been applied, or one fails.
 */
export async function migrate(databaseUrl: string, options: { migrations?: Migration[] } = {}): Promise<string[]> {
  const migrations = options.migrations ?? (await readMigrations());
  const client = new Client({ connectionString: databaseUrl, application_name: 'almanac-migrate' });
  await client.connect();
  try {
    await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
    await lock(client);
    await client.query('SET lock_timeout = 0');
    await client.query('SET client_min_messages = warning');
    await client.query(HISTORY_TABLE);
    const pending = compare(migrations, await history(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // The session's end also releases the lock, however we got here.
    await client.end();
  }
}

async function lock(client: Client): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
  } catch (cause) {
    if ((cause as { code?: string }).code !== '55P03') throw cause;
    throw new MigrationError(
      `Another process has been migrating this database for ${LOCK_WAIT_MS / 1000} s. See who holds it: SELECT * FROM pg_locks WHERE locktype = 'advisory'.`,
      { cause },
    );
  }
}

async function history(client: Client): Promise<HistoryRow[]> {
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return rows;
}

/** What is still to be applied, after refusing every history that ours does not continue. */
function compare(migrations: Migration[], applied: HistoryRow[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const foreign = applied.filter((row) => !known.has(row.migration_name)).map((row) => row.migration_name);
  if (foreign.length > 0) {
    throw new MigrationError(
      `The database is newer than this Almanac: it has the migration${foreign.length > 1 ? 's' : ''} ${foreign.join(', ')}, which this code does not know. ` +
        'Start the newer Almanac again, or restore a backup taken before the upgrade.',
    );
  }
  for (const row of applied) {
    if (!row.finished) {
      throw new MigrationError(
        `The migration ${row.migration_name} was begun by another tool and did not finish, so the schema may be half-way. ` +
          'Put it right, tell Prisma with `prisma migrate resolve`, and start again.',
      );
    }
    if (row.checksum !== known.get(row.migration_name)?.checksum) {
      throw new MigrationError(
        `The migration ${row.migration_name} was changed after it had been applied to this database. ` +
          'Restore its file as it was; a change of schema needs a migration of its own.',
      );
    }
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return migrations.filter((migration) => !done.has(migration.name));
}

async function apply(client: Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  const startedAt = new Date();
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [id, migration.checksum, migration.name, startedAt],
    );
    await client.query('COMMIT');
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // Both fail when the connection itself broke; then the server has rolled back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    await client
      .query(
        `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, rolled_back_at, logs)
         VALUES ($1, $2, $3, $4, clock_timestamp(), $5)`,
        [id, migration.checksum, migration.name, startedAt, message],
      )
      .catch(() => undefined);
    throw new MigrationError(
      `The migration ${migration.name} failed and was rolled back; nothing of it stayed. The database said: ${message}`,
      { cause },
    );
  }
}
