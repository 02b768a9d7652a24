import { createHash, randomBytes } from 'node:crypto';
import pl from 'nodejs-polars';
import { beforeAll, describe, expect, it } from 'vitest';
import * as download from '@/app/api/v1/runs/[id]/artifacts/download/route';
import * as preview from '@/app/api/v1/runs/[id]/artifacts/preview/route';
import * as artifacts from '@/app/api/v1/runs/[id]/artifacts/route';
import { parquetBytes } from '@/lib/data/parquet';
import { db } from '@/lib/db';
import { artifactStore } from '@/lib/storage';
import { artifactList, artifactPreview } from '@/lib/tracking/schema';
import { createRun, getOrCreateExperiment, logArtifact } from '@/lib/tracking/service';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { bundle } from '../helpers/worker-processes';
import { call, refused, send } from './call';

createArtifactFolder();
await createTestDatabase();
process.env.ALMANAC_TASK_ENTRY = (await bundle({ task: 'scripts/task.ts' })).task;

const id = 'c'.repeat(32);
const path = `/api/v1/runs/${id}/artifacts`;
const bytes = randomBytes(300_000);
const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
let root: string;

beforeAll(async () => {
  const experiment = await getOrCreateExperiment('files');
  await createRun({ id, experimentId: experiment.id, name: 'files' });
  root = `${experiment.id}/${id}/artifacts`;
  const frame = pl.DataFrame([
    pl.Series('day', [new Date('2026-01-31T00:00:00Z'), new Date('2026-02-01T00:00:00Z'), null], pl.Datetime('ms')),
    pl.Series('name', ['a', 'ü', 'c'.repeat(2000)]),
    pl.Series('y', [1.5, Number.NaN, null], pl.Float64),
    pl.Series('big', [1, 2 ** 60, 3], pl.Float64).cast(pl.Int64),
    pl.Series('tags', [['x'], [], ['y', 'z']]),
  ]);
  await logArtifact(id, 'model/model.bin', bytes);
  await logArtifact(id, 'model/data/part.parquet', parquetBytes(frame, 'zstd'));
  await logArtifact(id, 'notes.txt', 'ünderstood', 'text/plain');
  await logArtifact(id, 'a "b" ü(1).json', '{"a": [1, null]}', 'application/json');
  await logArtifact(id, 'nan.json', '{"a": NaN}', 'application/json');
  await logArtifact(id, 'long.txt', 'é'.repeat(200_000), 'text/plain');
  await logArtifact(id, 'broken.parquet', 'PAR1 nothing PAR1');
  await logArtifact(id, 'empty.txt', '');
  await logArtifact(id, 'plot.png', randomBytes(10), 'image/png');
  // As another program would put it there.
  await artifactStore().put(`${root}/unlogged.csv`, 'a,b\n1,2\n');
});

