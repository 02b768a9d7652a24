import { describe, expect, it } from 'vitest';
import * as cancel from '@/app/api/v1/pipeline-runs/[id]/cancel/route';
import * as repeat from '@/app/api/v1/pipeline-runs/[id]/repeat/route';
import * as retry from '@/app/api/v1/pipeline-runs/[id]/retry/route';
import * as run from '@/app/api/v1/pipeline-runs/[id]/route';
import * as runs from '@/app/api/v1/pipeline-runs/route';
import { defaultSettings } from '@/lib/datasets/settings';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { writeRunStart } from '@/lib/pipeline/run-start';
import { pipelineRun, pipelineRunList, stepNames } from '@/lib/pipeline-runs/schema';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused } from './call';
import { seedDataset } from './seed';

createArtifactFolder();
await createTestDatabase();
await seedDataset();

const path = '/api/v1/pipeline-runs';
const nobody = '00000000-0000-4000-8000-000000000000';
const create = (parameters: object = {}) => call(pipelineRun, runs, 'POST', path, { body: { parameters } });

describe('POST /api/v1/pipeline-runs', () => {
  it('queues a run and says where it is', async () => {
    const { status, headers, body } = await create({ horizon: 7, level: 'category' });
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`${path}/${body.id}`);
    expect(body).toMatchObject({ status: 'queued', trigger: 'api', result: null, error: null, startedAt: null });
    expect(body.parameters).toEqual(pipelineParameters.parse({ horizon: 7, level: 'category' }));
    expect(body.steps.map(({ name }) => name)).toEqual(stepNames);
    expect((await call(pipelineRun, run, 'GET', `${path}/${body.id}`)).body).toEqual(body);
  });

  it('takes no body as all defaults, and knows the dashboard', async () => {
    const { body } = await call(pipelineRun, runs, 'POST', path, {
      headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
    });
    expect(body).toMatchObject({ trigger: 'dashboard', parameters: pipelineParameters.parse({}) });
  });

  it.each([
    [{ dataStartDate: '2026-02-01', dataEndDate: '2026-01-01' }, 'parameters.dataEndDate'],
    [{ dataStartDate: 'yesterday' }, 'parameters.dataStartDate'],
    [{ level: 'shop' }, 'parameters.level'],
    [{ horizon: 0 }, 'parameters.horizon'],
    [{ horizon: 10_000 }, 'parameters.horizon'],
    [{ horizon: 105, frequency: 'week' }, 'parameters.horizon'],
    [{ horizon: '30' }, 'parameters.horizon'],
    [{ models: [] }, 'parameters.models'],
    [{ models: ['prophet'] }, 'parameters.models.0'],
    [{ dataset: 'nobody-s-shop' }, 'parameters.dataset'],
    [{ dataset: '../etc' }, 'parameters.dataset'],
    [{ dataStartDate: '2031-01-01' }, 'parameters.dataStartDate'],
    [{ dataEndDate: '1999-01-01' }, 'parameters.dataEndDate'],
    [{ colour: 'red' }, 'parameters.colour'],
    [{ seed: -1 }, 'parameters.seed'],
    [{ datasetVersion: 0 }, 'parameters.datasetVersion'],
    [{ datasetVersion: 7 }, 'parameters.datasetVersion'],
  ])('refuses %j and queues nothing', async (parameters, at) => {
    const before = (await call(pipelineRunList, runs, 'GET', `${path}?limit=100`)).body.items.length;
    const { status, paths } = await refused(runs, 'POST', path, { body: { parameters } });
    expect(status).toBe(422);
    expect(paths).toEqual([at]);
    expect((await call(pipelineRunList, runs, 'GET', `${path}?limit=100`)).body.items.length).toBe(before);
  });

  it('refuses unknown keys beside the parameters, and what is no object', async () => {
    expect((await refused(runs, 'POST', path, { body: { parameter: {} } })).paths).toEqual(['parameter']);
    expect((await refused(runs, 'POST', path, { body: [] })).status).toBe(422);
    expect((await refused(runs, 'POST', path, { body: '{"parameters":' })).status).toBe(400);
    expect((await refused(runs, 'POST', path, { body: '{}', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  });
});

describe('GET /api/v1/pipeline-runs', () => {
  it('goes through every run once, newest first', async () => {
    for (let i = 0; i < 3; i++) await create();
    const all = (await call(pipelineRunList, runs, 'GET', `${path}?limit=100`)).body.items;
    expect(all.map(({ createdAt }) => createdAt)).toEqual(
      all
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await call(
        pipelineRunList,
        runs,
        'GET',
        `${path}?limit=2&cursor=${cursor}`,
      );
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  it('filters by status and dataset', async () => {
    const { body } = await create();
    await call(pipelineRun, cancel, 'POST', `${path}/${body.id}/cancel`);
    const cancelled = (await call(pipelineRunList, runs, 'GET', `${path}?status=cancelled`)).body.items;
    expect(cancelled.map(({ id }) => id)).toContain(body.id);
    expect(new Set(cancelled.map(({ status }) => status))).toEqual(new Set(['cancelled']));
    expect((await call(pipelineRunList, runs, 'GET', `${path}?dataset=other`)).body.items).toEqual([]);
  });

  it.each([
    ['status=done', 'status'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['cursor=abc', 'cursor'],
    ['state=queued', 'state'],
  ])('refuses ?%s', async (query, at) => {
    const { status, paths } = await refused(runs, 'GET', `${path}?${query}`);
    expect([status, paths]).toEqual([422, [at]]);
  });
});

describe('one run', () => {
  it.each([nobody, 'x', '%2F', '..%2F..', 'a'.repeat(500)])('is not found as %s', async (id) => {
    for (const [file, method, tail] of [
      [run, 'GET', ''],
      [cancel, 'POST', '/cancel'],
      [retry, 'POST', '/retry'],
      [repeat, 'POST', '/repeat'],
    ] as const) {
      const { status, paths } = await refused(file, method, `${path}/${id}${tail}`);
      expect([status, paths]).toEqual([404, ['id']]);
    }
  });

  it('is cancelled and continued', async () => {
    const { body } = await create();
    expect((await refused(retry, 'POST', `${path}/${body.id}/retry`)).status).toBe(409);
    expect((await call(pipelineRun, cancel, 'POST', `${path}/${body.id}/cancel`)).body.status).toBe('cancelled');
    const again = await call(pipelineRun, retry, 'POST', `${path}/${body.id}/retry`);
    expect([again.status, again.body.status]).toEqual([202, 'queued']);
  });

  it('is repeated once it has ended, if it kept what it began with', async () => {
    const { body } = await create({ horizon: 9, seed: 5 });
    const ask = () => refused(repeat, 'POST', `${path}/${body.id}/repeat`);
    expect([(await ask()).status, (await ask()).paths]).toEqual([409, ['id']]);
    await call(pipelineRun, cancel, 'POST', `${path}/${body.id}/cancel`);
    expect((await ask()).body.detail).toContain('has not kept what it began with');
    await writeRunStart(body.id, { datasetVersion: 1, fingerprint: 'f'.repeat(64), settings: defaultSettings, champion: null });
    const again = await call(pipelineRun, repeat, 'POST', `${path}/${body.id}/repeat`);
    expect([again.status, again.headers.get('location')]).toEqual([202, `${path}/${again.body.id}`]);
    expect(again.body).toMatchObject({ status: 'queued', repeatOf: body.id, parameters: { ...body.parameters, datasetVersion: 1 } });
    await writeRunStart(body.id, { datasetVersion: 1, fingerprint: 'e'.repeat(64), settings: defaultSettings, champion: null });
    expect((await ask()).body.detail).toContain('not there any more');
  });

  it('is not to be deleted or replaced', async () => {
    const { status, headers } = await refused(run, 'DELETE', `${path}/${nobody}`);
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
