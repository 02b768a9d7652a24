import type { BoosterParameters, TrainingSet } from '../booster';

type Values = Record<string, string | number | boolean>;

const objectives = {
  l2: { objective: 'reg:squarederror', eval_metric: 'rmse' },
  l1: { objective: 'reg:absoluteerror', eval_metric: 'mae' },
  tweedie: { objective: 'reg:tweedie' },
  poisson: { objective: 'count:poisson', eval_metric: 'poisson-nloglik' },
  quantile: { objective: 'reg:quantileerror', eval_metric: 'quantile' },
} as const;

/** Our vocabulary in XGBoost's words; `extra` has the last one. */
export function xgboostParameters(parameters: BoosterParameters, train: TrainingSet): Values {
  const { alpha, monotone } = parameters;
  return {
    ...objectives[parameters.objective],
    ...(parameters.objective === 'tweedie' ? { tweedie_variance_power: alpha ?? 1.5, eval_metric: `tweedie-nloglik@${alpha ?? 1.5}` } : {}),
    ...(parameters.objective === 'quantile' ? { quantile_alpha: alpha ?? 0.5 } : {}),
    tree_method: 'hist',
    grow_policy: 'lossguide',
    eta: parameters.learningRate,
    max_leaves: parameters.leaves,
    max_depth: parameters.maxDepth,
    min_child_weight: parameters.minLeafRows * typicalHessian(parameters, train),
    alpha: parameters.l1,
    lambda: parameters.l2,
    subsample: parameters.rowFraction,
    colsample_bytree: parameters.columnFraction,
    max_bin: parameters.maxBins,
    seed: parameters.seed,
    nthread: parameters.threads,
    ...(monotone?.some((direction) => direction !== 0) ? { monotone_constraints: `(${monotone.join(',')})` } : {}),
    ...parameters.extra,
  };
}

/**
 * XGBoost bounds a leaf's sum of hessians where our vocabulary (and LightGBM) bounds its rows. A row's hessian at the
 * mean label m is 1 for l2, l1 and quantile, m for poisson and m^(2 - power) for tweedie, times the row's weight.
 */
function typicalHessian({ objective, alpha = 1.5 }: BoosterParameters, { label, weight }: TrainingSet): number {
  const meanWeight = weight ? mean(weight) : 1;
  if (objective === 'poisson') return meanWeight * mean(label);
  if (objective === 'tweedie') return meanWeight * mean(label) ** (2 - alpha);
  return meanWeight;
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