describe('browsing', () => {
  const list = async (query = '') => (await call(artifactList, artifacts, 'GET', path + query)).body;

  it('shows one folder at a time, with what is below its folders', async () => {
    const { items } = await list();
    expect(items.map((entry) => [entry.path, entry.isFolder])).toEqual([
      ['a "b" ü(1).json', false],
      ['broken.parquet', false],
      ['empty.txt', false],
      ['long.txt', false],
      ['model', true],
      ['nan.json', false],
      ['notes.txt', false],
      ['plot.png', false],
      ['unlogged.csv', false],
    ]);
    const model = items.find((entry) => entry.isFolder);
    const below = await list('?path=model');
    expect(below.items.map((entry) => entry.path)).toEqual(['model/data', 'model/model.bin']);
    expect(model).toMatchObject({ files: 2, sha256: null, contentType: null });
    expect(model?.sizeBytes).toBe(below.items.reduce((sum, entry) => sum + entry.sizeBytes, 0));
    expect(below.items[1]).toMatchObject({ sizeBytes: bytes.length, sha256: etag.slice(1, -1), contentType: 'application/octet-stream' });
    expect(items.at(-1)).toMatchObject({ contentType: 'text/csv', sha256: null });
    expect((await list('?path=nowhere')).items).toEqual([]);
  });

  it('shows every file at any depth, by page', async () => {
    const all = (await list('?recursive=true')).items.map((entry) => entry.path);
    expect(all).toContain('model/data/part.parquet');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { path: string }[]; nextCursor: string | null } = await list(`?recursive=true&limit=4&cursor=${cursor}`);
      seen.push(...page.items.map((entry) => entry.path));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all);
  });

  it.each([
    [`/api/v1/runs/${'d'.repeat(32)}/artifacts`, 404, 'id'],
    [`${path}?path=../other`, 400, 'path'],
    [`${path}?path=/etc`, 400, 'path'],
  ])('refuses %s', async (at, status, item) => {
    const answer = await refused(artifacts, 'GET', at);
    expect([answer.status, answer.paths]).toEqual([status, [item]]);
  });

  it('says where files are that this server does not keep', async () => {
    const other = 'e'.repeat(32);
    await createRun({ id: other, experimentId: (await getOrCreateExperiment('files')).id, name: 'elsewhere' });
    await db().run.update({ where: { id: other }, data: { artifactUri: 's3://bucket/x' } });
    const answer = await refused(artifacts, 'GET', `/api/v1/runs/${other}/artifacts`);
    expect([answer.status, answer.body.detail]).toEqual([409, 'The files of this run are kept at s3://bucket/x, not by this server.']);
  });
});

describe('a look', () => {
  const look = async (file: string, query = '') =>
    (await call(artifactPreview, preview, 'GET', `${path}/preview?path=${encodeURIComponent(file)}${query}`)).body.shown;

  it('is of text, its beginning where it is long', async () => {
    expect(await look('notes.txt')).toEqual({ kind: 'text', text: 'ünderstood', truncated: false });
    expect(await look('empty.txt')).toEqual({ kind: 'text', text: '', truncated: false });
    expect(await look('long.txt')).toEqual({ kind: 'text', text: 'é'.repeat(131_072), truncated: true });
    expect(await look('unlogged.csv')).toMatchObject({ kind: 'text', text: 'a,b\n1,2\n' });
  });

  it('is of JSON, or of its text where it has what JSON has not', async () => {
    expect(await look('a "b" ü(1).json')).toEqual({ kind: 'json', value: { a: [1, null] } });
    expect(await look('nan.json')).toEqual({ kind: 'text', text: '{"a": NaN}', truncated: false });
  });

  it('tells where an image is, and that there is nothing to see of other things', async () => {
    const shown = await look('plot.png');
    const image = await send(download, 'GET', shown.kind === 'image' ? shown.url : '');
    await image.body?.cancel();
    expect([image.headers.get('content-type'), image.headers.get('content-disposition')]).toEqual([
      'image/png',
      "inline; filename*=UTF-8''plot.png",
    ]);
    expect(await look('model/model.bin')).toMatchObject({ kind: 'none' });
  });

  it('is of the first rows of a parquet file, in JSON', async () => {
    const shown = await look('model/data/part.parquet', '&rows=2');
    expect(shown).toMatchObject({ kind: 'table', totalRows: 3, moreColumns: 0 });
    if (shown.kind !== 'table') return;
    expect(shown.columns).toEqual([
      { name: 'day', type: 'Datetime(ms)' },
      { name: 'name', type: 'String' },
      { name: 'y', type: 'Float64' },
      { name: 'big', type: 'Int64' },
      { name: 'tags', type: 'List(String)' },
    ]);
    expect(shown.rows).toEqual([
      ['2026-01-31T00:00:00.000Z', 'a', 1.5, 1, ['x']],
      ['2026-02-01T00:00:00.000Z', 'ü', null, String(2n ** 60n), []],
    ]);
    const whole = await look('model/data/part.parquet');
    expect(whole.kind === 'table' && whole.rows[2]?.slice(0, 3)).toEqual([null, `${'c'.repeat(1000)}…`, null]);
  });

  it('refuses what is damaged or not there', async () => {
    const damaged = await refused(preview, 'GET', `${path}/preview?path=broken.parquet`);
    expect([damaged.status, damaged.paths]).toEqual([422, ['path']]);
    expect((await refused(preview, 'GET', `${path}/preview?path=model`)).status).toBe(404);
    expect((await refused(preview, 'GET', `${path}/preview`)).paths).toEqual(['path']);
  });
});

