import { describe, expect, test } from 'vitest';
import { noHolidays } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { defaultFeatureSpec } from '@/lib/features/spec';
import { randomPanel } from '@/tests/helpers/random-panel';
import { type BoostedConfig, BoostedForecaster, FittedBoosted, modelFiles } from './boosted';
import { defaultBoosterParameters, type Iteration } from './booster';
import { availableBoosters, loadBooster } from './boosters';

const panel = randomPanel({ series: 3, periods: 300, horizon: 14 });

function fit(changes: Partial<BoostedConfig> = {}, data: Panel = panel): FittedBoosted {
  const config: BoostedConfig = {
    booster: 'lightgbm',
    strategy: 'direct',
    horizon: 14,
    stepsPerTarget: 2,
    features: defaultFeatureSpec('day'),
    parameters: { ...defaultBoosterParameters, iterations: 20, seed: 5 },
    ...changes,
  };
  return new BoostedForecaster(loadBooster(config.booster), config, noHolidays).fit(data, data.origin);
}

const forecastOf = (fitted: FittedBoosted, horizon = 14) => fitted.forecast(panel, panel.origin, horizon).values;

describe.skipIf(!availableBoosters().includes('lightgbm'))('boosted forecasters', () => {
  test('learn a booster a block of steps, and a shorter forecast is the beginning of a longer one', () => {
    using fitted = fit({ strategy: 'direct-blocks', stepsPerBlock: 4 });
    expect(fitted.files().map(({ name }) => name)).toEqual(['model.txt', 'model-2.txt', 'model-3.txt', 'model-4.txt']);
    const whole = forecastOf(fitted);
    const short = forecastOf(fitted, 6);
    for (let series = 0; series < 3; series++) {
      expect(short.slice(series * 6, series * 6 + 6)).toEqual(whole.slice(series * 14, series * 14 + 6));
    }
    // Each block's booster is one that learns those steps alone.
    expect(new Set(fitted.boosters.map((booster) => Buffer.from(booster.serialize()).toString())).size).toBe(4);
    using wide = fit({ strategy: 'direct-blocks', stepsPerBlock: 14 });
    using direct = fit({ strategy: 'direct' });
    expect(forecastOf(wide)).toEqual(forecastOf(direct));
  });

  test('follow the target on which all was learnt, by every strategy', () => {
    const known = { ...panel, origin: panel.origin - 14 };
    for (const strategy of ['recursive', 'direct', 'direct-blocks'] as const) {
      using fitted = fit({ strategy, parameters: { ...defaultBoosterParameters, iterations: 150 } }, known);
      const values = fitted.forecast(panel, known.origin, 14).values;
      let [error, size] = [0, 0];
      values.forEach((forecast, k) => {
        const y = panel.y[Math.floor(k / 14) * 314 + 286 + (k % 14)] as number;
        error += Math.abs(forecast - y);
        size += y;
      });
      // Noise alone is 2.5 %.
      expect(error / size, strategy).toBeLessThan(0.06);
    }
  });

  test('with several seeds forecast the mean of what each alone would', () => {
    using both = fit({ seeds: [5, 6] });
    using first = fit();
    using second = fit({ seeds: [6] });
    const [a, b] = [forecastOf(first), forecastOf(second)];
    expect(a).not.toEqual(b);
    forecastOf(both).forEach((value, k) => {
      expect(value).toBeCloseTo(((a[k] as number) + (b[k] as number)) / 2, 9);
    });
    const sum = both.importance('gain');
    first.importance('gain').forEach((gain, k) => {
      expect(sum[k]).toBeCloseTo(gain + (second.importance('gain')[k] as number), 6);
    });
  });

  test('come back from their files to the bit', () => {
    using fitted = fit({ strategy: 'direct-blocks', seeds: [1, 2] });
    const models = fitted.files().map(({ bytes }) => bytes);
    const state = JSON.parse(JSON.stringify(fitted.state)) as typeof fitted.state;
    expect(modelFiles(state.config)).toHaveLength(4);
    using again = FittedBoosted.restore(loadBooster('lightgbm'), models, state);
    expect(forecastOf(again)).toEqual(forecastOf(fitted));
    expect(() => FittedBoosted.restore(loadBooster('lightgbm'), models.slice(1), state)).toThrow('4 files; 3 were given');
  });

  test('fall with a price that they may only fall with', () => {
    const rows = panel.y.length;
    const price = Float64Array.from({ length: rows }, (_, row) => 5 + ((row * 7) % 10));
    // Dear goods sell better here, which a constraint forbids to learn.
    const y = panel.y.map((value, row) => value * (1 + (price[row] as number) / 10));
    const priced: Panel = { ...panel, y, known: { ...panel.known, price } };
    const at = (fitted: FittedBoosted, value: number) =>
      fitted.forecast({ ...priced, known: { ...priced.known, price: new Float64Array(rows).fill(value) } }, panel.origin, 1).values;
    using free = fit({}, priced);
    using bound = fit({ monotone: { price: -1 } }, priced);
    for (let series = 0; series < 3; series++) {
      expect(at(free, 14)[series]).toBeGreaterThan(at(free, 5)[series] as number);
      expect(at(bound, 14)[series]).toBeLessThanOrEqual(at(bound, 5)[series] as number);
    }
    expect(() => fit({ monotone: { prize: -1 } }, priced)).toThrow(/monotone\.prize/);
  });

  test('give recent rows more weight where they have a half-life', () => {
    const rows = panel.y.length;
    // The last tenth of the history sells at another level that no feature tells of.
    const y = panel.y.map((value, row) => (Number.isNaN(value) ? value : row % 314 < 270 ? 100 : 200));
    const jump: Panel = { ...panel, y, known: {}, past: {}, keys: panel.keys.map(() => ({})), ds: panel.ds.slice(0, rows) };
    const blind = {
      ...defaultFeatureSpec('day'),
      lags: [],
      windows: [],
      seasons: [],
      year: 0,
      expandingMean: false,
      levelWindow: 0,
      calendar: false,
    };
    const changes = {
      strategy: 'recursive' as const,
      features: { ...blind, pastWindow: 0, calendar: ['day_of_week' as const], holidays: false },
    };
    const level = (halfLife?: number) => {
      using fitted = fit({ ...changes, halfLife, parameters: { ...defaultBoosterParameters, iterations: 100, learningRate: 0.3 } }, jump);
      return fitted.forecast(jump, jump.origin, 1).values[0] as number;
    };
    expect(level()).toBeLessThan(125);
    expect(level(10)).toBeGreaterThan(170);
  });

  test('count iterations on from one booster to the next', () => {
    const seen: Iteration[] = [];
    const config = { ...fitConfig(), strategy: 'direct-blocks' as const };
    using fitted = new BoostedForecaster(loadBooster('lightgbm'), config, noHolidays).fit(panel, panel.origin, {
      onIteration: (at) => void seen.push(at),
    });
    expect(fitted.boosters).toHaveLength(2);
    expect(seen.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 10 }, (_, k) => k));
  });
});

function fitConfig(): BoostedConfig {
  const parameters = { ...defaultBoosterParameters, iterations: 5 };
  return { booster: 'lightgbm', strategy: 'direct', horizon: 14, stepsPerTarget: 1, features: defaultFeatureSpec('day'), parameters };
}
