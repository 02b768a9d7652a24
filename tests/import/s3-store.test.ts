import { afterAll, expect, it } from 'vitest';
import { importDataset } from '@/lib/datasets/import';
import { deleteDataset } from '@/lib/datasets/import-delete';
import { reloadEnv } from '@/lib/env';
import { artifactStore } from '@/lib/storage';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { startS3Server } from '../helpers/s3-server';
import { dailyCsv, observationsOf, sourceFolder, state } from './room';

await createTestDatabase();
createArtifactFolder();
const { write } = sourceFolder();
const server = await startS3Server();
Object.assign(process.env, { S3_ENDPOINT: server.endpoint, AWS_ACCESS_KEY_ID: server.accessKey, AWS_SECRET_ACCESS_KEY: server.secretKey });
reloadEnv();
afterAll(async () => {
  for (const name of ['S3_ENDPOINT', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
  reloadEnv();
  await server.close();
});

it('imports, appends, refuses and deletes where the store is a bucket', async () => {
  expect(artifactStore().kind).toBe('s3');
  const empty = await state();
  const file = (name: string, text: string) => ({ kind: 'file', path: write(name, text) }) as const;
  await importDataset(file('first.csv', dailyCsv(['a', 'b'], 400)), { name: 'stores' });
  await importDataset(file('more.csv', 'date,store,units,promo\n2025-02-04,a,7,0\n'), { name: 'stores', append: true });
  expect((await observationsOf('stores', 2)).frame.height).toBe(801);
  expect((await observationsOf('stores', 1)).frame.height).toBe(800);
  const before = await state();
  await expect(
    importDataset(file('bad.csv', 'date,store,units,promo\n2025-02-05,a,x,0\n'), { name: 'stores', append: true }),
  ).rejects.toMatchObject({
    errors: [{ path: 'bad.csv, row 2, column "units"' }],
  });
  expect(await state()).toEqual(before);
  await deleteDataset('stores');
  expect(await state()).toEqual(empty);
});
