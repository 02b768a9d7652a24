import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import * as attempts from '@/app/api/v1/pipeline-runs/[id]/attempts/route';
import * as changes from '@/app/api/v1/pipeline-runs/[id]/changes/route';
import * as download from '@/app/api/v1/pipeline-runs/[id]/logs/download/route';
import * as logs from '@/app/api/v1/pipeline-runs/[id]/logs/route';
import * as validation from '@/app/api/v1/pipeline-runs/[id]/validation/route';
import * as check from '@/app/api/v1/pipeline-runs/check/route';
import * as runs from '@/app/api/v1/pipeline-runs/route';
import { closeNotifications } from '@/lib/listen';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { Workspace } from '@/lib/pipeline/workspace';
import { attemptList, logPage, runChanges, runValidation } from '@/lib/pipeline-runs/history-schema';
import { writeLog } from '@/lib/pipeline-runs/log';
import { claimStep, recordFailure, recordSuccess } from '@/lib/pipeline-runs/progress';
import { checkedRun, pipelineRunList } from '@/lib/pipeline-runs/schema';
import { cancelPipelineRun, createPipelineRun, retryPipelineRun } from '@/lib/pipeline-runs/service';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused, send } from './call';

await createTestDatabase();
createArtifactFolder();
afterAll(() => closeNotifications());

const at = (id: string, what: string) => `/api/v1/pipeline-runs/${id}/${what}`;
const queue = (parameters = {}) => createPipelineRun({ parameters: pipelineParameters.parse(parameters), trigger: 'api' });

async function claim(runId: string, step: string, dispatch = 1) {
  const claimed = await claimStep(runId, step, dispatch);
  if (!('claim' in claimed)) throw new Error(`${step} has succeeded before`);
  return claimed.claim;
}

describe('attempts', () => {
  it('are told one by one, however they ended', async () => {
    const { id } = await queue();
    await recordFailure(await claim(id, 'extract'), { code: 'internal', message: 'the network broke', errors: [] }, false);
    await recordSuccess(await claim(id, 'extract'), {});
    await claim(id, 'validate');
    await claim(id, 'validate');
    await cancelPipelineRun(id);
    await retryPipelineRun(id);
    await claim(id, 'validate', 2);
    const { body } = await call(attemptList, attempts, 'GET', at(id, 'attempts'));
    expect(body.items.map(({ step, number, status }) => `${step} ${number} ${status}`)).toEqual([
      'extract 1 failed',
      'extract 2 succeeded',
      'validate 1 lost',
      'validate 2 cancelled',
      'validate 3 running',
    ]);
    expect(body.items[0]).toMatchObject({ error: { message: 'the network broke' }, worker: expect.stringContaining(`:${process.pid}`) });
    expect(body.items.every(({ status, finishedAt }) => (finishedAt === null) === (status === 'running'))).toBe(true);
  });

  it('of no run are not found', async () => {
    expect((await refused(attempts, 'GET', at(randomUUID(), 'attempts'))).status).toBe(404);
  });
});