describe('a download', () => {
  const get = (file: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    send(download, method, `${path}/download?path=${encodeURIComponent(file)}`, { headers });
  /** Of what only its status is of interest. */
  const status = async (...asked: Parameters<typeof get>) => {
    const response = await get(...asked);
    await response.body?.cancel();
    return response.status;
  };
  const body = async (response: Response) => Buffer.from(await response.arrayBuffer());

  it('is the file, with its name, type, length and state, and no page of ours', async () => {
    const response = await get('model/model.bin');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '300000',
      'content-disposition': "attachment; filename*=UTF-8''model.bin",
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      'content-security-policy': expect.stringContaining('sandbox'),
      etag,
    });
    expect((await body(response)).equals(bytes)).toBe(true);
    const named = await get('a "b" ü(1).json');
    await named.body?.cancel();
    expect(named.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%20%22b%22%20%C3%BC%281%29.json");
  });

  it('is a part where one is asked for', async () => {
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 0],
      ['bytes=100-199', 100, 199],
      ['bytes=299990-', 299_990, 299_999],
      ['bytes=-10', 299_990, 299_999],
    ] as const) {
      const response = await get('model/model.bin', { range });
      expect(response.status, range).toBe(206);
      expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/300000`);
      expect(response.headers.get('content-length')).toBe(String(end - start + 1));
      expect((await body(response)).equals(bytes.subarray(start, end + 1))).toBe(true);
    }
  });

  it('goes on only where the file is the same', async () => {
    expect(await status('model/model.bin', { range: 'bytes=5-', 'if-range': etag })).toBe(206);
    const changed = await get('model/model.bin', { range: 'bytes=5-', 'if-range': '"other"' });
    expect([changed.status, (await body(changed)).length]).toEqual([200, bytes.length]);
    const same = await get('model/model.bin', { 'if-none-match': `"x", W/${etag}` });
    expect([same.status, (await body(same)).length]).toEqual([304, 0]);
    const modified = (await get('model/model.bin', {}, 'HEAD')).headers.get('last-modified') as string;
    expect(await status('model/model.bin', { 'if-modified-since': modified })).toBe(304);
    expect(await status('model/model.bin', { 'if-modified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' })).toBe(200);
  });

  it('has no part beyond its end', async () => {
    const answer = await refused(download, 'GET', `${path}/download?path=model/model.bin`, { headers: { range: 'bytes=300000-' } });
    expect([answer.status, answer.body.code, answer.headers.get('content-range')]).toEqual([
      416,
      'range_not_satisfiable',
      'bytes */300000',
    ]);
    expect(await status('empty.txt', { range: 'bytes=0-' })).toBe(416);
    expect((await get('empty.txt', {}, 'HEAD')).headers.get('content-length')).toBe('0');
  });

  it('is told of by HEAD', async () => {
    const response = await get('model/model.bin', { range: 'bytes=0-9' }, 'HEAD');
    expect([response.status, response.headers.get('content-length'), response.body]).toEqual([200, '300000', null]);
  });

  it('leaves nothing open when the client goes', async () => {
    const response = await get('model/model.bin');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await reader.cancel();
  });

  it.each(['../../x', 'model', 'nothing', ''])('refuses %j', async (file) => {
    const answer = await refused(download, 'GET', `${path}/download?path=${encodeURIComponent(file)}`);
    expect(answer.status).toBeLessThan(500);
    expect(answer.paths).toEqual(['path']);
  });
});
