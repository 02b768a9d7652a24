import { expect, it } from 'vitest';
import { bestBy, intervalCoverage, type MetricColumn, metricColumns, modelMetrics } from './model-metrics';

const metrics = {
  'seasonal-naive': { backtest: { rmse: 20, r2: 0.5, mase: null }, test: { rmse: 22 } },
  ensemble: { backtest: { rmse: 10, r2: 0.9 }, test: { rmse: 12 } },
  intervals: [{ level: 0.95, coverage: 0.947, score: 3 }, 'odd'],
  note: 'no model',
};
const column = (key: string) => metricColumns.find((known) => known.key === key) as MetricColumn;

it('reads the models out of a result, the best first, and nothing else', () => {
  const rows = modelMetrics(metrics);
  expect(rows.map(({ model }) => model)).toEqual(['ensemble', 'seasonal-naive']);
  expect(rows[1]?.backtest).toEqual({ rmse: 20, r2: 0.5, mase: null });
  expect(modelMetrics({})).toEqual([]);
});

it('finds the best of a column: low errors, high R², no bias', () => {
  const rows = modelMetrics(metrics);
  expect([
    bestBy(rows, 'backtest', column('rmse')),
    bestBy(rows, 'backtest', column('r2')),
    bestBy(rows, 'test', column('bias')),
    bestBy(rows, 'test', column('mae')),
  ]).toEqual(['ensemble', 'ensemble', undefined, undefined]);
});

it('reads the coverage of intervals', () => {
  expect(intervalCoverage(metrics)).toEqual([{ level: 0.95, coverage: 0.947, score: 3 }]);
  expect(intervalCoverage({ intervals: null })).toEqual([]);
});
