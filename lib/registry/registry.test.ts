import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { modelName } from './names';
import * as schema from './schema';
import {
  getVersion,
  getVersionByAlias,
  listModels,
  listPromotions,
  listVersions,
  registerVersion,
  removeAlias,
  setAliases,
  type VersionToRegister,
} from './service';

await createTestDatabase();

const scope = { dataset: 'shop', level: 'store', frequency: 'day' } as const;
const note = { reason: 'better', actor: 'test', gates: { rmse: 1 } };

const register = (name: string, more: Partial<VersionToRegister> = {}) =>
  registerVersion({
    name,
    scope,
    runId: null,
    pipelineRunId: randomUUID(),
    source: 'mlflow-artifacts:/1/x/artifacts/model',
    config: { best: 'ensemble' },
    metrics: { test: { rmse: 12, mape: Number.NaN } },
    datasetVersion: 3,
    trainedThrough: '2026-03-31',
    ...more,
  });

async function versions(name: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await register(name);
}

const expectedVersion = { code: 'conflict', errors: [expect.objectContaining({ path: 'expectedVersion' })] };

test.each([
  [{ dataset: 'sample-retailer', level: 'store', frequency: 'day' }, undefined, 'sales-forecast'],
  [{ dataset: 'sample-retailer', level: 'store', frequency: 'day' }, 'lightgbm', 'sales-forecast-lightgbm'],
  [{ dataset: 'sample-retailer', level: 'store', frequency: 'week' }, undefined, 'sales-forecast.sample-retailer.store.week'],
  [{ dataset: 'shop', level: 'store+category', frequency: 'day' }, 'xgboost', 'sales-forecast-xgboost.shop.store+category.day'],
] as const)('%j %s is named %s', (of, member, name) => {
  expect(modelName(of, member)).toBe(name);
});

describe('versions', () => {
  test('a version is told as it was registered', async () => {
    const pipelineRunId = randomUUID();
    const version = schema.modelVersion.parse(
      await register('told', { pipelineRunId, runId: 'a'.repeat(32), description: 'the first', tags: { by: 'test' } }),
    );
    expect(version).toMatchObject({
      name: 'told',
      version: 1,
      runId: 'a'.repeat(32),
      pipelineRunId,
      status: 'READY',
      stage: 'None',
      description: 'the first',
      config: { best: 'ensemble' },
      metrics: { test: { rmse: 12, mape: null } },
      datasetVersion: 3,
      trainedThrough: '2026-03-31',
      aliases: [],
    });
    expect(await getVersion('told', 1)).toEqual(version);
    expect(await db().modelVersionTag.findMany()).toEqual([{ name: 'told', version: 1, key: 'by', value: 'test' }]);
  });

  test('registered at once, they are numbered without gap or double', async () => {
    const made = await Promise.all(Array.from({ length: 25 }, () => register('busy')));
    expect(made.map(({ version }) => version).sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  });

  test('a repeat for one pipeline run is one version, also at once and among others', async () => {
    const pipelineRunId = randomUUID();
    const same = Promise.all(Array.from({ length: 6 }, () => register('repeated', { pipelineRunId })));
    const others = Promise.all(Array.from({ length: 4 }, () => register('repeated')));
    const numbers = new Set((await same).map(({ version }) => version));
    await others;
    expect(numbers.size).toBe(1);
    expect((await listVersions('repeated', { limit: 100 })).items.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
  });

  test('come by page, the newest first', async () => {
    await versions('paged', 7);
    const first = schema.modelVersionList.parse(await listVersions('paged', { limit: 4 }));
    const second = await listVersions('paged', { limit: 4, cursor: first.nextCursor as string });
    expect([...first.items, ...second.items].map(({ version }) => version)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(second.nextCursor).toBeNull();
    await expect(listVersions('nobody', { limit: 1 })).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'name' }] });
    await expect(getVersion('paged', 99)).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'version' }] });
  });
});

