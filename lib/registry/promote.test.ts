import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { runIdFor } from '@/lib/tracking/run-id';
import { createRun, logArtifact } from '@/lib/tracking/service';
import { createArtifactFolder } from '@/tests/helpers/artifact-folder';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { type PromoteRequest, promoteRequest, promotionResult, rollbackRequest } from './promotion-schema';
import * as schema from './schema';
import { getVersionByAlias, listPromotions, promoteVersion, registerVersion, removeAlias, rollback, setAliases } from './service';

await createTestDatabase();
createArtifactFolder();

const whole = 'sales-forecast.shop.store.day';
const member = 'sales-forecast-lightgbm.shop.store.day';
const scope = { dataset: 'shop', level: 'store', frequency: 'day' } as const;
const actor = 'test';

interface Made {
  rmse?: number;
  naive?: number;
  verdict?: object;
  coverage?: number;
  trainedThrough?: string;
  origins?: number[];
}

beforeAll(async () => {
  await db().dataset.create({ data: { name: 'shop', kind: 'imported' } });
  const dates = { firstDate: new Date('2024-01-01'), lastDate: new Date('2026-03-31') };
  await db().datasetVersion.create({ data: { dataset: 'shop', version: 1, uri: 'x', fingerprint: 'x', rowCount: 1, ...dates } });
});

/** A version of a whole forecaster and of its member, with the evaluation that their run left. */
async function register(made: Made = {}): Promise<number> {
  const { rmse = 10, naive = 20, verdict = { verdict: 'none' }, coverage = 0.8, trainedThrough = '2026-03-31', origins = [1, 2, 3] } = made;
  const pipelineRunId = randomUUID();
  const runId = runIdFor(pipelineRunId, 'forecaster');
  await createRun({ id: runId, experimentId: 0, name: 'forecaster' });
  const evaluation = {
    metrics: { ensemble: { backtest: { rmse } }, 'seasonal-naive': { backtest: { rmse: naive } } },
    gates: { beatsSeasonalNaive: rmse < naive, champion: verdict },
    origins: { selection: origins },
  };
  await logArtifact(runId, 'evaluation.json', JSON.stringify(evaluation));
  const intervals = [{ level: 0.8, coverage }];
  const common = { scope, runId, pipelineRunId, source: 'x', config: {}, datasetVersion: 1, trainedThrough };
  await registerVersion({ ...common, name: member, metrics: { backtest: { rmse: rmse + 1 } } });
  return (await registerVersion({ ...common, name: whole, metrics: { backtest: { rmse }, intervals } })).version;
}

const promote = (version: number, more: Partial<PromoteRequest> = {}) =>
  promoteVersion(whole, { ...promoteRequest.parse({ version, ...more }), actor });
const back = (more = {}) => rollback(whole, { ...rollbackRequest.parse({ reason: 'sales collapsed', ...more }), actor });
const champion = async (name = whole) => (await getVersionByAlias(name, 'champion'))?.version;

/** Begins anew, with a champion that everything is compared with. */
async function withChampion(made: Made = {}): Promise<number> {
  for (const name of [whole, member]) if (await champion(name)) await removeAlias(name, 'champion', { reason: 'anew', actor });
  const version = await register(made);
  await promote(version);
  return version;
}

