import { db } from '@/lib/db';
import { sampleDataset } from '@/lib/pipeline/parameters';

export const firstDate = '2026-01-01';
export const lastDate = '2026-03-31';

/** A small dataset with a version, as the sample retailer's owner would register it. */
export async function seedDataset(): Promise<void> {
  await db().dataset.create({
    data: {
      name: sampleDataset,
      kind: 'synthetic',
      description: 'A few stores',
      versions: {
        create: {
          version: 1,
          uri: `mlflow-artifacts:/datasets/${sampleDataset}/1`,
          fingerprint: 'f'.repeat(64),
          firstDate: new Date(firstDate),
          lastDate: new Date(lastDate),
          rowCount: 1000,
        },
      },
    },
  });
}
