import { Client } from 'minio';
import { describe, test } from 'vitest';
import { S3Store } from '@/lib/storage/s3';
import { minioProgram, type S3Server, startMinio, startS3Server } from '@/tests/helpers/s3-server';
import { artifactStoreContract, type Backend } from './artifact-store.contract';

const bucket = 'almanac-contract';

async function onServer(start: () => Promise<S3Server>): Promise<Backend> {
  const server = await start();
  const { hostname, port } = new URL(server.endpoint);
  const { accessKey, secretKey } = server;
  return {
    open: (folder) => new S3Store({ endpoint: server.endpoint, bucket, accessKey, secretKey, region: 'us-east-1', cacheDir: folder }),
    async damage(store, objectPath, bytes) {
      // Other bytes under the metadata of the true ones: what a fault below the server's own checks would look like.
      const sha256 = (await store.stat(objectPath))?.sha256;
      const client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
      await client.putObject(bucket, objectPath, bytes, bytes.length, { 'X-Amz-Meta-Sha256': sha256 });
    },
    close: () => server.close(),
  };
}

artifactStoreContract('S3 (s3rver)', () => onServer(startS3Server));

const program = minioProgram();
const why = 'no `minio` program on PATH; name one in MINIO_BIN to run the storage contract on MinIO itself';
if (program) artifactStoreContract('MinIO', () => onServer(() => startMinio(program)));
else {
  console.warn(`Skipped: ${why}.`);
  describe('artifact store on MinIO', () => {
    test.skip(`skipped: ${why}`, () => {});
  });
}
