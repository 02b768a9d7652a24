import { describe, expect, it } from 'vitest';
import * as alias from '@/app/api/v1/models/[name]/aliases/[alias]/route';
import * as aliases from '@/app/api/v1/models/[name]/aliases/route';
import * as promotes from '@/app/api/v1/models/[name]/promote/route';
import * as promotions from '@/app/api/v1/models/[name]/promotions/route';
import * as rollbacks from '@/app/api/v1/models/[name]/rollback/route';
import * as one from '@/app/api/v1/models/[name]/route';
import * as cards from '@/app/api/v1/models/[name]/versions/[version]/card/route';
import * as comparisons from '@/app/api/v1/models/[name]/versions/[version]/compare/route';
import * as downloads from '@/app/api/v1/models/[name]/versions/[version]/files/download/route';
import * as files from '@/app/api/v1/models/[name]/versions/[version]/files/route';
import * as gates from '@/app/api/v1/models/[name]/versions/[version]/gates/route';
import * as lineages from '@/app/api/v1/models/[name]/versions/[version]/lineage/route';
import * as version from '@/app/api/v1/models/[name]/versions/[version]/route';
import * as versions from '@/app/api/v1/models/[name]/versions/route';
import * as models from '@/app/api/v1/models/route';
import { modelCard } from '@/lib/registry/card-schema';
import { versionComparison } from '@/lib/registry/compare-versions';
import { gatesAnswer } from '@/lib/registry/edit-schema';
import { lineage } from '@/lib/registry/lineage-schema';
import { promotionResult, returnAnswer } from '@/lib/registry/promotion-schema';
import { modelVersion, modelVersionList, promotionList, registeredModel, registeredModelList } from '@/lib/registry/schema';
import { registerVersion } from '@/lib/registry/service';
import { versionFileList } from '@/lib/registry/version-files';
import { artifactStore } from '@/lib/storage';
import { createTestDatabase } from '../helpers/postgres';
import { call, refused, send } from './call';
import { model, pipelineRunId, seedResults } from './seed';

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
  expect((await move({ alias: 'challenger', version: 1 })).body.aliases).toEqual(['challenger']);
  // Nothing is known of how these versions did, so that only a reason makes one champion.
  const judged = await refused(aliases, 'POST', `${path}/${model}/aliases`, { body: { alias: 'champion', version: 1 } });
  expect([judged.status, judged.paths]).toEqual([409, ['gates.beats-seasonal-naive']]);
  expect((await move({ alias: 'champion', version: 1, reason: 'the first' })).body.aliases).toEqual(['challenger', 'champion']);
  expect((await move({ alias: 'champion', version: 1 })).status).toBe(200);
  expect((await move({ alias: 'champion', version: 2, reason: 'better', expectedVersion: 1 })).body).toMatchObject({
    version: 2,
    aliases: ['champion'],
  });
  const late = await refused(aliases, 'POST', `${path}/${model}/aliases`, {
    body: { alias: 'champion', version: 1, reason: 'late', expectedVersion: 1 },
  });
  expect([late.status, late.paths]).toEqual([409, ['expectedVersion']]);
  const { body } = await call(registeredModelList, models, 'GET', path);
  expect(body.items[0]?.aliases).toEqual([
    { alias: 'challenger', version: 1 },
    { alias: 'champion', version: 2 },
  ]);
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

it('is told by name, described in Markdown and tagged, versions too', async () => {
  const at = `${path}/${model}`;
  expect((await call(registeredModel, one, 'GET', at)).body).toMatchObject({ name: model, description: '', latestVersion: 2 });
  const edit = async (body: object) => (await call(registeredModel, one, 'PATCH', at, { body })).body;
  expect(await edit({ description: '# Sales', tags: { team: 'a', stage: 'x' } })).toMatchObject({
    description: '# Sales',
    tags: { team: 'a', stage: 'x' },
  });
  expect((await edit({ tags: { team: 'b', stage: null, none: null } })).tags).toEqual({ team: 'b' });
  expect(await edit({})).toMatchObject({ description: '# Sales', tags: { team: 'b' } });
  const { body } = await call(modelVersion, version, 'PATCH', `${at}/versions/2`, { body: { description: 'good', tags: { a: 'b' } } });
  expect(body).toMatchObject({ version: 2, description: 'good', tags: { a: 'b' } });
  expect((await call(modelVersion, version, 'GET', `${at}/versions/2`)).body).toEqual(body);
  for (const number of ['3', '0', '-1', '1.5', 'x', '99999999999'])
    expect((await refused(version, 'GET', `${at}/versions/${number}`)).status, number).toBe(404);
  expect((await refused(one, 'PATCH', `${path}/nobody`, { body: {} })).paths).toEqual(['name']);
  expect((await refused(one, 'PATCH', at, { body: { tags: { x: 5 } } })).paths).toEqual(['tags.x']);
  expect((await refused(one, 'PATCH', at, { body: { name: 'other' } })).paths).toEqual(['name']);
});

