import { expect, test } from 'vitest';
import { defaultFeatureSpec } from '@/lib/features/spec';
import { randomPanel } from '@/tests/helpers/random-panel';
import type { BoostedConfig } from './boosted-config';
import { defaultBoosterParameters } from './booster';
import { forecastsOf, learningTarget } from './learning-target';

const panel = { ...randomPanel({ series: 1, periods: 20, horizon: 2 }), y: Float64Array.from({ length: 22 }, (_, t) => 10 * t) };
const rows = { series: Int32Array.of(0, 0), row: Int32Array.of(4, 14), offset: Int32Array.of(1, 1) };
const config: BoostedConfig = {
  booster: 'lightgbm',
  strategy: 'recursive',
  horizon: 2,
  stepsPerTarget: 1,
  features: defaultFeatureSpec('day'),
  parameters: defaultBoosterParameters,
};

test('labels are in units of the level, weights give back its size, and forecasts are the way back', () => {
  const level = Float64Array.of(20, 60);
  const { label, weight } = learningTarget(panel, panel.origin, rows, level, config);
  expect([...label]).toEqual([2, Math.fround(140 / 60)]);
  expect([...(weight as Float32Array)]).toEqual([0.5, 1.5]);
  expect([...forecastsOf(Float64Array.of(2, 140 / 60), level, true)]).toEqual([40, 140]);
});

test('without a level, rows count alike and are in their own units', () => {
  const plain = { ...config, features: { ...config.features, levelWindow: 0 } };
  expect(learningTarget(panel, panel.origin, rows, Float64Array.of(1, 1), plain)).toEqual({ label: Float32Array.of(40, 140) });
});

test('a row counts half as much a half-life earlier, and one on average', () => {
  const plain = { ...config, features: { ...config.features, levelWindow: 0 }, halfLife: 10 };
  const { weight } = learningTarget(panel, panel.origin, rows, Float64Array.of(1, 1), plain);
  expect(weight?.[1]).toBeCloseTo(2 * (weight?.[0] as number), 6);
  expect(((weight?.[0] as number) + (weight?.[1] as number)) / 2).toBeCloseTo(1, 6);
});

test('no forecast is negative where no sale was', () => {
  expect([...forecastsOf(Float64Array.of(-1, 2), Float64Array.of(3, 3), true)]).toEqual([0, 6]);
  expect([...forecastsOf(Float64Array.of(-1, 2), Float64Array.of(3, 3), false)]).toEqual([-3, 6]);
});
