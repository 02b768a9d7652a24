import { Client as S3Client } from 'minio';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportSource } from '@/lib/data/import/source';
import { importDataset, previewImport } from '@/lib/datasets/import';
import { reloadEnv } from '@/lib/env';
import { AlmanacError } from '@/lib/errors';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { type S3Server, startS3Server } from '../helpers/s3-server';
import { dailyCsv, observationsOf, state } from './room';

const { url } = await createTestDatabase();
createArtifactFolder();

describe('a query on PostgreSQL', () => {
  let client: Client;

  beforeAll(async () => {
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query(
      `CREATE TABLE till (sold_on date, at timestamptz, store text, units numeric(20, 6), price double precision, promo boolean)`,
    );
    await client.query(
      `INSERT INTO till SELECT date '2024-01-01' + i, now(), s, i + 0.123456, 1.1, i % 2 = 0 FROM generate_series(0, 11999) i, unnest(ARRAY['a, "x"', 'b']) s`,
    );
    await client.query(`UPDATE till SET units = NULL WHERE sold_on = '2024-01-03'`);
  });
  afterAll(() => client.end());

  const source = (query: string, address = url): ImportSource => ({ kind: 'sql', url: address, query });
  const failure = async (query: string, address?: string): Promise<AlmanacError> => {
    const before = await state();
    const error = await importDataset(source(query, address), { name: 'till' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AlmanacError);
    expect(await state()).toEqual(before);
    const { rows } = await client.query('SELECT count(*)::int AS n FROM till');
    expect(rows[0].n).toBe(24_000);
    return error as AlmanacError;
  };

  it('is read by a cursor, numbers as they are', async () => {
    const { report, version } = await importDataset(
      source(`SELECT sold_on, store, units, price, promo FROM till WHERE sold_on < '2026-01-01';`),
      { name: 'till' },
    );
    expect(report).toMatchObject({ frequency: 'day', counts: { series: 2, rowsRead: 2 * 731 } });
    const password = new URL(url).password;
    if (password) expect(JSON.stringify({ report, version })).not.toContain(password);
    expect(report.source).toMatch(/^a query on [^@]+$/);
    const { frame, manifest } = await observationsOf('till', 1);
    expect(manifest.observations).toMatchObject({ keys: ['store'], price: 'price', promotion: 'promo' });
    expect(
      frame
        .head(4)
        .toRecords()
        .map(({ store, y, promo }) => [store, y, promo]),
    ).toEqual([
      ['a, "x"', 0.123456, 1],
      ['a, "x"', 1.123456, 0],
      ['a, "x"', null, 1],
      ['a, "x"', 3.123456, 0],
    ]);
    const preview = await previewImport(source('SELECT sold_on, store, units FROM till'));
    expect(preview).toMatchObject({ frequency: 'day', mapping: { date: 'sold_on', target: 'units' } });
  });

  it('reports rows of the query', async () => {
    const error = await failure(
      `SELECT sold_on, store, CASE WHEN sold_on = '2024-01-05' THEN 'many' ELSE units::text END AS units FROM till WHERE sold_on < '2026-01-01' AND store = 'b' ORDER BY sold_on`,
    );
    expect(error.errors).toEqual([{ path: 'the query, row 5, column "units"', message: '"many" is no number such as 1234.5' }]);
    expect((await failure('SELECT sold_on, store, units FROM till WHERE false')).errors[0]).toEqual({
      path: 'the query',
      message: 'answers no rows',
    });
  });

  it('can change nothing, by whatever it says', async () => {
    expect((await failure('DELETE FROM till RETURNING *')).code).toBe('bad_request');
    expect((await failure('SELECT 1; DELETE FROM till')).errors[0]?.message).toMatch(/multiple commands/);
    expect((await failure('SELECT 1; COMMIT; DELETE FROM till; SELECT 1')).code).toBe('bad_request');
    await client.query(`CREATE FUNCTION empty_till() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM till; RETURN 1; END $$`);
    expect((await failure('SELECT empty_till()')).errors[0]?.message).toMatch(/only reading is allowed/);
    expect((await failure('SELECT nonsense')).errors[0]?.message).toMatch(/column "nonsense" does not exist/);
  });

  it('never tells its address', async () => {
    const secret = new URL(url);
    secret.username = 'nobody_at_all';
    secret.password = 'hunter2';
    for (const address of [secret.href, 'postgres://x:hunter2@127.0.0.1:1/y', 'mysql://x:hunter2@h/y', 'hunter2']) {
      const error = await failure('SELECT 1', address);
      expect(JSON.stringify([error.message, error.errors])).not.toContain('hunter2');
      expect(error.errors[0]?.path).toBe('source.url');
    }
  });
});

describe('an S3 prefix', () => {
  let server: S3Server;

  beforeAll(async () => {
    server = await startS3Server();
    const { hostname, port } = new URL(server.endpoint);
    const s3 = new S3Client({
      endPoint: hostname,
      port: Number(port),
      useSSL: false,
      accessKey: server.accessKey,
      secretKey: server.secretKey,
    });
    await s3.makeBucket('retail');
    await s3.putObject('retail', 'sales/a.csv', dailyCsv(['a'], 30));
    await s3.putObject('retail', 'sales/2024/b.csv', dailyCsv(['b'], 30).replaceAll(',', '\t'));
    await s3.putObject('retail', 'sales/notes.md', 'none of it');
    await s3.putObject('retail', 'bad/c.csv', dailyCsv(['c'], 30).replace(',10,', ',x,'));
  });
  afterAll(() => server.close());

  /** Only while sources are read: the store itself stays in its folder. */
  async function withServer<Result>(work: () => Promise<Result>): Promise<Result> {
    Object.assign(process.env, {
      S3_ENDPOINT: server.endpoint,
      AWS_ACCESS_KEY_ID: server.accessKey,
      AWS_SECRET_ACCESS_KEY: server.secretKey,
    });
    reloadEnv();
    try {
      return await work();
    } finally {
      for (const name of ['S3_ENDPOINT', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
      reloadEnv();
    }
  }

  it('is every table below it', async () => {
    await state(); // the store is opened as the settings were
    const { report } = await withServer(() => importDataset({ kind: 's3', bucket: 'retail', prefix: 'sales/' }, { name: 'bucket' }));
    expect(report.detection.files.map(({ name, delimiter }) => [name, delimiter])).toEqual([
      ['s3://retail/sales/2024/b.csv', '\t'],
      ['s3://retail/sales/a.csv', ','],
    ]);
    expect((await observationsOf('bucket', 1)).frame.height).toBe(60);
  });

  it('is refused with the object and row at fault', async () => {
    const before = await state();
    const refusal = (prefix: string, bucket = 'retail') =>
      withServer(() => importDataset({ kind: 's3', bucket, prefix }, { name: 'bucket' })).catch(
        (reason: AlmanacError) => reason.errors,
      ) as Promise<AlmanacError['errors']>;
    expect(await refusal('bad/')).toEqual([
      { path: expect.stringMatching(/^s3:\/\/retail\/bad\/c\.csv, row \d+, column "units"$/), message: '"x" is no number such as 1234.5' },
    ]);
    expect(await refusal('empty/')).toEqual([{ path: 's3://retail/empty/', message: expect.stringContaining('has no file') }]);
    expect(await refusal('', 'nowhere')).toEqual([{ path: 'source.bucket', message: 'does not exist' }]);
    expect(await state()).toEqual(before);
  });
});
