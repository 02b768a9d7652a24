import { describe, expect, test } from 'vitest';
import { noHolidays } from '@/lib/features/calendar';
import { type BoostedConfig, BoostedForecaster } from '@/lib/models/boosted';
import { availableBoosters, loadBooster } from '@/lib/models/boosters';
import { type Tuned, tuneBoosted } from '@/lib/pipeline/tune';
import { Workspace } from '@/lib/pipeline/workspace';
import { originLoss, pooled } from '@/lib/tuning/origin-loss';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { poisonAfter } from '../helpers/random-panel';
import { horizon, lastKnown, laterOrigins, panel, plan, poorConfig, request } from './cases';

// Found before the data folder is another.
const boosters = availableBoosters().map((name) => loadBooster(name));
createArtifactFolder();

/** RMSE after origins that the search knew nothing of, refitted at each. */
function laterRmse(config: BoostedConfig, iterations: number): number {
  const fixed = { ...config, parameters: { ...config.parameters, iterations } };
  const library = loadBooster(config.booster);
  return pooled(
    laterOrigins.map((origin) => {
      using fitted = new BoostedForecaster(library, fixed, noHolidays).fit(panel, origin);
      return originLoss(panel, origin, horizon, fitted.forecast(panel, origin, horizon).values);
    }),
    'rmse',
  );
}

describe('a search around a poor configuration', () => {
  test.each(boosters.map(({ name }) => name))('finds a better one, which is better on later data too (%s)', async (booster) => {
    const { best, iterations, trials } = await tuneBoosted(request({ base: poorConfig(booster), trials: 16 }));
    expect(trials).toHaveLength(17);
    const [standard] = trials;
    const chosen = trials.find((trial) => trial.chosen);
    expect(chosen).toMatchObject({ config: best, iterations, rungs: 2, of: 2, error: null });
    expect(chosen?.relativeLoss).toBeLessThan(0.8);
    expect(chosen?.relativeLoss).toBeCloseTo((chosen?.rmse as number) / (standard?.rmse as number), 9);
    const before = laterRmse(standard?.config as BoostedConfig, standard?.iterations as number);
    expect(laterRmse(best, iterations)).toBeLessThan(0.8 * before);
  });

  test('stops most trials at the first rung', async () => {
    const { trials } = await tuneBoosted(request({ trials: 12 }));
    const finished = trials.filter(({ rungs, of }) => rungs === of);
    expect(finished.length).toBeGreaterThan(1);
    expect(finished.length).toBeLessThan(8);
    expect(trials[0]).toMatchObject({ rungs: 2, relativeLoss: 1, config: poorConfig() });
    expect(trials.filter(({ rungs }) => rungs === 1).every(({ origins }) => origins.length === 1)).toBe(true);
  });
});

describe('what came after the selection window', () => {
  test('changes nothing, bit for bit', async () => {
    const clean = await tuneBoosted(request());
    const poisoned = poisonAfter(panel, lastKnown);
    // Not even what would be known ahead.
    const known = { promotion: panel.known.promotion?.map((value, row) => ((panel.ds[row] as number) > lastKnown ? 7 : value)) };
    expect(await tuneBoosted(request({ panel: { ...poisoned, known: known as typeof panel.known } }))).toEqual(clean);
  });

  test('and the test would notice: what came within it changes the result', async () => {
    const clean = await tuneBoosted(request({ trials: 2 }));
    const later = await tuneBoosted(request({ trials: 2, panel: poisonAfter(panel, lastKnown - 1) }));
    expect(later.trials[0]?.rmse).not.toBe(clean.trials[0]?.rmse);
  });

  test('nor does the loss of a trial at an origin see the origin after', async () => {
    const [first, second] = plan.origins.selection as [number, number, number];
    const at = (origins: number[], poison: number) =>
      tuneBoosted(request({ trials: 3, plan: { ...plan, origins: { selection: origins } }, panel: poisonAfter(panel, poison) }));
    const clean = await at([first], lastKnown);
    expect(second).toBeGreaterThan(first + horizon);
    expect(await at([first], first + horizon)).toEqual(clean);
  });
});

