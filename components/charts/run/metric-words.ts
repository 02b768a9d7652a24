import { figure, percent } from '../../format';
import type { Amounts } from './amounts';

export type ErrorMetric = 'rmse' | 'mae' | 'wape' | 'smape' | 'mase' | 'r2' | 'bias';

/** How errors are called, and in what they are measured. */
export const errorMetrics: Record<ErrorMetric, { label: string; kind: 'amount' | 'percent' | 'ratio'; help: string }> = {
  rmse: { label: 'RMSE', kind: 'amount', help: 'Root of the mean squared error: large misses weigh more' },
  mae: { label: 'MAE', kind: 'amount', help: 'Mean absolute error' },
  wape: { label: 'WAPE', kind: 'percent', help: 'Sum of absolute errors over the sum of sales' },
  smape: { label: 'sMAPE', kind: 'percent', help: 'Mean symmetric percentage error' },
  mase: { label: 'MASE', kind: 'ratio', help: 'Error relative to the in-sample seasonal naive' },
  r2: { label: 'R²', kind: 'ratio', help: 'Share of the variance explained' },
  bias: { label: 'Bias', kind: 'amount', help: 'Mean of forecast less sales: positive is too high' },
};

/** An error as it is written; percentages are percent already. */
export function writtenError(metric: ErrorMetric, value: number | null | undefined, amounts: Amounts): string {
  const { kind } = errorMetrics[metric];
  if (kind === 'amount') return amounts.exact(value);
  return kind === 'percent' ? percent(typeof value === 'number' ? value / 100 : value) : figure(value);
}

/** The same for an axis. */
export function shortError(metric: ErrorMetric, value: number, amounts: Amounts): string {
  const { kind } = errorMetrics[metric];
  if (kind === 'amount') return amounts.short(value);
  return kind === 'percent' ? `${figure(value)}%` : figure(value);
}
