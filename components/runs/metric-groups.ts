/** Curves that belong into one picture. */
export interface MetricGroup {
  id: string;
  title: string;
  /** What its lines are over. */
  kind: 'training' | 'folds' | 'other';
  keys: string[];
}

/** Whose error a metric measures, before the name of the metric: `early_stopping_validation_rmse`, `val/loss`, `train_rmse`. */
const measured = /^(early_stopping_train|early_stopping_validation|train|training|valid|validation|val|test|eval)[_/](.+)$/;

/**
 * Metrics with a history by what they are: training and validation of one metric together, one chart a fold metric, others by
 * themselves. What has but one point is in no group.
 */
export function metricGroups(outlines: { key: string; hasLine: boolean }[]): MetricGroup[] {
  const groups = new Map<string, MetricGroup>();
  for (const { key } of outlines.filter(({ hasLine }) => hasLine)) {
    const [, , name] = measured.exec(key) ?? [];
    const fold = /^fold_(.+)$/.exec(key)?.[1];
    const kind = name ? 'training' : fold ? 'folds' : 'other';
    const id = name ? `training ${name}` : key;
    const title = name ? `${written(name)} while training` : fold ? `${written(fold)} by backtest origin` : key;
    const group = groups.get(id) ?? { id, title, kind, keys: [] };
    group.keys.push(key);
    groups.set(id, group);
  }
  const order = { training: 0, folds: 1, other: 2 };
  return [...groups.values()].sort((a, b) => order[a.kind] - order[b.kind]);
}

/** Abbreviations of errors as they are written. */
function written(name: string): string {
  return /^(rmse|mae|wape|mape|smape|mase|r2)$/.test(name)
    ? name.toUpperCase().replace('SMAPE', 'sMAPE').replace('R2', 'R²')
    : name.charAt(0).toUpperCase() + name.slice(1);
}
