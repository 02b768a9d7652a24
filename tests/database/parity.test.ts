import { Client } from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../helpers/postgres';
import { prismaDeploy, schemaDifference } from '../helpers/schema-engine';

const { url } = await createTestDatabase();

it('migrations lead to exactly the database that prisma/schema describes', async () => {
  expect(await schemaDifference(url)).toBe('');
});

it("Prisma's own engine finds every migration applied", async () => {
  expect(await prismaDeploy(url)).toEqual([]);
});

it('a column, a type or an index that differs is noticed', async () => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    'ALTER TABLE runs ALTER COLUMN name DROP NOT NULL; ALTER TABLE params ADD COLUMN extra int; DROP INDEX runs_pipeline_run_id_idx',
  );
  await client.end();
  const difference = await schemaDifference(url);
  expect(difference).toContain('ALTER TABLE "params" DROP COLUMN "extra"');
  expect(difference).toContain('ALTER COLUMN "name" SET NOT NULL');
  expect(difference).toContain('CREATE INDEX "runs_pipeline_run_id_idx"');
});
