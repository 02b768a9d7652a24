import { expect, it } from 'vitest';
import { noHolidays } from '@/lib/features/calendar';
import { defaultFeatureSpec } from '@/lib/features/spec';
import { BoostedForecaster } from '@/lib/models/boosted';
import type { Strategy } from '@/lib/models/boosted-config';
import { type BoosterName, defaultBoosterParameters } from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';
import { randomPanel } from '@/tests/helpers/random-panel';
import { partOf } from '../forecaster/panel-part';
import { driverNames, driversOfColumns } from './drivers';
import { explainBoosted } from './explain-boosted';

const horizon = 10;
const panel = randomPanel({ series: 3, periods: 420, horizon, seed: 5 });

const cases = (['lightgbm', 'xgboost'] as const).flatMap((booster) =>
  (['recursive', 'direct', 'direct-blocks'] as const).flatMap((strategy) =>
    (['l2', 'tweedie'] as const).map((objective) => [booster, strategy, objective] as const),
  ),
);

/** The library's own SHAP values, in single precision for XGBoost, add up to the forecasts that the fitted model makes. */
it.each(cases)('adds up to the forecasts of %s, %s, %s', (booster: BoosterName, strategy: Strategy, objective) => {
  const parameters = { ...defaultBoosterParameters, objective, iterations: 40, ...(objective === 'tweedie' && { alpha: 1.3 }) };
  const features = { ...defaultFeatureSpec('day'), levelWindow: objective === 'tweedie' ? 0 : 56 };
  const forecaster = new BoostedForecaster(
    loadBooster(booster),
    { booster, strategy, horizon, features, parameters, stepsPerTarget: 2, seeds: [1, 2] },
    noHolidays,
  );
  using fitted = forecaster.fit(panel, panel.origin);
  const { panel: own } = partOf(panel, Int32Array.of(2, 0));
  const { values } = fitted.forecast(own, panel.origin, horizon);
  const drivers = driversOfColumns(fitted.state, { promotion: 'promotion', price: null });
  expect(drivers).toHaveLength(fitted.featureNames.length);
  const contributions = explainBoosted(fitted, own, values, horizon, drivers);
  values.forEach((value, k) => {
    expect(Math.abs(contributions.sum(k) - value) / value).toBeLessThan(booster === 'xgboost' ? 2e-5 : 1e-9);
  });
  // Promotions sell 40 % more: on each such day they add, on others they take away.
  const promotion = driverNames.indexOf('promotion');
  values.forEach((value, k) => {
    const row = (own.indptr[Math.floor(k / horizon) + 1] as number) - horizon + (k % horizon);
    const added = (contributions.values[k * driverNames.length + promotion] as number) / value;
    if (own.known.promotion?.[row] === 1) expect(added).toBeGreaterThan(0.05);
    else expect(added).toBeLessThan(0.02);
  });
});

it('names a driver for every feature', () => {
  const forecaster = new BoostedForecaster(
    loadBooster('lightgbm'),
    {
      ...{ booster: 'lightgbm', strategy: 'direct', horizon, stepsPerTarget: 1 },
      features: { ...defaultFeatureSpec('day'), lags: [1, 7, 364] },
      parameters: { ...defaultBoosterParameters, iterations: 2 },
    },
    noHolidays,
  );
  using fitted = forecaster.fit(panel, panel.origin);
  const drivers = driversOfColumns(fitted.state, { promotion: 'promotion', price: null });
  const of = (feature: string) => driverNames[drivers[fitted.featureNames.indexOf(feature)] as number];
  expect(
    ['lag_1', 'lag_7', 'lag_364', 'rolling_mean_7', 'step', 'day_of_week', 'days_to_holiday', 'promotion', 'quantity_mean_28', 'store'].map(
      of,
    ),
  ).toEqual(['level', 'season', 'season', 'level', 'level', 'season', 'holiday', 'promotion', 'other', 'identity']);
});
