import { randomUUID } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import * as previewRoute from '@/app/api/v1/datasets/[name]/imports/preview/route';
import * as importsRoute from '@/app/api/v1/datasets/[name]/imports/route';
import * as datasetRoute from '@/app/api/v1/datasets/[name]/route';
import * as versionsRoute from '@/app/api/v1/datasets/[name]/versions/route';
import { importPreview } from '@/lib/data/import/report';
import { checkAnswer, importAnswer } from '@/lib/datasets/import-request';
import { dataset } from '@/lib/datasets/schema';
import { versionList } from '@/lib/datasets/versions';
import { reloadEnv } from '@/lib/env';
import { problem } from '@/lib/http/problem';
import { modelName } from '@/lib/registry/names';
import { listPromotions } from '@/lib/registry/promotions';
import { getVersionByAlias, registerVersion, setAliases } from '@/lib/registry/service';
import { call, origin, refused } from '../api/call';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { bundle } from '../helpers/worker-processes';
import { dailyCsv, observationsOf, sourceFolder, state } from './room';

await createTestDatabase();
createArtifactFolder();
const { folder } = sourceFolder();
process.env.ALMANAC_TASK_ENTRY = (await bundle({ task: 'scripts/task.ts' })).task;

const imports = (name: string, query = '') => `/api/v1/datasets/${name}/imports${query}`;
const csv = { headers: { 'content-type': 'text/csv' } };

/** A body that is made as it is asked for, and counts what was asked for. */
function streamed(total: number, piece: Buffer) {
  const sent = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // As a network would: not before others have had their turn.
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (sent.bytes >= total) return controller.close();
      sent.bytes += piece.length;
      controller.enqueue(piece);
    },
  });
  return { sent, body };
}

function post(at: string, body: ReadableStream, signal?: AbortSignal): Promise<Response> {
  const request = new Request(origin + at, {
    method: 'POST',
    headers: csv.headers,
    body,
    duplex: 'half',
    ...(signal && { signal }),
  } as RequestInit);
  return importsRoute.POST(request);
}