describe('the log', () => {
  it('is paged, narrowed and taken as text', async () => {
    const { id } = await queue();
    await writeLog(id, [
      { level: 'info', message: 'files read', step: 'extract' },
      { level: 'warn', message: '100% of a_b', step: 'validate' },
      { level: 'error', message: 'no sales', step: 'validate' },
    ]);
    const read = async (query: string) => (await call(logPage, logs, 'GET', at(id, `logs?${query}`))).body;
    const first = await read('limit=2');
    expect(first.items.map(({ message }) => message)).toEqual(['files read', '100% of a_b']);
    const rest = await read(`limit=2&after=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ message: 'no sales', level: 'error', step: 'validate' }], nextCursor: null, removed: 0 });
    expect((await read('level=warn')).items).toHaveLength(2);
    expect((await read('step=extract')).items).toHaveLength(1);
    expect((await read('q=NO%20SALES')).items).toHaveLength(1);
    expect((await read('q=0%25%20of%20a_')).items).toHaveLength(1);
    expect((await read('q=_')).items).toHaveLength(1);
    const file = await send(download, 'GET', at(id, 'logs/download?level=warn'));
    expect(file.headers.get('content-disposition')).toContain('.log');
    expect(await file.text()).toMatch(/^\S+Z WARN {2}validate: 100% of a_b\n\S+Z ERROR validate: no sales\n$/);
  });

  it.each([
    ['limit=0', 'limit'],
    ['after=x', 'after'],
    ['level=loud', 'level'],
    ['colour=red', 'colour'],
  ])('refuses %s', async (query, path) => {
    const { id } = await queue();
    expect((await refused(logs, 'GET', at(id, `logs?${query}`))).paths).toEqual([path]);
  });
});

describe('what a run was told differently', () => {
  it('is told against the one before it of its dataset, or any other', async () => {
    const [one, , two] = [await queue({ dataset: 'a' }), await queue({ dataset: 'b' }), await queue({ dataset: 'a', horizon: 7, seed: 1 })];
    const { body } = await call(runChanges, changes, 'GET', at(two.id, 'changes'));
    expect(body).toEqual({
      against: { id: one.id, status: 'queued', createdAt: one.createdAt },
      changes: [
        { name: 'horizon', before: 30, after: 7 },
        { name: 'seed', before: 42, after: 1 },
      ],
    });
    expect((await call(runChanges, changes, 'GET', at(one.id, 'changes'))).body).toEqual({ against: null, changes: [] });
    const other = await call(runChanges, changes, 'GET', at(one.id, `changes?against=${two.id}`));
    expect(other.body.changes).toContainEqual({ name: 'horizon', before: 7, after: 30 });
    expect((await refused(changes, 'GET', at(one.id, `changes?against=${randomUUID()}`))).status).toBe(404);
  });
});

it('runs are listed by what started them', async () => {
  const { id } = await createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'cron' });
  const { body } = await call(pipelineRunList, runs, 'GET', '/api/v1/pipeline-runs?trigger=cron');
  expect(body.items.map((run) => run.id)).toEqual([id]);
  expect((await refused(runs, 'GET', '/api/v1/pipeline-runs?trigger=moon')).paths).toEqual(['trigger']);
});

it('the validation report is there once the run has got so far', async () => {
  const { id } = await queue();
  expect((await refused(validation, 'GET', at(randomUUID(), 'validation'))).status).toBe(404);
  expect((await call(runValidation, validation, 'GET', at(id, 'validation'))).body).toEqual({ report: null });
  const report = {
    status: 'warnings',
    dataset: 'a',
    datasetVersion: 3,
    rows: 10,
    checks: [{ name: 'gaps', severity: 'warning', passed: false, count: 1, message: '1 day is missing', offences: [] }],
  };
  await new Workspace(id).writeJson('validation.json', report);
  expect((await call(runValidation, validation, 'GET', at(id, 'validation'))).body).toEqual({ report });
});

it('what a run would be told is answered without starting it', async () => {
  const { id } = await queue();
  const ask = (parameters: object) => call(checkedRun, check, 'POST', '/api/v1/pipeline-runs/check', { body: { parameters } });
  const { body } = await ask({ models: ['lightgbm'], enableModelRegistration: false });
  expect(body).toMatchObject({ parameters: { level: 'store', frequency: 'day', horizon: 30 }, problems: [] });
  expect(body.steps).not.toContain('register');
  const impossible = await ask({ dataset: 'nowhere' });
  expect(impossible.body).toMatchObject({ parameters: null, steps: [], problems: [{ path: 'parameters.dataset' }] });
  expect((await refused(check, 'POST', '/api/v1/pipeline-runs/check', { body: { parameters: { horizon: 0 } } })).paths).toEqual([
    'parameters.horizon',
  ]);
  expect((await call(pipelineRunList, runs, 'GET', '/api/v1/pipeline-runs?limit=1')).body.items[0]?.id).toBe(id);
});