describe('aliases', () => {
  test('move with a line in the audit trail', async () => {
    await versions('moved', 2);
    const move = (version: number) => setAliases([{ name: 'moved', alias: 'champion', version }], note);
    expect(await getVersionByAlias('moved', 'champion')).toBeUndefined();
    await move(1);
    await move(2);
    await move(2); // there already: nothing to tell
    expect((await getVersionByAlias('moved', 'champion'))?.version).toBe(2);
    expect((await getVersion('moved', 2)).aliases).toEqual(['champion']);
    await removeAlias('moved', 'champion', { ...note, reason: 'withdrawn' });
    await removeAlias('moved', 'champion', note);
    const trail = schema.promotionList.parse(await listPromotions('moved', { limit: 10 }));
    expect(trail.items.map(({ fromVersion, toVersion, reason }) => [fromVersion, toVersion, reason])).toEqual([
      [2, null, 'withdrawn'],
      [1, 2, 'better'],
      [null, 1, 'better'],
    ]);
    expect(trail.items[0]).toMatchObject({ actor: 'test', gates: { rmse: 1 } });
    const page = await listPromotions('moved', { limit: 2 });
    expect((await listPromotions('moved', { limit: 2, cursor: page.nextCursor as string })).items).toEqual(trail.items.slice(2));
  });

  test('of two promotions at once one wins, and the other is told', async () => {
    await versions('contested', 3);
    await setAliases([{ name: 'contested', alias: 'champion', version: 1 }], note);
    const outcomes = await Promise.allSettled(
      [2, 3].map((version) => setAliases([{ name: 'contested', alias: 'champion', version, expectedVersion: 1 }], note)),
    );
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toMatchObject(expectedVersion);
    const winner = outcomes[0]?.status === 'fulfilled' ? 2 : 3;
    expect((await getVersionByAlias('contested', 'champion'))?.version).toBe(winner);
    expect((await listPromotions('contested', { limit: 10 })).items).toHaveLength(2);
  });

  test('an alias expected to be new is a conflict where it is not', async () => {
    await versions('new', 2);
    await setAliases([{ name: 'new', alias: 'champion', version: 1, expectedVersion: null }], note);
    await expect(setAliases([{ name: 'new', alias: 'champion', version: 2, expectedVersion: null }], note)).rejects.toMatchObject(
      expectedVersion,
    );
  });

  test('move together or not at all', async () => {
    await versions('whole', 2);
    await versions('member', 2);
    const together = (whole: number, member: number, expected?: number) =>
      setAliases(
        [
          { name: 'whole', alias: 'champion', version: whole, expectedVersion: expected },
          { name: 'member', alias: 'champion', version: member },
        ],
        note,
      );
    await together(1, 1);
    await expect(together(2, 9)).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'version' }] });
    await expect(together(2, 2, 7)).rejects.toMatchObject(expectedVersion);
    for (const name of ['whole', 'member']) {
      expect((await getVersionByAlias(name, 'champion'))?.version).toBe(1);
      expect((await listPromotions(name, { limit: 10 })).items).toHaveLength(1);
    }
    await together(2, 2, 1);
    for (const name of ['whole', 'member']) expect((await getVersionByAlias(name, 'champion'))?.version).toBe(2);
  });

  test('promotions of the same models in any order never block each other', async () => {
    for (const name of ['left', 'right']) await versions(name, 3);
    const moves = (version: number) => ['left', 'right'].map((name) => ({ name, alias: 'champion', version }));
    await Promise.all(Array.from({ length: 12 }, (_, i) => setAliases(i % 2 ? moves((i % 3) + 1) : moves((i % 3) + 1).reverse(), note)));
    expect((await getVersionByAlias('left', 'champion'))?.version).toBe((await getVersionByAlias('right', 'champion'))?.version);
  });

  test('a reader never finds the alias gone while it moves', async () => {
    await versions('steady', 2);
    await setAliases([{ name: 'steady', alias: 'champion', version: 1 }], note);
    let moving = true;
    const reading = (async () => {
      while (moving) expect(await getVersionByAlias('steady', 'champion')).toBeDefined();
    })();
    for (let i = 0; i < 10; i++) await setAliases([{ name: 'steady', alias: 'champion', version: (i % 2) + 1 }], note);
    moving = false;
    await reading;
  });

  test('need a model and a version that are there', async () => {
    await expect(setAliases([{ name: 'nobody', alias: 'champion', version: 1 }], note)).rejects.toMatchObject({
      code: 'not_found',
      errors: [{ path: 'name' }],
    });
    await expect(listPromotions('nobody', { limit: 1 })).rejects.toMatchObject({ code: 'not_found' });
    expect(await getVersionByAlias('nobody', 'champion')).toBeUndefined();
  });
});

describe('models', () => {
  test('are listed by dataset, part of the name and page', async () => {
    for (const name of ['list_1', 'list-1', 'listx1', 'LIST 100%']) await register(name, { scope: { ...scope, dataset: 'listed' } });
    await setAliases([{ name: 'list_1', alias: 'champion', version: 1 }], note);
    const names = async (query: object) =>
      schema.registeredModelList.parse(await listModels({ limit: 100, ...query })).items.map(({ name }) => name);
    expect(new Set(await names({ dataset: 'listed' }))).toEqual(new Set(['list_1', 'list-1', 'listx1', 'LIST 100%']));
    expect(await names({ q: 'LIST_1' })).toEqual(['list_1']);
    expect(await names({ q: '%', dataset: 'listed' })).toEqual(['LIST 100%']);
    expect((await listModels({ q: 'list_1', limit: 1 })).items[0]).toMatchObject({
      dataset: 'listed',
      level: 'store',
      frequency: 'day',
      latestVersion: 1,
      aliases: [{ alias: 'champion', version: 1 }],
      tags: {},
    });
    const whole = await names({});
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listModels({ limit: 3, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ name }) => name));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(whole);
    for (const cursor of ['nonsense', Buffer.from('"\\u0000"').toString('base64url')]) {
      await expect(listModels({ limit: 1, cursor })).rejects.toMatchObject({ code: 'validation_failed', errors: [{ path: 'cursor' }] });
    }
  });
});
