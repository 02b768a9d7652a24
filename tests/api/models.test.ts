import { expect, it } from 'vitest';
import * as aliases from '@/app/api/v1/models/[name]/aliases/route';
import * as versions from '@/app/api/v1/models/[name]/versions/route';
import * as models from '@/app/api/v1/models/route';
import { modelVersion, modelVersionList, registeredModelList } from '@/lib/registry/schema';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused } from './call';
import { model, seedResults } from './seed';

await createTestDatabase();
await seedResults();

const path = '/api/v1/models';

it('lists models and their versions', async () => {
  const { body } = await call(registeredModelList, models, 'GET', path);
  expect(body.items.map(({ name, latestVersion }) => [name, latestVersion])).toEqual([[model, 2]]);
  expect((await call(registeredModelList, models, 'GET', `${path}?q=nothing-like-it`)).body.items).toEqual([]);
  const first = await call(modelVersionList, versions, 'GET', `${path}/${model}/versions?limit=1`);
  const second = await call(modelVersionList, versions, 'GET', `${path}/${model}/versions?limit=1&cursor=${first.body.nextCursor}`);
  expect([...first.body.items, ...second.body.items].map(({ version }) => version)).toEqual([2, 1]);
  expect(second.body.items[0]).toMatchObject({ metrics: { test: { rmse: 12, mape: null } }, trainedThrough: '2026-03-31' });
});

it('points an alias to a version, and knows when another was faster', async () => {
  const move = (body: object) => call(modelVersion, aliases, 'POST', `${path}/${model}/aliases`, { body });
  expect((await move({ alias: 'champion', version: 1 })).body.aliases).toEqual(['champion']);
  expect((await move({ alias: 'champion', version: 2, reason: 'better', expectedVersion: 1 })).body).toMatchObject({
    version: 2,
    aliases: ['champion'],
  });
  const late = await refused(aliases, 'POST', `${path}/${model}/aliases`, { body: { alias: 'champion', version: 1, expectedVersion: 1 } });
  expect([late.status, late.paths]).toEqual([409, ['expectedVersion']]);
  const { body } = await call(registeredModelList, models, 'GET', path);
  expect(body.items[0]?.aliases).toEqual([{ alias: 'champion', version: 2 }]);
});

it.each([
  [{ alias: 'champion', version: 3 }, model, 404, 'version'],
  [{ alias: 'champion', version: 1 }, 'nobody', 404, 'name'],
  [{ alias: '3', version: 1 }, model, 422, 'alias'],
  [{ alias: 'champion', version: 0 }, model, 422, 'version'],
  [{ alias: 'champion' }, model, 422, 'version'],
  [{ alias: 'champion', version: 1, stage: 'x' }, model, 422, 'stage'],
])('refuses %j for %s', async (body, name, status, at) => {
  const answer = await refused(aliases, 'POST', `${path}/${name}/aliases`, { body });
  expect([answer.status, answer.paths]).toEqual([status, [at]]);
});

it('knows no versions of a model that is not there', async () => {
  const { status, paths } = await refused(versions, 'GET', `${path}/nobody/versions`);
  expect([status, paths]).toEqual([404, ['name']]);
  expect((await refused(versions, 'GET', `${path}/${model}/versions?cursor=x`)).paths).toEqual(['cursor']);
});