describe('POST /api/v1/datasets/{name}/imports', () => {
  it('makes a version of what is sent, and says what was found and done', async () => {
    const answer = await call(importAnswer, importsRoute, 'POST', imports('north', '?fileName=north.csv&currency=EUR&past=promo'), {
      body: dailyCsv(['a', 'b'], 60),
      ...csv,
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      created: true,
      dataset: { name: 'north', kind: 'imported', currency: 'EUR' },
      version: { version: 1, rowCount: 120 },
    });
    expect(answer.body.report).toMatchObject({ source: 'north.csv', frequency: 'day', counts: { series: 2 }, currency: 'EUR' });
    const { frame } = await observationsOf('north', 1);
    expect(frame.height).toBe(120);
    expect(frame.columns).toEqual(['date', 'store', 'y', 'promo']);

    const again = await call(importAnswer, importsRoute, 'POST', imports('north', '?past=promo'), {
      body: dailyCsv(['a', 'b'], 60),
      ...csv,
    });
    expect(again).toMatchObject({ status: 200, body: { created: false } });
    const more = await call(importAnswer, importsRoute, 'POST', imports('north', '?append=true'), {
      body: 'date,store,units,promo\n2024-03-01,a,7,0\n',
      ...csv,
    });
    expect(more).toMatchObject({ status: 201, body: { version: { version: 2, rowCount: 121, lastDate: '2024-03-01' } } });
    const versions = await call(versionList, versionsRoute, 'GET', '/api/v1/datasets/north/versions?limit=1');
    expect(versions.body.items.map(({ version }) => version)).toEqual([2]);
    const older = await call(versionList, versionsRoute, 'GET', `/api/v1/datasets/north/versions?cursor=${versions.body.nextCursor}`);
    expect(older.body).toMatchObject({ items: [{ version: 1 }], nextCursor: null });
    expect((await call(dataset, datasetRoute, 'GET', '/api/v1/datasets/north')).body.version?.version).toBe(2);
  });

  it('answers a dry run with the report, or with what is wrong, and stores nothing', async () => {
    const before = await state();
    const dry = await call(checkAnswer, importsRoute, 'POST', imports('rehearsed', '?dryRun=true&past=promo'), {
      body: dailyCsv(['a', 'b'], 60),
      ...csv,
    });
    expect(dry).toMatchObject({ status: 200, body: { dryRun: true, report: { counts: { recorded: 120 }, currency: 'USD' } } });
    expect(dry.body.report.currencyWhy).toMatch(/^assumed/);
    const wrong = await refused(importsRoute, 'POST', imports('rehearsed', '?dryRun=1&keys=store,store'), {
      body: dailyCsv(['a'], 30),
      ...csv,
    });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'data_invalid' } });
    expect(await state()).toEqual(before);
  });

  it('refuses what is wrong with its row and column, and leaves all as it was', async () => {
    const before = await state();
    const wrong = await refused(importsRoute, 'POST', imports('south', '?fileName=south.csv'), {
      body: dailyCsv(['a'], 30).replace('2024-01-05,a,13', '2024-01-05,a,x'),
      ...csv,
    });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'data_invalid' }, paths: ['south.csv, row 6, column "units"'] });
    expect((await refused(importsRoute, 'POST', imports('south'), { body: 'a', headers: { 'content-type': 'text/plain' } })).status).toBe(
      415,
    );
    expect(await refused(importsRoute, 'POST', imports('South%2F..'), { body: 'a', ...csv })).toMatchObject({
      status: 422,
      paths: ['name'],
    });
    expect(await refused(importsRoute, 'POST', imports('south', '?gaps=guess'), { body: 'a', ...csv })).toMatchObject({
      status: 422,
      paths: ['gaps'],
    });
    expect(await refused(importsRoute, 'POST', imports('sample-retailer'), { body: dailyCsv(['a'], 9), ...csv })).toMatchObject({
      status: 409,
    });
    expect(await refused(importsRoute, 'POST', imports('nobody', '?append=1'), { body: dailyCsv(['a'], 9), ...csv })).toMatchObject({
      status: 404,
    });
    expect(await refused(importsRoute, 'POST', imports('south', '?fileName=none.csv'), csv)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'none.csv', message: 'is empty' }] },
    });
    expect(await state()).toEqual(before);
  });

  it('refuses a gigabyte in one line once its first megabyte is there', async () => {
    const { sent, body } = streamed(2 ** 30, Buffer.alloc(262_144, 'sales,'));
    const memory = process.memoryUsage().rss;
    const response = await post(imports('line', '?fileName=line.csv'), body);
    expect(sent.bytes).toBeLessThan(8 * 1024 * 1024);
    expect(problem.parse(await response.json())).toMatchObject({
      status: 422,
      errors: [{ path: 'line.csv', message: expect.stringContaining('no line end') }],
    });
    expect(process.memoryUsage().rss - memory).toBeLessThan(200 * 1024 * 1024);
  });

  it('ends with the client, while it sends or while it waits, and leaves nothing', async () => {
    const before = await state();
    const row = Buffer.from('2024-01-01,a,1,0\n'.repeat(20_000));
    const leave = async (body: ReadableStream, when: Promise<unknown>) => {
      const leaving = new AbortController();
      const answer = post(imports('left'), body, leaving.signal);
      await when;
      leaving.abort();
      expect((await answer).status).toBe(400);
      expect(await state()).toEqual(before);
    };
    await leave(streamed(64 * row.length, row).body, sleep(100));
    const whole = dailyCsv(
      Array.from({ length: 400 }, (_, i) => `s${i}`),
      1500,
    );
    const childWorks = async () => {
      while (((await state()) as { scratch: string[] }).scratch.length < 2) await sleep(5);
    };
    await leave(new Blob([whole]).stream(), childWorks());
  });
});

