import { expect, it } from 'vitest';
import * as accuracy from '@/app/api/v1/monitoring/accuracy/route';
import * as alerts from '@/app/api/v1/monitoring/alerts/route';
import * as drift from '@/app/api/v1/monitoring/drift/route';
import * as fresh from '@/app/api/v1/monitoring/freshness/route';
import * as health from '@/app/api/v1/monitoring/runs/route';
import { driftAnswer, freshness, monitoredAccuracy, monitoredAlerts, runHealth } from '@/lib/monitoring/schema';
import { pipelineParameters } from '@/lib/pipeline/parameters';
import { failRun } from '@/lib/pipeline-runs/progress';
import { createPipelineRun } from '@/lib/pipeline-runs/service';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused } from './call';
import { seedResults } from './seed';

await createTestDatabase();
await seedResults();
const path = '/api/v1/monitoring';

it('tells how new the data are', async () => {
  const { body } = await call(freshness, fresh, 'GET', `${path}/freshness`);
  expect(body).toMatchObject({
    dataset: 'sample-retailer',
    dataThrough: '2026-03-31',
    staleAfterDays: 7,
    forecast: { origin: '2026-03-31', through: '2026-04-07' },
  });
  expect(body.versions.map(({ version }) => version)).toEqual([1]);
});

it('says what is amiss, and what to do about it', async () => {
  const run = await createPipelineRun({ parameters: pipelineParameters.parse({}), trigger: 'api' });
  await failRun(run.id, 1, { code: 'data_invalid', message: 'A file is damaged.', errors: [] });
  const { body } = await call(monitoredAlerts, alerts, 'GET', `${path}/alerts`);
  expect(body.items[0]).toMatchObject({ kind: 'run-failed', severity: 'danger', detail: 'A file is damaged.', runId: run.id });
  expect(body.items.every(({ advice }) => advice.length > 20)).toBe(true);
  const { body: runs } = await call(runHealth, health, 'GET', `${path}/runs`);
  expect(runs).toMatchObject({ ended: 1, succeeded: 0, runs: [{ id: run.id, failure: { code: 'data_invalid' } }] });
});

it('says why there is nothing to compare, where nothing is kept or nothing has come true', async () => {
  const { body } = await call(driftAnswer, drift, 'GET', `${path}/drift`);
  expect(body).toEqual({ report: null, reason: 'The data that the newest run read are not kept any more. The next run brings them.' });
  expect((await call(monitoredAccuracy, accuracy, 'GET', `${path}/accuracy`)).body.items).toEqual([]);
});

it.each([accuracy, alerts, drift, fresh, health])('knows no dataset that is not there', async (route) => {
  const { pathname } = new URL(route.OPTIONS.declaration.path, 'http://localhost');
  const answer = await refused(route, 'GET', `${pathname}?dataset=nowhere`);
  expect([answer.status, answer.paths]).toEqual([404, ['dataset']]);
});
