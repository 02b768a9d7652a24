import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Client } from 'minio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type S3Server, startS3Server } from '@/tests/helpers/s3-server';
import { S3Store, type S3StoreOptions } from './s3';

let server: S3Server;
let folder: string;
let client: Client;

beforeAll(async () => {
  server = await startS3Server();
  folder = await mkdtemp(path.join(tmpdir(), 'almanac-s3-'));
  const { hostname, port } = new URL(server.endpoint);
  client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey: server.accessKey, secretKey: server.secretKey });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

function open(options: Partial<S3StoreOptions> = {}): S3Store {
  const { endpoint, accessKey, secretKey } = server;
  return new S3Store({ endpoint, accessKey, secretKey, bucket: 'almanac', region: 'us-east-1', cacheDir: folder, ...options });
}

test('many processes may make the bucket at once', async () => {
  await Promise.all(Array.from({ length: 8 }, () => open({ bucket: 'fresh-bucket' }).put('a', 'x')));
  expect(await client.bucketExists('fresh-bucket')).toBe(true);
});

test('settings that cannot work are named', async () => {
  expect(() => open({ endpoint: 'minio:9000' })).toThrow(/S3_ENDPOINT must be an address/);
  expect(() => open({ endpoint: 'http://minio:9000/path' })).toThrow(/S3_ENDPOINT/);
  expect(() => open({ endpoint: 'http://user:secret@minio:9000' })).toThrow(/S3_ENDPOINT/);
  expect(() => open({ accessKey: undefined })).toThrow(/AWS_ACCESS_KEY_ID must be set/);
  expect(() => open({ secretKey: undefined })).toThrow(/AWS_SECRET_ACCESS_KEY must be set/);
  await expect(open({ endpoint: 'http://127.0.0.1:1' }).check()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
  await expect(open({ accessKey: 'unknown' }).put('a', 'x')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/AWS_SECRET_ACCESS_KEY/),
  });
});

test('an object that another program stored is read, and hashed when asked about', async () => {
  const store = open();
  await store.check();
  await client.putObject('almanac', 'foreign/object', 'abc');
  expect((await store.read('foreign/object')).toString()).toBe('abc');
  expect((await store.stat('foreign/object'))?.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect((await store.localize('foreign')).startsWith(folder)).toBe(true);
});

test('the content type reaches the bucket', async () => {
  await open().put('typed', '{}', { contentType: 'application/json' });
  expect((await client.statObject('almanac', 'typed')).metaData['content-type']).toBe('application/json');
});

test('localize downloads what changed and nothing else, and mends what was damaged or removed here', async () => {
  const store = open();
  await store.put('copies/a', 'a1');
  await store.put('copies/b', 'b1');
  const local = await store.localize('copies');
  const times = async () => Promise.all(['a', 'b'].map(async (name) => (await stat(path.join(local, name))).mtimeMs));
  const [a, b] = await times();
  await store.put('copies/b', 'b2');
  await store.localize('copies');
  const [sameA, newB] = await times();
  expect(sameA).toBe(a);
  expect(newB).not.toBe(b);
  await writeFile(path.join(local, 'a'), 'XX');
  await rm(path.join(local, 'b'));
  await store.localize('copies');
  expect((await readdir(local)).sort()).toEqual(['a', 'b']);
  expect((await stat(path.join(local, 'a'))).mtimeMs).not.toBe(a);
});

test('localize refuses a damaged object and leaves no copy of it', async () => {
  const store = open();
  const { sha256 } = await store.put('bad/object', 'good bytes');
  await client.putObject('almanac', 'bad/object', 'evil bytes', 10, { 'X-Amz-Meta-Sha256': sha256 });
  await expect(store.localize('bad')).rejects.toMatchObject({ code: 'data_invalid' });
  await store.put('bad/object', 'good bytes');
  expect(await readdir(await store.localize('bad'))).toEqual(['object']);
});

test('spooled uploads and downloads leave nothing on the disk', async () => {
  const store = open();
  await store.put('spooled', Readable.from(Array.from({ length: 12 }, () => Buffer.alloc(1024 * 1024, 1))));
  await store.localize('spooled');
  const [place] = (await readdir(path.join(folder, 's3'))).filter((name) => name.startsWith('almanac-'));
  expect(await readdir(path.join(folder, 's3', place as string, 'uploads'))).toEqual([]);
  expect(await readdir(path.join(folder, 's3', place as string, 'downloads'))).toEqual([]);
});
