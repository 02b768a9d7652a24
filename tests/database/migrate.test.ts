import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '@/lib/database/migrate';
import { type Migration, readMigrations } from '@/lib/database/migrations';
import { withDatabase } from '../helpers/database-server';
import { createTestDatabase } from '../helpers/postgres';
import { prismaDeploy } from '../helpers/schema-engine';

const given = await createTestDatabase();
const url = withDatabase(given.url, `${new URL(given.url).pathname.slice(1)}_empty`);

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: createHash('sha256').update(sql).digest('hex') });
const first = migration('0001_first', 'CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1);');
const second = migration('0002_second', 'CREATE TABLE b (id int PRIMARY KEY);');

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

const name = new URL(url).pathname.slice(1);
beforeEach(async () => {
  await query(given.url, `DROP DATABASE IF EXISTS "${name}"`);
  await query(given.url, `CREATE DATABASE "${name}" TEMPLATE template0`);
});
afterAll(async () => {
  await query(given.url, `DROP DATABASE IF EXISTS "${name}"`);
});

describe('migrate', () => {
  it('applies what is missing, in order, once', async () => {
    expect(await migrate(url, { migrations: [first] })).toEqual(['0001_first']);
    expect(await migrate(url, { migrations: [first, second] })).toEqual(['0002_second']);
    expect(await migrate(url, { migrations: [first, second] })).toEqual([]);
  });

  it('applies once when several processes start together', async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(url, { migrations: [first, second] })));
    expect(results.flat().sort()).toEqual(['0001_first', '0002_second']);
    expect(await query(url, 'SELECT * FROM a')).toHaveLength(1);
  });

  it('records a migration as Prisma does', async () => {
    await migrate(url);
    const rows = await query(
      url,
      'SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at FROM _prisma_migrations ORDER BY 1',
    );
    const expected = (await readMigrations()).map((one) => ({
      migration_name: one.name,
      checksum: one.checksum,
      applied_steps_count: 1,
      logs: null,
      rolled_back_at: null,
    }));
    expect(rows).toEqual(expected);
  });

  it("goes on where Prisma's own engine stopped", async () => {
    const names = (await readMigrations()).map((one) => one.name);
    expect(await prismaDeploy(url)).toEqual(names);
    expect(await migrate(url)).toEqual([]);
  });

  it('refuses a database that is newer than the code', async () => {
    await migrate(url, { migrations: [first, second] });
    await expect(migrate(url, { migrations: [first] })).rejects.toThrow(/newer than this Almanac.*0002_second/);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    await migrate(url, { migrations: [first] });
    await expect(migrate(url, { migrations: [migration('0001_first', 'SELECT 1')] })).rejects.toThrow(/0001_first was changed after/);
  });

  it('leaves nothing of a migration that fails, says what the database said, and applies it once mended', async () => {
    const broken = migration('0002_second', 'CREATE TABLE b (id int); SELECT 1 / 0;');
    await expect(migrate(url, { migrations: [first, broken] })).rejects.toThrow(/0002_second failed and was rolled back.*division by zero/);
    expect(await query(url, "SELECT to_regclass('b') AS b")).toEqual([{ b: null }]);
    expect(await query(url, 'SELECT logs FROM _prisma_migrations WHERE rolled_back_at IS NOT NULL')).toEqual([
      { logs: 'division by zero' },
    ]);
    expect(await migrate(url, { migrations: [first, second] })).toEqual(['0002_second']);
  });

  it('reports a migration that another tool left half-way', async () => {
    await migrate(url, { migrations: [first] });
    await query(url, `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', '${second.checksum}', '0002_second')`);
    await expect(migrate(url, { migrations: [first, second] })).rejects.toThrow(/0002_second was begun by another tool and did not finish/);
  });
});

describe('checks of the first migration', () => {
  beforeAll(() => migrate(given.url));
  const insertRun = (id: string) => `INSERT INTO runs (id, experiment_id, name, start_time, artifact_uri) VALUES ('${id}', 0, 'r', 0, 'u')`;
  const id = 'a'.repeat(32);

  it.each([
    ['run ids that are not 32 hexadecimal digits', insertRun('x'.repeat(32)), 'runs_id_check'],
    [
      'metric values that are infinite',
      `${insertRun(id)}; INSERT INTO metrics VALUES ('${id}', 'm', 0, 0, 'Infinity', false)`,
      'metrics_value_check',
    ],
    ['metric values that are NaN', `${insertRun(id)}; INSERT INTO metrics VALUES ('${id}', 'm', 0, 0, 'NaN', true)`, 'metrics_value_check'],
    [
      'forecasts whose intervals are not nested',
      `INSERT INTO forecasts (id, dataset, dataset_version, level, frequency, origin, horizon, model_name, interval_method)
         VALUES ('00000000-0000-0000-0000-000000000000', 'd', 1, 'total', 'day', now(), 1, 'm', 'i');
       INSERT INTO forecast_points VALUES ('00000000-0000-0000-0000-000000000000', 's', 1, 'total', now(), 5, 4, 6, 4.5, 7, 2, 8)`,
      'forecast_points_interval_check',
    ],
  ])('refuse %s', async (_, sql, constraint) => {
    await expect(query(given.url, sql)).rejects.toMatchObject({ constraint });
  });
});
