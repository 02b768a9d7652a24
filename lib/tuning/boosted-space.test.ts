import { describe, expect, test } from 'vitest';
import { defaultFeatureSpec } from '@/lib/features/spec';
import type { BoostedConfig } from '@/lib/models/boosted';
import { defaultBoosterParameters } from '@/lib/models/booster';
import { boostedSpace } from './boosted-space';
import type { TuningFacts } from './knobs';
import { randomPoint } from './sampler-random';
import { checkSpace } from './space';
import { trialRandom } from './trial-random';

const all: TuningFacts = { frequency: 'day', nonNegative: true, holidays: true, past: true };
const direct: BoostedConfig = {
  booster: 'lightgbm',
  strategy: 'direct',
  horizon: 28,
  stepsPerTarget: 2,
  features: defaultFeatureSpec('day'),
  parameters: { ...defaultBoosterParameters, iterations: 300, learningRate: 0.1, maxBins: 63 },
};

describe('the space around a configuration', () => {
  test.each(
    (['day', 'week', 'month'] as const).flatMap((frequency) =>
      (['direct', 'recursive', 'direct-blocks'] as const).map((strategy) => ({ frequency, strategy })),
    ),
  )('has it as a point, by $frequency and $strategy', ({ frequency, strategy }) => {
    const config: BoostedConfig = {
      ...direct,
      strategy,
      features: defaultFeatureSpec(frequency),
      halfLife: 100,
      monotone: { promotion: 1 },
    };
    const { space, base, configAt } = boostedSpace(config, { ...all, frequency });
    checkSpace(space);
    expect(configAt(base)).toEqual(config);
  });

  test('gives a sound configuration at every point', () => {
    const { space, configAt } = boostedSpace(direct, all);
    const seen = new Map<string, Set<unknown>>();
    for (let k = 0; k < 500; k++) {
      const point = randomPoint(space, trialRandom(2, k));
      for (const [name, value] of Object.entries(point)) seen.set(name, (seen.get(name) ?? new Set()).add(value));
      const { features, parameters, horizon, booster } = configAt(point);
      expect({ horizon, booster, maxBins: parameters.maxBins }).toEqual({ horizon: 28, booster: 'lightgbm', maxBins: 63 });
      expect(features.lags.length).toBeGreaterThan(0);
      expect(new Set(features.lags).size).toBe(features.lags.length);
      if (point.yearly === false)
        expect([...features.lags, ...features.seasons, features.year].every((periods) => periods < 364)).toBe(true);
      if (point.calendar === 'within month') expect(features.calendar).not.toContain('week_of_year');
      expect(parameters.alpha !== undefined).toBe(parameters.objective === 'tweedie');
      // The slower, the more trees there may be.
      expect(parameters.iterations).toBe(Math.round(300 * Math.min(4, Math.max(1, 0.1 / parameters.learningRate))));
    }
    expect(seen.get('objective')).toEqual(new Set(['l2', 'l1', 'tweedie', 'poisson']));
    expect(seen.get('strategy')).toEqual(new Set(['recursive', 'direct', 'direct-blocks']));
    expect(seen.get('levelWindow')).toEqual(new Set([0, 28, 56, 112]));
    for (const name of ['yearly', 'holidays', 'pastCovariates', 'expandingMean']) expect(seen.get(name)).toEqual(new Set([true, false]));
  });

  test('holds only what makes a difference', () => {
    const names = (config: BoostedConfig, facts: Partial<TuningFacts>) => Object.keys(boostedSpace(config, { ...all, ...facts }).space);
    expect(names(direct, { holidays: false })).not.toContain('holidays');
    expect(names(direct, { past: false })).not.toContain('pastCovariates');
    expect(boostedSpace(direct, { ...all, nonNegative: false }).space.objective).toMatchObject({ choices: ['l2', 'l1'] });
    expect(names({ ...direct, horizon: 1 }, {})).not.toContain('strategy');
    const quantile: BoostedConfig = { ...direct, parameters: { ...direct.parameters, objective: 'quantile', alpha: 0.9 } };
    expect(names(quantile, {})).not.toContain('objective');
    const plain = { ...direct.features, lags: [1, 2, 7], seasons: [7], year: 0, calendar: false, windows: [] };
    const few = names({ ...direct, features: plain }, {});
    for (const name of ['yearly', 'calendar', 'windows', 'statistics']) expect(few).not.toContain(name);
  });
});
