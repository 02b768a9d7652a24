import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { env } from '@/lib/env';
import { AlmanacError } from '@/lib/errors';
import { retrying, type S3Settings, s3Client, s3Code } from '@/lib/storage/s3-client';
import type { Findings } from './findings';
import type { ImportSource } from './source';
import type { StagedFile } from './table';
import { checkNumber, isTable } from './table-files';

/**
 * Fetches every table below a prefix, with the credentials of the environment.
 * @throws AlmanacError `unavailable` where the server cannot be reached or refuses, `bad_request` where there is no such bucket
 */
export async function stageS3(
  { bucket, prefix }: ImportSource & { kind: 's3' },
  scratch: string,
  findings: Findings,
  signal?: AbortSignal,
): Promise<StagedFile[]> {
  const settings = s3Settings(bucket);
  const client = s3Client(settings);
  const keys: { name: string; size: number }[] = [];
  try {
    for await (const item of client.listObjectsV2(bucket, prefix, true)) {
      const { name, size } = item as { name?: string; size: number };
      if (name && isTable(name) && !name.split('/').some((part) => part.startsWith('_') || part.startsWith('.'))) keys.push({ name, size });
    }
  } catch (error) {
    if (s3Code(error) === 'NoSuchBucket')
      throw new AlmanacError('bad_request', `There is no bucket ${bucket}.`, [{ path: 'source.bucket', message: 'does not exist' }], {
        cause: error,
      });
    throw error;
  }
  const files: StagedFile[] = [];
  for (const [i, { name, size }] of keys.sort((a, b) => (a.name < b.name ? -1 : 1)).entries()) {
    const file = path.join(scratch, `object-${i}`);
    await retrying(settings, async () => pipeline(await client.getObject(bucket, name), createWriteStream(file), signal ? { signal } : {}));
    files.push({ path: file, name: `s3://${bucket}/${name}`, sizeBytes: size });
  }
  return checkNumber(files, `s3://${bucket}/${prefix}`, findings);
}

function s3Settings(bucket: string): S3Settings {
  const { S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = env();
  return {
    endpoint: S3_ENDPOINT ?? `https://s3.${AWS_REGION}.amazonaws.com`,
    bucket,
    region: AWS_REGION,
    ...(AWS_ACCESS_KEY_ID && { accessKey: AWS_ACCESS_KEY_ID }),
    ...(AWS_SECRET_ACCESS_KEY && { secretKey: AWS_SECRET_ACCESS_KEY }),
  };
}