describe('promotion', () => {
  test('the first champion needs no other to beat, and takes its member along', async () => {
    const version = await register();
    const result = promotionResult.parse(await promote(version, { expectedVersion: null }));
    expect(result).toMatchObject({ fromVersion: null, overridden: false, together: [{ name: member, version }] });
    expect(result.gates.map(({ name, passed }) => [name, passed])).toEqual([
      ['beats-seasonal-naive', true],
      ['beats-champion', true],
      ['coverage', true],
      ['fresh-data', true],
    ]);
    expect([await champion(), await champion(member)]).toEqual([version, version]);
  });

  test.each<[string, Made, string]>([
    ['loses to the seasonal naive', { rmse: 9, naive: 8 }, 'beats-seasonal-naive'],
    [
      'lost to the champion at the same origins',
      { verdict: { verdict: 'champion-wins', challengerRmse: 10, championRmse: 9 } },
      'beats-champion',
    ],
    ['was compared with nothing', { origins: [7, 8] }, 'beats-champion'],
    ['has intervals that promise too much', { rmse: 9, coverage: 0.6 }, 'coverage'],
    ['has intervals that promise too little', { rmse: 9, coverage: 0.95 }, 'coverage'],
    ['knows too little of late', { rmse: 9, trainedThrough: '2026-01-31' }, 'fresh-data'],
  ])('what %s is refused, and taken with a reason', async (_, made, name) => {
    const before = await withChampion();
    const verdict = made.verdict ? { ...made.verdict, version: before } : undefined;
    const version = await register({ ...made, ...(verdict && { verdict }) });
    const refused = expect.objectContaining({
      code: 'conflict',
      errors: expect.arrayContaining([expect.objectContaining({ path: `gates.${name}` })]),
    });
    await expect(promote(version)).rejects.toEqual(refused);
    expect(await champion()).toBe(before);
    const result = await promote(version, { override: true, reason: 'the board wants it' });
    expect(result).toMatchObject({ overridden: true, fromVersion: before });
    const [line] = (await listPromotions(whole, { limit: 1 })).items;
    expect(schema.promotion.parse(line)).toMatchObject({ fromVersion: before, toVersion: version, actor, gates: { overridden: true } });
    expect(line?.reason).toBe(`the board wants it (overriding ${name})`);
  });

  test('an override without a reason is none', () => {
    expect(promoteRequest.safeParse({ version: 1, override: true }).error?.issues).toMatchObject([{ path: ['reason'] }]);
  });

  test('what won against the champion, or is its configuration anew, is promoted', async () => {
    const first = await withChampion();
    const second = await register({ verdict: { verdict: 'challenger-wins', version: first, challengerRmse: 8, championRmse: 9 } });
    expect((await promote(second)).fromVersion).toBe(first);
    const third = await register({ verdict: { verdict: 'same-configuration', version: second, reason: 'refitted' } });
    expect((await promote(third)).fromVersion).toBe(second);
    // Compared with the second only, so it says nothing of the third; yet both were judged at the same origins of the same data.
    const fourth = await register({ rmse: 5, verdict: { verdict: 'champion-wins', version: second, challengerRmse: 9, championRmse: 8 } });
    expect((await promote(fourth)).gates[1]?.figures).toEqual({ rmse: 5, championRmse: 10 });
  });

  test('a version that is not there is not found, and another champion than expected is a conflict', async () => {
    const version = await withChampion();
    await expect(promote(999)).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'version' }] });
    await expect(promote(version, { expectedVersion: version + 7 })).rejects.toMatchObject({
      code: 'conflict',
      errors: [{ path: 'expectedVersion' }],
    });
  });

  test('of two promotions at once one wins, and the other is told', async () => {
    const before = await withChampion();
    const [second, third] = [await register({ rmse: 5 }), await register({ rmse: 4 })];
    const outcomes = await Promise.allSettled([second, third].map((version) => promote(version)));
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toMatchObject({ code: 'conflict', errors: [{ path: 'expectedVersion' }] });
    const winner = outcomes[0]?.status === 'fulfilled' ? second : third;
    expect([await champion(), await champion(member)]).toEqual([winner, winner]);
    expect((await listPromotions(whole, { limit: 1 })).items[0]).toMatchObject({ fromVersion: before, toVersion: winner });
  });
});

describe('return', () => {
  test('goes back to what served before, with its member, and further each time', async () => {
    const first = await withChampion();
    const second = await register({ rmse: 5 });
    const third = await register({ rmse: 4 });
    await promote(second);
    await promote(third);
    expect(promotionResult.parse(await back())).toMatchObject({ fromVersion: third, together: [{ name: member, version: second }] });
    expect([await champion(), await champion(member)]).toEqual([second, second]);
    await back();
    expect(await champion()).toBe(first);
    const [line] = (await listPromotions(whole, { limit: 1 })).items;
    expect(line).toMatchObject({ fromVersion: second, toVersion: first, reason: `return from version ${second}: sales collapsed`, actor });
  });

  test('needs something to return to, and a reason', async () => {
    await withChampion();
    await expect(back()).rejects.toMatchObject({ code: 'not_found', errors: [{ path: 'alias' }] });
    await expect(back({ alias: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(back({ expectedVersion: null })).rejects.toMatchObject({ code: 'conflict' });
    expect(rollbackRequest.safeParse({ reason: '  ' }).success).toBe(false);
  });

  test('a reader never finds the alias gone while it goes back and forth', async () => {
    await withChampion();
    let moving = true;
    const reading = (async () => {
      while (moving) {
        expect(await champion()).toBeDefined();
        expect(await champion(member)).toBeDefined();
      }
    })();
    const other = await register({ rmse: 3 });
    try {
      for (let turn = 0; turn < 4; turn++) {
        await promote(other);
        await back();
      }
    } finally {
      moving = false;
      await reading;
    }
  });
});

test('a version of no pipeline run is judged by what is known of it', async () => {
  const { version } = await registerVersion({
    name: 'by-hand',
    scope,
    runId: null,
    pipelineRunId: null,
    source: 'x',
    config: {},
    metrics: {},
    datasetVersion: null,
    trainedThrough: null,
  });
  const request = { ...promoteRequest.parse({ version }), actor };
  await expect(promoteVersion('by-hand', request)).rejects.toMatchObject({ errors: [{ path: 'gates.beats-seasonal-naive' }] });
  await setAliases([{ name: 'by-hand', alias: 'champion', version }], { reason: 'by hand', actor });
});
