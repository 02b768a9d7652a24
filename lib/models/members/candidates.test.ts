import { describe, expect, test } from 'vitest';
import type { PanelFrequency } from '@/lib/features/panel';
import { randomPanel } from '@/tests/helpers/random-panel';
import type { BoostedConfig } from '../boosted-config';
import { type BoostedOptions, boostedCandidates, statisticalConfigs, type TargetTransform } from './candidates';
import { type BoostedMember, boostedMembers, type StatisticalConfig, statisticalMembers } from './member';

const options: BoostedOptions = { horizon: 14, frequency: 'day', seed: 7, threads: 3 };

function candidates(name: BoostedMember, changes: Partial<BoostedOptions> = {}) {
  return boostedCandidates(name, { ...options, ...changes }).map(({ transforms, model }) => ({
    transforms,
    model: model as BoostedConfig,
  }));
}

describe('candidates of a boosted member', () => {
  test('by default are one step fed back and all steps at once, of its own library', () => {
    for (const name of ['lightgbm', 'xgboost'] as const) {
      const found = candidates(name);
      expect(found.map(({ model }) => [model.booster, model.strategy, model.stepsPerTarget, model.horizon])).toEqual([
        [name, 'recursive', 1, 14],
        [name, 'direct', 2, 14],
      ]);
      for (const { transforms, model } of found) {
        expect(transforms).toEqual([]);
        expect(model.parameters).toMatchObject({ objective: 'l2', seed: 7, threads: 3 });
        expect(model).not.toHaveProperty('seeds');
        expect(model).not.toHaveProperty('monotone');
      }
    }
  });

  test('without season are all steps at once only, whatever is asked of the others', () => {
    for (const name of boostedMembers.filter((one) => one.endsWith('-deseasonalised'))) {
      const found = candidates(name, { strategies: ['recursive', 'direct-blocks'], targetTransforms: ['log1p'], objective: 'tweedie' });
      expect(found).toHaveLength(1);
      expect(found[0]?.transforms).toEqual([{ kind: 'deseasonalise' }]);
      expect(found[0]?.model).toMatchObject({ strategy: 'direct', booster: name.split('-')[0], parameters: { objective: 'tweedie' } });
    }
  });

  test('are every strategy with every transform, in the order asked for', () => {
    const found = candidates('lightgbm', { strategies: ['direct', 'direct-blocks'], targetTransforms: ['none', 'year-ratio'] });
    expect(found.map(({ transforms, model }) => [transforms, model.strategy])).toEqual([
      [[], 'direct'],
      [[], 'direct-blocks'],
      [[{ kind: 'ratio', lag: 364 }], 'direct'],
      [[{ kind: 'ratio', lag: 364 }], 'direct-blocks'],
    ]);
    // A ratio or difference has no level to be divided by.
    expect(found.map(({ model }) => model.features.levelWindow)).toEqual([56, 56, 0, 0]);
  });

  test.each([
    ['day', 364, 7],
    ['week', 52, 52],
    ['month', 12, 12],
  ] as const)('know how long a year and a season of a %s are', (frequency, year, season) => {
    const lags = (transform: TargetTransform) =>
      candidates('xgboost', { frequency, targetTransforms: [transform], strategies: ['direct'] }).flatMap(({ transforms }) => transforms);
    expect(lags('year-ratio')).toEqual([{ kind: 'ratio', lag: year }]);
    expect(lags('seasonal-difference')).toEqual([{ kind: 'difference', lag: season }]);
    expect(lags('first-difference')).toEqual([{ kind: 'difference', lag: 1 }]);
    expect(lags('standardise')).toEqual([{ kind: 'standardise' }]);
    expect(lags('none')).toEqual([]);
  });

  test('are bagged over seeds of their own, and fall with the price that is named', () => {
    for (const { model } of candidates('lightgbm', { bagging: 3, monotonePrice: 'price_index' })) {
      expect(model.seeds).toEqual([7, 8, 9]);
      expect(model.monotone).toEqual({ price_index: -1 });
    }
  });
});

describe('statistical members', () => {
  const names = (frequency: PanelFrequency, periods: number, series = 2) => [
    ...statisticalConfigs(
      { ...randomPanel({ series: 1, periods: 10 }), frequency, ids: new Array<string>(series).fill('s') },
      periods,
    ).keys(),
  ];
  const always = ['group-level', 'group-theta', 'group-ets', 'window-average'];
  const seasonal = ['ces', 'theta', 'mstl'];

  test.each([
    ['day', 10, []],
    ['day', 14, seasonal],
    // A year and a quarter of days: the week alone is not enough any more.
    ['day', 455, [...seasonal, 'seasonal-naive-ratio']],
    ['day', 456, ['seasonal-naive-ratio']],
    ['week', 64, []],
    ['week', 65, ['seasonal-naive-ratio']],
    ['week', 103, ['seasonal-naive-ratio']],
    ['week', 104, [...seasonal, 'seasonal-naive-ratio']],
    ['month', 14, []],
    ['month', 15, ['seasonal-naive-ratio']],
    ['month', 24, [...seasonal, 'seasonal-naive-ratio']],
  ] as const)('by the %s with %i periods of history', (frequency, periods, more) => {
    expect(new Set(names(frequency, periods))).toEqual(new Set([...always, ...more]));
  });

  test('are in the order of their names, and only the quick ones where there are very many series', () => {
    expect(names('week', 200)).toEqual([...statisticalMembers]);
    expect(names('week', 200, 5001)).toEqual(['group-level', 'seasonal-naive-ratio', 'window-average']);
    // By the day only the newest 400 periods count: what is learnt from.
    expect(names('day', 3000, 2500)).toContain('group-ets');
    expect(names('day', 3000, 2501)).not.toContain('group-ets');
  });

  test('learn without season, or without holidays where they have a season of their own', () => {
    const configs = statisticalConfigs({ ...randomPanel({ series: 1, periods: 10 }), frequency: 'week' }, 200);
    for (const [name, { transforms, model }] of configs) {
      const own = name.startsWith('group-') ? [{ kind: 'deseasonalise' }] : name === 'window-average' ? [] : [{ kind: 'holidays' }];
      expect(transforms).toEqual(own);
      const { seasons } = model as StatisticalConfig;
      expect(seasons).toEqual(own[0]?.kind === 'holidays' ? [52] : [1]);
    }
  });
});
