import type { ModelKind } from '@/lib/registry/model-list';

/** Where a model, or one of its versions, is shown. */
export function modelHref(name: string, version?: number, query?: Record<string, string>): string {
  const path = `/models/${encodeURIComponent(name)}${version === undefined ? '' : `/${version}`}`;
  return query ? `${path}?${new URLSearchParams(query)}` : path;
}

export const kindTitles: Record<ModelKind, string> = {
  forecaster: 'Forecaster',
  member: 'Member',
  other: 'Other',
};

/** What each promotion gate asks. */
export const gateTitles: Record<string, string> = {
  'beats-seasonal-naive': 'Beats the seasonal naive',
  'beats-champion': 'Beats the champion',
  coverage: 'Intervals hold what they promise',
  'fresh-data': 'Has learnt from fresh data',
};

const metricTitles: Record<string, string> = {
  rmse: 'RMSE',
  mae: 'MAE',
  mape: 'MAPE',
  smape: 'sMAPE',
  wape: 'WAPE',
  mase: 'MASE',
  r2: 'R²',
  bias: 'Bias',
  count: 'Points',
};

export function metricTitle(key: string): string {
  return metricTitles[key] ?? key;
}

/** Which direction of a metric is better; undefined where neither is by itself. */
export function betterBy(metric: string): 'low' | 'high' | undefined {
  if (metric === 'r2') return 'high';
  return ['rmse', 'mae', 'mape', 'smape', 'wape', 'mase'].includes(metric) ? 'low' : undefined;
}

/** Words of the server as a sentence: `there is no…` -> `There is no…`. */
export function sentence(text: string): string {
  const tidy = text.replaceAll(/(\d) %/g, '$1%');
  return tidy.charAt(0).toUpperCase() + tidy.slice(1);
}

const parts: Record<string, string> = { lightgbm: 'LightGBM', xgboost: 'XGBoost', ets: 'ETS', tsb: 'TSB' };

/** A member of a forecaster as people write it: `xgboost-deseasonalised` -> `XGBoost deseasonalised`. */
export function memberTitle(name: string): string {
  const title = name
    .split('-')
    .map((part) => parts[part] ?? part)
    .join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** A registered model of ours in two words: `LightGBM member`, `Forecaster`; any other by its own name. */
export function shortTitle(name: string): string {
  const booster = /^sales-forecast-([a-z]+)/.exec(name)?.[1];
  if (booster) return `${memberTitle(booster)} member`;
  return name === 'sales-forecast' || name.startsWith('sales-forecast.') ? 'Forecaster' : name;
}
