import { z } from 'zod';

// A figure that is not a number (no actuals, no scale) travels as null.
const figures = z.record(z.string(), z.number().nullable().catch(null)).catch({});
const byWindow = z.object({ backtest: figures.default({}), test: figures.default({}) });

export interface ModelMetrics {
  model: string;
  backtest: Record<string, number | null>;
  test: Record<string, number | null>;
}

/** Figures of a run's result by model, whatever models it trained; entries of any other shape are no models. */
export function modelMetrics(metrics: Record<string, unknown>): ModelMetrics[] {
  return Object.entries(metrics).flatMap(([model, value]) => {
    const parsed = byWindow.safeParse(value);
    if (!parsed.success || Object.keys(parsed.data.backtest).length + Object.keys(parsed.data.test).length === 0) return [];
    return [{ model, ...parsed.data }];
  });
}

/** How a metric is written and read. `percent` metrics are already in percent; coverage is a share. */
export interface MetricColumn {
  key: string;
  label: string;
  help: string;
  kind: 'money' | 'percent' | 'share' | 'ratio';
  /** What is better: less, more, or nearest to nothing at all. */
  best: 'low' | 'high' | 'none';
}

export const metricColumns: MetricColumn[] = [
  { key: 'rmse', label: 'RMSE', help: 'Root of the mean squared error', kind: 'money', best: 'low' },
  { key: 'mae', label: 'MAE', help: 'Mean absolute error', kind: 'money', best: 'low' },
  { key: 'wape', label: 'WAPE', help: 'Sum of absolute errors over sum of sales', kind: 'percent', best: 'low' },
  { key: 'smape', label: 'sMAPE', help: 'Mean symmetric percentage error', kind: 'percent', best: 'low' },
  { key: 'mase', label: 'MASE', help: 'Error relative to the in-sample seasonal naive', kind: 'ratio', best: 'low' },
  { key: 'r2', label: 'R²', help: 'Share of the variance explained', kind: 'ratio', best: 'high' },
  { key: 'bias', label: 'Bias', help: 'Mean of forecast less sales; positive is too high', kind: 'money', best: 'none' },
  { key: 'coverage80', label: '80% cover', help: 'Share of sales inside the 80% interval', kind: 'share', best: 'none' },
  { key: 'coverage95', label: '95% cover', help: 'Share of sales inside the 95% interval', kind: 'share', best: 'none' },
];

/** The model that is best by a column in a window; undefined where that means nothing. */
export function bestBy(rows: ModelMetrics[], window: 'backtest' | 'test', { key, best }: MetricColumn): string | undefined {
  if (best === 'none' || rows.length < 2) return undefined;
  const scored = rows.flatMap((row) => {
    const value = row[window][key];
    return typeof value === 'number' && Number.isFinite(value) ? [{ model: row.model, value }] : [];
  });
  const sign = best === 'low' ? 1 : -1;
  return scored.reduce<{ model: string; value: number } | undefined>((first, next) => (!first || sign * next.value < sign * first.value ? next : first), undefined)?.model;
}