describe('a source that is named in JSON', () => {
  const set = (settings: Record<string, string | undefined>) => {
    for (const [name, value] of Object.entries(settings)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    reloadEnv();
  };
  afterEach(() => set({ ALMANAC_IMPORT_FOLDER: undefined, ALMANAC_IMPORT_REMOTE: undefined }));
  const named = (source: unknown) => ({ body: { source } });

  it('is nothing that clients may name, unless whoever runs the server lets them', async () => {
    const before = await state();
    for (const source of [
      { kind: 'file', path: '/etc/passwd' },
      { kind: 'folder', path: '/' },
      { kind: 's3', bucket: 'secrets', prefix: '' },
      { kind: 'sql', url: 'postgres://user:hunter2@127.0.0.1:1/x', query: 'SELECT 1' },
    ]) {
      const answer = await refused(importsRoute, 'POST', imports('named'), named(source));
      expect(answer).toMatchObject({ status: 403, paths: ['source.kind'] });
      expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    }
    expect(await state()).toEqual(before);
  });

  it('lies below the folder that is allowed, links included', async () => {
    const allowed = path.join(folder, 'allowed');
    mkdirSync(allowed);
    writeFileSync(path.join(allowed, 'sales.csv'), dailyCsv(['a'], 30));
    symlinkSync('/etc', path.join(allowed, 'elsewhere'));
    set({ ALMANAC_IMPORT_FOLDER: allowed });
    for (const at of ['/etc/passwd', '../../etc/passwd', 'elsewhere/passwd', `${allowed}-not`, 'nothing.csv']) {
      expect(await refused(importsRoute, 'POST', imports('named'), named({ kind: 'file', path: at })), at).toMatchObject({
        status: 422,
        paths: ['source.path'],
      });
    }
    const answer = await call(importAnswer, importsRoute, 'POST', imports('named'), named({ kind: 'file', path: 'sales.csv' }));
    expect(answer.body.version.rowCount).toBe(30);
    expect(
      (await refused(importsRoute, 'POST', imports('named'), named({ kind: 'sql', url: 'postgres://x/y', query: 'SELECT 1' }))).status,
    ).toBe(403);
  });

  it('tells of a database that cannot be reached without its password', async () => {
    set({ ALMANAC_IMPORT_REMOTE: 'on' });
    const source = { kind: 'sql', url: 'postgres://user:hunter2@127.0.0.1:1/sales', query: 'SELECT 1' };
    const answer = await refused(importsRoute, 'POST', imports('named'), named(source));
    expect(answer).toMatchObject({ status: 503, body: { detail: 'The database 127.0.0.1:1/sales cannot be reached (ECONNREFUSED).' } });
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });
});

describe('POST /api/v1/datasets/{name}/imports/preview', () => {
  it('looks at the beginning of a long file only', async () => {
    const whole = dailyCsv(
      Array.from({ length: 600 }, (_, i) => `s${i}`),
      1000,
    );
    expect(whole.length).toBeGreaterThan(10 * 1024 * 1024);
    const answer = await call(importPreview, previewRoute, 'POST', '/api/v1/datasets/long/imports/preview?fileName=long.csv', {
      body: whole,
      ...csv,
    });
    expect(answer.body).toMatchObject({ source: 'long.csv', frequency: 'day', complete: false, mapping: { target: 'units' } });
    expect(answer.body.detection.files[0]?.sizeBytes).toBe(8 * 1024 * 1024);
  });

  it('says what is wrong in place of refusing', async () => {
    const answer = await call(importPreview, previewRoute, 'POST', '/api/v1/datasets/long/imports/preview', {
      body: 'store,units\na,1\n',
      ...csv,
    });
    expect(answer.body).toMatchObject({ mapping: null, findings: [{ severity: 'error', check: 'mapping' }] });
  });
});

it('DELETE /api/v1/datasets/{name} removes what was imported and nothing else', async () => {
  await call(importAnswer, importsRoute, 'POST', imports('passing'), { body: dailyCsv(['a', 'b'], 30), ...csv });
  const response = await datasetRoute.DELETE(new Request(`${origin}/api/v1/datasets/passing`, { method: 'DELETE' }));
  expect(response.status).toBe(204);
  expect((await refused(datasetRoute, 'GET', '/api/v1/datasets/passing')).status).toBe(404);
  expect((await refused(datasetRoute, 'DELETE', '/api/v1/datasets/sample-retailer')).status).toBe(409);
});

it('DELETE /api/v1/datasets/{name} leaves its models without a champion, and their numbers of data to them alone', async () => {
  const send = () => call(importAnswer, importsRoute, 'POST', imports('renewed'), { body: dailyCsv(['a', 'b'], 30), ...csv });
  await send();
  const scope = { dataset: 'renewed', level: 'store', frequency: 'day' as const };
  const name = modelName(scope);
  const { version } = await registerVersion({
    ...{ name, scope, runId: null, pipelineRunId: randomUUID(), source: 'mlflow-artifacts:/1/models/m-1' },
    ...{ config: {}, metrics: {}, datasetVersion: 1, trainedThrough: '2024-01-30' },
  });
  await setAliases([{ name, alias: 'champion', version }], { reason: 'first model', actor: 'pipeline' });
  await datasetRoute.DELETE(new Request(`${origin}/api/v1/datasets/renewed`, { method: 'DELETE' }));
  expect(await getVersionByAlias(name, 'champion')).toBeUndefined();
  const { items } = await listPromotions(name, { limit: 10 });
  expect(items[0]).toMatchObject({ alias: 'champion', fromVersion: version, toVersion: null, reason: 'dataset deleted' });
  expect((await send()).body.version.version).toBe(2);
});
