import { describe, expect, it } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { randomPanel } from '@/tests/helpers/random-panel';
import { actualsAt, type OriginForecasts, planBacktest } from './backtest';
import { plotData } from './plot-data';

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
  const { totals } = plotData(panel, plan, { exact: off(0), growing: off(2) }, 'growing');
  expect(totals).toHaveLength(plan.origins.test.length);
  const [first] = totals;
  expect(first?.dates[0]).toBe(isoDate((plan.origins.test[0] as number) + 1));
  first?.models.growing?.forEach((value, k) => {
    expect(value - (first.actual[k] as number)).toBeCloseTo(3 * 2 * (k + 1), 6);
  });
});

describe('errors', () => {
  const plots = plotData(panel, plan, { exact: off(0), growing: off(2) }, 'growing');
  const points = plan.origins.test.length * 3 * horizon;

  it('are told beside what came, point by point', () => {
    const { predictions } = plots;
    expect([predictions.of, predictions.actual.length]).toEqual([points, points]);
    expect(predictions.seriesNames).toEqual(['s0', 's1', 's2']);
    predictions.step.forEach((step, k) => {
      expect((predictions.models.growing?.[k] as number) - (predictions.actual[k] as number)).toBeCloseTo(2 * step, 1);
    });
  });

  it('are counted, and set against a normal', () => {
    const { models, probabilities } = plots['error-distribution'];
    expect(models.growing).toMatchObject({ count: points, mean: -8, deviation: 4 });
    const { counts = [], below = 0, above = 0, quantiles = [], edges = [] } = models.growing ?? {};
    expect(counts.reduce((sum, count) => sum + count, below + above)).toBe(points);
    expect([edges[0], edges.at(-1), quantiles[probabilities.indexOf(0.5)]]).toEqual([-14, -2, -8]);
    expect(models.exact).toMatchObject({ mean: 0, deviation: 0 });
  });

  it('are told by date, those of overlapping origins together', () => {
    const { dates, windows, models } = plots['residuals-over-time'];
    const first = windows.indexOf('test');
    expect(dates[first]).toBe(isoDate((plan.origins.test[0] as number) + 1));
    expect(models.growing?.mean[first]).toBeCloseTo(-2, 9);
    expect(models.exact?.upper.every((value) => value === 0)).toBe(true);
  });

  it('are mapped by key and weekday', () => {
    const { model, maps } = plots['error-map'];
    expect(model).toBe('growing');
    const [weekdays] = maps;
    expect([weekdays?.rows, weekdays?.columns.labels.length]).toEqual([{ name: 'store', labels: ['s0', 's1', 's2'] }, 7]);
    // The same error weighs least on the largest series, and all of it is too high.
    const [small = 0, , large = 0] = weekdays?.wape.map((row) => row[0] as number) ?? [];
    expect(small).toBeGreaterThan(large);
    expect(weekdays?.bias).toEqual(weekdays?.wape);
  });
});
