import { describe, expect, it } from 'vitest';
import { AutoEts, type EtsModel } from './ets';
import { etsName } from './ets-components';
import { etsDeviance } from './ets-recursion';

const components = { error: 'A', trend: 'A', damped: false, season: 'A' } as const;

describe('etsDeviance', () => {
  it('finds no error in a series that its own equations make', () => {
    const season = [5, -2, -3];
    const y = Float64Array.from({ length: 11 }, (_, t) => 100 + 2 * (t + 1) + (season[t % 3] as number));
    const state = Float64Array.of(100, 2, ...season);
    const deviance = etsDeviance(y, components, { alpha: 0.3, beta: 0.1, gamma: 0.2, phi: 1 }, state);
    expect(deviance).toBeCloseTo(11 * Math.log(1e-8), 9);
    [122, 2, ...season].forEach((value, k) => {
      expect(state[k]).toBeCloseTo(value, 9);
    });
  });

  it('does by hand what simple smoothing with multiplicative errors does', () => {
    const state = Float64Array.of(10, 0);
    const deviance = etsDeviance(
      Float64Array.of(12, 9),
      { error: 'M', trend: 'N', damped: false, season: 'N' },
      { alpha: 0.5, beta: 0, gamma: 0, phi: 1 },
      state,
    );
    // Forecasts 10 and 11: errors 2/10 and -2/11, level at last (11 + 9) / 2.
    expect(deviance).toBeCloseTo(2 * Math.log(0.2 ** 2 + (2 / 11) ** 2) + 2 * Math.log(10 * 11), 12);
    expect(state[0]).toBe(10);
  });
});

describe('AutoEts', () => {
  const weekly = (length: number, add = 0) =>
    Float64Array.from({ length }, (_, t) => add + 50 + 20 * Math.cos((2 * Math.PI * t) / 7) + ((t * 7919) % 11));

  it('finds the season of a week, and none that is longer than it can bear', () => {
    const fit = new AutoEts({ season: 7 }).fit(weekly(120));
    expect(fit && etsName(fit.components)).toMatch(/[AM]\)$/);
    const without = new AutoEts({ season: 52 }).fit(weekly(160));
    expect(without?.components.season).toBe('N');
  });

  it('keeps to additive components where a value is not positive', () => {
    const fit = new AutoEts({ season: 7 }).fit(weekly(120, -60));
    expect(fit?.components).toMatchObject({ error: 'A', season: 'A' });
    expect(new AutoEts({ season: 7, model: 'MZZ' }).fit(weekly(120, -60))).toBeUndefined();
  });

  it('answers NaN for six values or fewer', () => {
    expect(new AutoEts({ season: 1 }).forecast(Float64Array.of(1, 2, 3, 2, 1, 2), 1)).toEqual(Float64Array.of(Number.NaN));
    expect(new AutoEts({ season: 1 }).forecast(Float64Array.of(1, 2, 3, 2, 1, 2, 3), 1)[0]).toBeGreaterThan(1);
  });

  it.each([
    ['ANM', undefined, 'model'],
    ['MMA', undefined, 'model'],
    ['QNN' as EtsModel, undefined, 'model'],
    ['ANN', true, 'damped'],
  ] as const)('refuses %s with damped %s', (model, damped, path) => {
    let error: unknown;
    try {
      new AutoEts({ season: 7, model, ...(damped === undefined ? {} : { damped }) });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'validation_failed', errors: [{ path }] });
  });
});
