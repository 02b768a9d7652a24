import { sampleDataset } from '@/lib/pipeline/parameters';

/** What a registered model forecasts. */
export interface ModelScope {
  dataset: string;
  level: string;
  frequency: 'day' | 'week' | 'month';
}

/**
 * The registered name of a scope's whole forecaster, or of one of its members: `sales-forecast`, `sales-forecast-lightgbm`;
 * outside the default scope (the sample retailer's stores by day) with the suffix `.<dataset>.<level>.<frequency>`.
 */
export function modelName({ dataset, level, frequency }: ModelScope, member?: string): string {
  const name = member ? `sales-forecast-${member}` : 'sales-forecast';
  const isDefault = dataset === sampleDataset && level === 'store' && frequency === 'day';
  return isDefault ? name : `${name}.${dataset}.${level}.${frequency}`;
}
