import { expect, it } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { randomPanel } from '@/tests/helpers/random-panel';
import { actualsAt, type OriginForecasts, planBacktest } from './backtest';
import { histogram, plotData } from './plot-data';

const horizon = 7;
const panel = randomPanel({ series: 3, periods: 200, horizon, gaps: 0, seed: 2 });
const plan = planBacktest(panel, horizon, { backtestOrigins: 2 });
const off = (by: number) => {
  const at = (origins: number[]): OriginForecasts => actualsAt(panel, origins, horizon).map((y, k) => y + by * ((k % horizon) + 1));
  return { selection: at(plan.origins.selection), calibration: at(plan.origins.calibration), test: at(plan.origins.test) };
};

it('tells errors by origin and by step', () => {
  const { folds, 'error-by-step': bySteps } = plotData(panel, plan, { exact: off(0), growing: off(2) }, 'growing');
  expect(folds.origins).toEqual(plan.origins.selection.map(isoDate));
  expect(folds.models.exact?.rmse).toEqual([0, 0]);
  const rmse = 2 * Math.sqrt((1 + 4 + 9 + 16 + 25 + 36 + 49) / 7);
  for (const value of folds.models.growing?.rmse ?? []) expect(value).toBeCloseTo(rmse, 9);
  expect(bySteps.models.growing?.mae.map((value) => Math.round(1e6 * value) / 1e6)).toEqual([2, 4, 6, 8, 10, 12, 14]);
});

it('tells what came beside what was said, for all series together', () => {
  const { totals, residuals } = plotData(panel, plan, { exact: off(0), growing: off(2) }, 'growing');
  expect(totals).toHaveLength(plan.origins.test.length);
  const [first] = totals;
  expect(first?.dates[0]).toBe(isoDate((plan.origins.test[0] as number) + 1));
  first?.models.growing?.forEach((value, k) => {
    expect(value - (first.actual[k] as number)).toBeCloseTo(3 * 2 * (k + 1), 6);
  });
  expect(residuals.counts.reduce((sum, count) => sum + count)).toBe(plan.origins.test.length * 3 * horizon);
  expect([residuals.edges[0], residuals.edges.at(-1)].map((value) => Math.round(value as number))).toEqual([-14, -2]);
});

it('counts values, also equal ones and none', () => {
  expect(histogram(new Float64Array([Number.NaN]))).toEqual({ edges: [], counts: [] });
  const { edges, counts } = histogram(Float64Array.from([5, 5, 5]));
  expect([edges[0], counts[0]]).toEqual([5, 3]);
});
