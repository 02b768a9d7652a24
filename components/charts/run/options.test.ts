import type { SeriesOption } from 'echarts/types/dist/shared';
import { describe, expect, it } from 'vitest';
import type { ChartColors } from '../colors';
import { amountsIn } from './amounts';
import { modelColor, rankedModels } from './comparison-option';
import { histogramOption, qqOption } from './distribution-option';
import { importanceBars } from './importance-option';
import { normalDensity, normalQuantile } from './normal';
import { predictionsOption } from './predictions-option';
import { residualsOption } from './residuals-option';
import { beeswarmOption } from './shap-option';

const colors = new Proxy({}, { get: () => 'rgb(1, 2, 3)' }) as ChartColors;
const amounts = amountsIn('USD');
const dataOf = (option: { series?: unknown }, name: string) =>
  (option.series as SeriesOption[]).find((series) => series.name === name)?.data as (number | string | null)[][];

describe('models', () => {
  const errors = (rmse: number | null, bias: number) => ({ backtest: { rmse, bias, r2: 1 - (rmse ?? 0) }, test: {} });
  const data = { best: 'b', models: { a: errors(3, -9), b: errors(1, 5), c: errors(null, 1), 'seasonal-naive': errors(2, 0) } };

  it('are ranked by what is better of each figure, those without one last', () => {
    expect(rankedModels(data)).toEqual(['b', 'seasonal-naive', 'a', 'c']);
    expect(rankedModels(data, 'bias')).toEqual(['seasonal-naive', 'c', 'b', 'a']);
    expect(rankedModels(data, 'r2')[0]).toBe('c');
  });

  it('have the same colours everywhere: the best the first, the seasonal naive the grey one', () => {
    const ranked = rankedModels(data);
    expect(['b', 'seasonal-naive', 'a', 'c'].map((name) => modelColor(name, ranked, 'b'))).toEqual([0, 7, 1, 2]);
  });
});

it('knows the normal distribution', () => {
  for (const [probability, z] of [
    [0.001, -3.090232306],
    [0.025, -1.959963985],
    [0.5, 0],
    [0.9, 1.281551566],
    [0.9995, 3.290526731],
  ] as const)
    expect(normalQuantile(probability)).toBeCloseTo(z, 7);
  expect(normalDensity(0)).toBeCloseTo(0.3989422804, 10);
});

describe('charts of errors', () => {
  it('set forecasts against actuals, leaving out what is missing or has no logarithm', () => {
    const data = {
      ...{ of: 3, seriesNames: ['s'], dates: ['2026-01-01'], series: [0, 0, 0], date: [0, 0, 0], step: [1, 2, 3] },
      ...{ actual: [1, 0, null], models: { m: [2, 3, 4] } },
    };
    expect(dataOf(predictionsOption(data, 'm', { log: false }, amounts, colors, 800), 'Forecasts')).toEqual([
      [1, 2, 0],
      [0, 3, 1],
    ]);
    expect(dataOf(predictionsOption(data, 'm', { log: true }, amounts, colors, 800), 'Forecasts')).toEqual([[1, 2, 0]]);
  });

  it('draw no line across days that nothing was forecast for', () => {
    const dates = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-02-01', '2026-02-02'];
    const column = [1, 2, 3, 4, 5];
    const drawn = { mean: column, lower: column, median: column, upper: column };
    const option = residualsOption(
      { dates, windows: dates.map(() => 'test' as const), models: { m: drawn } },
      'm',
      'test',
      amounts,
      colors,
      800,
    );
    expect(dataOf(option, 'Median').map(([, value]) => value)).toEqual([1, 2, 3, null, 4, 5]);
  });

  it('lay the normal curve over as much area as the histogram has, and quantiles on its line where errors are normal', () => {
    const edges = Array.from({ length: 41 }, (_, k) => -4 + 0.2 * k);
    const counts = edges.slice(0, -1).map((edge) => Math.round(1000 * 0.2 * normalDensity(edge + 0.1)));
    const probabilities = [0.1, 0.5, 0.9];
    const data = {
      ...{ count: 1000, mean: 0, deviation: 1, edges, counts, below: 0, above: 0 },
      quantiles: probabilities.map((probability) => normalQuantile(probability)),
    };
    const curve = dataOf(histogramOption(data, amounts, colors, 800), 'Normal') as number[][];
    expect(curve.find(([x]) => Math.abs(x as number) < 0.02)?.[1]).toBeCloseTo(200 * normalDensity(0), 0);
    for (const [z, found] of dataOf(qqOption(data, probabilities, amounts, colors, 800), 'Errors'))
      expect(found).toBeCloseTo(z as number, 9);
  });
});

it('adds features up by driver, as shares of all', () => {
  const feature = (name: string, driver: string, gain: number | null) => ({ feature: name, driver, gain, split: 1 });
  const features = [
    feature('lag_1', 'level', 5),
    feature('lag_7', 'season', 3),
    feature('month', 'season', 2),
    feature('odd', 'other', null),
  ];
  expect(importanceBars(features, 'gain', 'driver').map(({ name, share }) => [name, share])).toEqual([
    ['level', 0.5],
    ['season', 0.5],
    ['other', 0],
  ]);
  expect(importanceBars(features, 'split', 'feature', 2)).toHaveLength(2);
});

it('keeps the points of a swarm within their row, values without an order in a colour of their own', () => {
  const contributions = Array.from({ length: 60 }, (_, k) => (k % 5) / 10);
  const shap = {
    ...{ unit: 'share' as const, rows: 60 },
    features: [
      { feature: 'a', meanAbsolute: 1, direction: 1, values: contributions, contributions },
      { feature: 'code', meanAbsolute: 0.5, direction: null, values: contributions.map(() => null), contributions },
    ],
  };
  const option = beeswarmOption(shap, colors, 800);
  const [ordered, plain] = [dataOf(option, 'By value'), dataOf(option, 'Without an order')];
  expect([ordered.length, plain.length]).toEqual([60, 60]);
  for (const [, y] of ordered) expect(Math.abs((y as number) - 1)).toBeLessThan(0.5);
  for (const [, y] of plain) expect(Math.abs(y as number)).toBeLessThan(0.5);
});
