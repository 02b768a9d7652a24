import { expect, it } from 'vitest';
import { db } from '@/lib/db';
import { createTestDatabase } from './postgres';

await createTestDatabase();

it('gives each file a migrated database of its own', async () => {
  expect(await db().experiment.findMany({ select: { id: true, name: true, artifactLocation: true } })).toEqual([
    { id: 0, name: 'Default', artifactLocation: 'mlflow-artifacts:/0' },
  ]);
  const created = await db().experiment.create({ data: { name: 'first', artifactLocation: 'mlflow-artifacts:/1' } });
  expect(created.id).toBe(1);
});
