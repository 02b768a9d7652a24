type Figures = Record<string, number | null>;

export interface ModelMetrics {
  model: string;
  backtest: Figures;
  test: Figures;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The numbers among a record's values; a figure that is no number (no actuals, no scale) travels as null. */
function figuresOf(value: unknown): Figures {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, figure]) => [key, typeof figure === 'number' ? figure : null]));
}

const worst = Number.POSITIVE_INFINITY;

/** Figures of a run's result by model, the best backtest RMSE first; entries of any other shape are no models. */
export function modelMetrics(metrics: Record<string, unknown>): ModelMetrics[] {
  return Object.entries(metrics)
    .flatMap(([model, value]) => (isRecord(value) ? [{ model, backtest: figuresOf(value.backtest), test: figuresOf(value.test) }] : []))
    .filter(({ backtest, test }) => Object.keys(backtest).length + Object.keys(test).length > 0)
    .sort((one, other) => (one.backtest.rmse ?? worst) - (other.backtest.rmse ?? worst));
}

/** How a metric is written and read. `percent` metrics are already in percent. */
export interface MetricColumn {
  key: string;
  label: string;
  help: string;
  kind: 'money' | 'percent' | 'ratio';
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
];

/** The model that is best by a column in a window; undefined where that means nothing. */
export function bestBy(rows: ModelMetrics[], window: 'backtest' | 'test', { key, best }: MetricColumn): string | undefined {
  if (best === 'none' || rows.length < 2) return undefined;
  const scored = rows.flatMap((row) => {
    const value = row[window][key];
    return typeof value === 'number' && Number.isFinite(value) ? [{ model: row.model, value }] : [];
  });
  const sign = best === 'low' ? 1 : -1;
  return scored.reduce<{ model: string; value: number } | undefined>(
    (first, next) => (!first || sign * next.value < sign * first.value ? next : first),
    undefined,
  )?.model;
}

/** How often the test window's sales lay inside the best model's intervals: `{level: 0.95, coverage: 0.947}`. */
export function intervalCoverage(metrics: Record<string, unknown>): { level: number; coverage: number }[] {
  if (!Array.isArray(metrics.intervals)) return [];
  return metrics.intervals.filter(
    (item): item is { level: number; coverage: number } =>
      isRecord(item) && typeof item.level === 'number' && typeof item.coverage === 'number',
  );
}
