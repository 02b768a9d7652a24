import { describe, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { createTestDatabase } from '@/tests/helpers/postgres';
import {
  createModel,
  createVersion,
  deleteModel,
  deleteVersion,
  deleteVersionTag,
  describeModel,
  describeVersion,
  getVersionByAlias,
  listPromotions,
  modelRecord,
  moveToStage,
  registerVersion,
  renameModel,
  setAliases,
  setModelTag,
  setVersionTag,
  versionRecord,
  versionRecordByAlias,
} from './service';

await createTestDatabase();

const note = { reason: 'test', actor: 'test' };
const source = 's3://bucket/model';

/** A model with so many versions. */
async function model(name: string, versions = 2): Promise<string> {
  await createModel(name, { tags: { team: 'sales' } });
  for (let k = 0; k < versions; k++) await createVersion({ name, source, tags: { k: String(k) } });
  return name;
}

describe('models', () => {
  test('a renamed model keeps its versions, tags, aliases and audit trail', async () => {
    const name = await model('before');
    await setAliases([{ name, alias: 'champion', version: 2 }], note);
    await renameModel(name, 'after');
    expect(await modelRecord('before')).toBeUndefined();
    expect(await modelRecord('after')).toMatchObject({
      tags: [{ key: 'team', value: 'sales' }],
      aliases: [{ alias: 'champion', version: 2 }],
      latestVersions: [{ version: 2, tags: [{ key: 'k', value: '1' }] }],
    });
    expect((await getVersionByAlias('after', 'champion'))?.version).toBe(2);
    expect((await listPromotions('after', { limit: 10 })).items).toHaveLength(1);
    expect(await createVersion({ name: 'after', source })).toBe(3);
  });

  test('of many that take one name at once, one does', async () => {
    for (let k = 0; k < 6; k++) await createModel(`rename ${k}`);
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 6 }, (_, k) => renameModel(`rename ${k}`, 'the one')),
      createModel('the one'),
      createModel('the one'),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict', errors: [{ path: 'name' }] });
  });

  test('a name that is taken, or is not there, is told by name', async () => {
    await model('taken', 0);
    const lost = { code: 'not_found', errors: [{ path: 'name' }] };
    await expect(createModel('taken')).rejects.toMatchObject({ code: 'conflict', errors: [{ path: 'name' }] });
    for (const work of [
      () => describeModel('nobody', 'x'),
      () => renameModel('nobody', 'x'),
      () => deleteModel('nobody'),
      () => setModelTag('nobody', 'a', 'b'),
      () => createVersion({ name: 'nobody', source }),
    ])
      await expect(work()).rejects.toMatchObject(lost);
  });
});

describe('versions', () => {
  test('a number is never given twice, whoever registers', async () => {
    const name = await model('numbers', 3);
    await deleteVersion(name, 3, note);
    expect(await createVersion({ name, source })).toBe(4);
    const scope = { dataset: 'shop', level: 'store', frequency: 'day' } as const;
    const registered = await registerVersion({
      name,
      scope,
      runId: null,
      pipelineRunId: null,
      source,
      config: {},
      metrics: {},
      datasetVersion: null,
      trainedThrough: null,
    });
    expect(registered.version).toBe(5);
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, k) =>
        createVersion({ name, source }).then(async (version) => {
          if (k % 2) await deleteVersion(name, version, note);
          return version;
        }),
      ),
    );
    expect([...made].sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, k) => 6 + k));
  });

  test('with a version go the aliases that point to it, with a line in the audit trail', async () => {
    const name = await model('removed');
    await setAliases(
      [
        { name, alias: 'champion', version: 1 },
        { name, alias: 'other', version: 2 },
      ],
      note,
    );
    await deleteVersion(name, 1, { ...note, reason: 'cleared' });
    expect(await versionRecord(name, 1)).toBeUndefined();
    expect(await versionRecordByAlias(name, 'champion')).toBeUndefined();
    expect((await versionRecordByAlias(name, 'other'))?.version).toBe(2);
    expect((await listPromotions(name, { limit: 1 })).items[0]).toMatchObject({
      alias: 'champion',
      fromVersion: 1,
      toVersion: null,
      reason: 'cleared',
    });
    await expect(deleteVersion(name, 1, note)).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'version' }] });
  });

  test('an alias never points to what is being removed', async () => {
    const name = await model('contested', 6);
    const outcomes = await Promise.allSettled([
      ...[1, 2, 3, 4, 5, 6].map((version) => setAliases([{ name, alias: 'champion', version }], note)),
      ...[1, 2, 3, 4, 5].map((version) => deleteVersion(name, version, note)),
    ]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'not_found' });
    const dangling = await db().$queryRaw<unknown[]>`
      SELECT 1 FROM model_aliases LEFT JOIN model_versions USING (name, version) WHERE model_versions.name IS NULL`;
    expect(dangling).toEqual([]);
  });

  test('stages, descriptions and tags', async () => {
    const name = await model('staged', 3);
    await moveToStage(name, 1, 'Production');
    await moveToStage(name, 2, 'Production');
    await moveToStage(name, 3, 'Production', { archive: true });
    expect(await Promise.all([1, 2, 3].map(async (version) => (await versionRecord(name, version))?.stage))).toEqual([
      'Archived',
      'Archived',
      'Production',
    ]);
    await describeVersion(name, 1, '# old');
    await setVersionTag(name, 1, 'a', 'b');
    await setVersionTag(name, 1, 'a', 'c');
    expect(await versionRecord(name, 1)).toMatchObject({
      description: '# old',
      tags: [
        { key: 'a', value: 'c' },
        { key: 'k', value: '0' },
      ],
    });
    await deleteVersionTag(name, 1, 'a');
    await deleteVersionTag(name, 1, 'a');
    const lost = { code: 'not_found', errors: [{ path: 'version' }] };
    for (const work of [
      () => moveToStage(name, 9, 'None'),
      () => describeVersion(name, 9, ''),
      () => setVersionTag(name, 9, 'a', 'b'),
      () => deleteVersionTag(name, 9, 'a'),
    ])
      await expect(work()).rejects.toMatchObject(lost);
  });
});