describe('promotion', () => {
  const at = `${path}/${model}`;
  const promote = (body: object) => call(promotionResult, promotes, 'POST', `${at}/promote`, { body });
  const champion = async () =>
    (await call(registeredModel, one, 'GET', at)).body.aliases.find(({ alias: own }) => own === 'champion')?.version;

  it('tells what a version would show, and goes by it', async () => {
    const { body } = await call(gatesAnswer, gates, 'GET', `${at}/versions/1/gates`);
    expect(body).toMatchObject({ alias: 'champion', currentVersion: 2, passed: false });
    expect(body.gates.map(({ name }) => name)).toEqual(['beats-seasonal-naive', 'beats-champion', 'coverage', 'fresh-data']);
    expect(body.gates.at(-1)).toMatchObject({ passed: true, figures: { daysBehind: 0 } });
    const failed = body.gates.filter(({ passed }) => !passed).map(({ name }) => `gates.${name}`);
    const answer = await refused(promotes, 'POST', `${at}/promote`, { body: { version: 1 } });
    expect([answer.status, answer.paths]).toEqual([409, failed]);
    expect((await refused(promotes, 'POST', `${at}/promote`, { body: { version: 1, override: true } })).paths).toEqual(['reason']);
    const forced = await promote({ version: 1, override: true, reason: 'the board wants it' });
    expect(forced.body).toMatchObject({ fromVersion: 2, overridden: true, version: { version: 1 } });
    expect(await champion()).toBe(1);
  });

  it('is undone by one call, and everything is on record', async () => {
    const back = await call(promotionResult, rollbacks, 'POST', `${at}/rollback`, { body: { reason: 'sales collapsed' } });
    expect(back.body).toMatchObject({ fromVersion: 1, version: { version: 2 } });
    const { body } = await call(promotionList, promotions, 'GET', `${at}/promotions?alias=champion&limit=2`);
    expect(body.items.map(({ fromVersion, toVersion, actor }) => [fromVersion, toVersion, actor])).toEqual([
      [1, 2, 'api (local)'],
      [2, 1, 'api (local)'],
    ]);
    expect(body.items[1]?.reason).toMatch(/^the board wants it \(overriding beats-seasonal-naive/);
    const older = await call(promotionList, promotions, 'GET', `${at}/promotions?alias=champion&cursor=${body.nextCursor}`);
    expect(older.body.items.map(({ toVersion }) => toVersion)).toEqual([2, 1]);
    expect((await refused(rollbacks, 'POST', `${at}/rollback`, { body: { reason: 'again', alias: 'nothing' } })).paths).toEqual(['alias']);
    expect((await refused(promotions, 'GET', `${path}/nobody/promotions`)).paths).toEqual(['name']);
  });

  it('of two at once is won by one', async () => {
    const ask = (number: number) =>
      send(promotes, 'POST', `${at}/promote`, { body: { version: number, expectedVersion: 2, override: true, reason: 'race' } });
    const scope = { dataset: 'sample-retailer', level: 'store', frequency: 'day' } as const;
    const made = { runId: null, pipelineRunId: null, source: 'x', config: {}, metrics: {}, datasetVersion: 1, trainedThrough: null };
    expect((await registerVersion({ name: model, scope, ...made })).version).toBe(3);
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all([ask(1), ask(3)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await champion()).toBe(answers[0]?.status === 200 ? 1 : 3);
      await call(promotionResult, rollbacks, 'POST', `${at}/rollback`, { body: { reason: 'next round' } });
    }
  });

  it('is of no alias that was taken away', async () => {
    expect((await send(alias, 'DELETE', `${at}/aliases/challenger?reason=done`)).status).toBe(204);
    expect((await send(alias, 'DELETE', `${at}/aliases/challenger`)).status).toBe(204);
    expect((await call(registeredModel, one, 'GET', at)).body.aliases).toEqual([{ alias: 'champion', version: 2 }]);
    expect((await refused(alias, 'DELETE', `${path}/nobody/aliases/x`)).status).toBe(404);
  });
});

it('tells where a version comes from and what was made of it', async () => {
  const { body } = await call(lineage, lineages, 'GET', `${path}/${model}/versions/1/lineage`);
  expect(body).toMatchObject({
    data: { dataset: 'sample-retailer', version: 1, fingerprint: 'f'.repeat(64), lastDate: '2026-03-31', rowCount: 1000, isCurrent: true },
    version: { name: model, version: 1 },
    // Of the seeded run there is no row, and no tracked run.
    ...{ pipelineRun: null, run: null, together: [] },
    forecastCount: 1,
  });
  expect(body.forecasts).toEqual([expect.objectContaining({ pipelineRunId, origin: '2026-03-31', horizon: 7 })]);
  expect((await call(lineage, lineages, 'GET', `${path}/${model}/versions/2/lineage`)).body.forecasts).toEqual([]);
  expect((await refused(lineages, 'GET', `${path}/${model}/versions/7/lineage`)).paths).toEqual(['version']);
});

it('knows no versions of a model that is not there', async () => {
  const { status, paths } = await refused(versions, 'GET', `${path}/nobody/versions`);
  expect([status, paths]).toEqual([404, ['name']]);
  expect((await refused(versions, 'GET', `${path}/${model}/versions?cursor=x`)).paths).toEqual(['cursor']);
});

describe('what a version is', () => {
  const at = `${path}/${model}/versions`;

  it('is told by its card, as far as it was recorded', async () => {
    const { body } = await call(modelCard, cards, 'GET', `${at}/1/card`);
    expect(body).toMatchObject({
      name: model,
      version: 1,
      kind: 'forecaster',
      data: { dataset: 'sample-retailer', trainedThrough: '2026-03-31' },
    });
    expect(body.figures.own.test).toMatchObject({ rmse: 12, mape: null });
    expect(body.load.python).toContain(`"${model}", "1"`);
    expect((await refused(cards, 'GET', `${at}/9/card`)).paths).toEqual(['version']);
  });

  it('is set beside another', async () => {
    const { body } = await call(versionComparison, comparisons, 'GET', `${at}/2/compare?with=1`);
    expect(body).toMatchObject({ version: 2, with: 1 });
    expect((await refused(comparisons, 'GET', `${at}/2/compare`)).paths).toEqual(['with']);
    expect((await refused(comparisons, 'GET', `${at}/2/compare?with=99`)).paths).toEqual(['version']);
  });

  it('is downloaded file by file, and from nowhere but its folder', async () => {
    const scope = { dataset: 'sample-retailer', level: 'store', frequency: 'day' } as const;
    const made = { runId: null, pipelineRunId: null, config: {}, metrics: {}, datasetVersion: 1, trainedThrough: null };
    const kept = await registerVersion({ name: 'sales-forecast.kept', scope, source: 'mlflow-artifacts:/9/kept/model', ...made });
    await artifactStore().put('9/kept/model/data/model.txt', 'tree');
    await artifactStore().put('9/kept/secret.txt', 'not of it');
    const own = `${path}/sales-forecast.kept/versions/${kept.version}/files`;
    const { body } = await call(versionFileList, files, 'GET', own);
    expect(body.items.map(({ path: file, sizeBytes }) => [file, sizeBytes])).toEqual([['data/model.txt', 4]]);
    const response = await send(downloads, 'GET', `${own}/download?path=data/model.txt`);
    expect([response.status, await response.text()]).toEqual([200, 'tree']);
    expect((await refused(downloads, 'GET', `${own}/download?path=nothing`)).status).toBe(404);
    expect((await refused(downloads, 'GET', `${own}/download?path=../secret.txt`)).status).toBe(400);
    const away = await registerVersion({ name: 'sales-forecast.kept', scope, source: 's3://elsewhere/model', ...made });
    expect((await refused(files, 'GET', `${path}/sales-forecast.kept/versions/${away.version}/files`)).status).toBe(409);
  });

  it('says where a rollback leads, and is removed only where nothing points to it', async () => {
    const { body } = await call(returnAnswer, rollbacks, 'GET', `${path}/${model}/rollback`);
    expect(body).toMatchObject({ alias: 'champion', currentVersion: 2 });
    expect((await call(returnAnswer, rollbacks, 'GET', `${path}/${model}/rollback?alias=none`)).body).toMatchObject({
      ...{ currentVersion: null, toVersion: null },
    });
    expect((await refused(rollbacks, 'GET', `${path}/nobody/rollback`)).paths).toEqual(['name']);
    const pointed = await refused(version, 'DELETE', `${at}/2`);
    expect([pointed.status, pointed.paths]).toEqual([409, ['aliases']]);
    const serving = await refused(version, 'DELETE', `${at}/1`);
    expect([serving.status, serving.paths]).toEqual([409, ['forecasts']]);
    expect((await send(version, 'DELETE', `${at}/3`)).status).toBe(204);
    expect((await refused(version, 'DELETE', `${at}/3`)).paths).toEqual(['version']);
  });
});