describe('a search', () => {
  test('is the same for the same seed, and another for another', async () => {
    const once = await tuneBoosted(request({ trials: 4 }));
    expect(await tuneBoosted(request({ trials: 4 }))).toEqual(once);
    expect((await tuneBoosted(request({ trials: 4, seed: 6 }))).trials[1]?.config).not.toEqual(once.trials[1]?.config);
  });

  test('keeps the default where it is asked for no trial, or none is better', async () => {
    const base = poorConfig();
    expect(await tuneBoosted(request({ trials: 0 }))).toMatchObject({ best: base, trials: [{ number: 0, chosen: true }] });
    // No trial has anything to learn: two series of one constant.
    const constant = { ...panel, y: panel.y.map((y) => (y === y ? 5 : y)) };
    const { best, trials } = await tuneBoosted(request({ trials: 3, panel: constant }));
    expect(best).toEqual(base);
    expect(trials.filter(({ chosen }) => chosen).map(({ number }) => number)).toEqual([0]);
  });

  test('goes on from its workspace to the same end, wherever it was stopped', async () => {
    const whole = await tuneBoosted(request());
    for (const stop of [1, 2, 3, 6, 9]) {
      const workspace = new Workspace(`00000000-0000-4000-8000-00000000000${stop}`);
      const controller = new AbortController();
      let said = 0;
      const report = () => {
        if (++said === stop) controller.abort(new Error('stopped'));
      };
      await expect(tuneBoosted(request({ workspace, report, signal: controller.signal }))).rejects.toThrow('stopped');
      let fits = 0;
      const library = loadBooster('lightgbm');
      const counting = Object.assign(Object.create(library) as typeof library, {
        train: (order: Parameters<typeof library.train>[0]) => {
          fits++;
          return library.train(order);
        },
      });
      expect(await tuneBoosted(request({ workspace, library: counting }))).toEqual(whole);
      const again = fits;
      // A search that has ended is not done again.
      expect(await tuneBoosted(request({ workspace, library: counting }))).toEqual(whole);
      expect(fits).toBe(again);
    }
  });

  test('stops between iterations when it is cancelled, and throws the reason', async () => {
    const controller = new AbortController();
    const library = loadBooster('lightgbm');
    let iterations = 0;
    const cancelling = Object.assign(Object.create(library) as typeof library, {
      train: (order: Parameters<typeof library.train>[0]) =>
        library.train({
          ...order,
          onIteration: (at) => {
            if (++iterations === 100) controller.abort(new Error('cancelled by its owner'));
            return order.onIteration?.(at);
          },
        }),
    });
    await expect(tuneBoosted(request({ library: cancelling, signal: controller.signal }))).rejects.toThrow('cancelled by its owner');
    expect(iterations).toBe(100);
  });

  test('says how far it is', async () => {
    const said: { fraction?: number; message?: string }[] = [];
    await tuneBoosted(request({ trials: 3, report: (progress) => said.push(progress) }));
    const fractions = said.map(({ fraction }) => fraction as number);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(said[0]?.message).toBe('lightgbm: the default configuration, rung 1 of 2');
    expect(said.at(-1)?.message).toMatch(/^lightgbm: trial \d of 3, rung [12] of 2: \d+\.\d % of the default's loss$/);
  });

  test('learns on a transformed target as its forecaster does', async () => {
    const transforms = [{ kind: 'log1p' as const }];
    const plain = await tuneBoosted(request({ trials: 1 }));
    const logged: Tuned = await tuneBoosted(request({ trials: 1, transforms }));
    expect(logged.trials[0]?.rmse).not.toBe(plain.trials[0]?.rmse);
    expect(logged.trials[0]?.rmse).toBeGreaterThan(0);
  });
});
