import { disaggregateByForecast, disaggregateByHistory, type Proportions } from './disaggregate';
import { equalVariances, errorVariances, shrunkCovariance, structuralVariances } from './error-covariance';
import { aggregatesOf, bottomOf, type Hierarchy, sumUp } from './hierarchy';
import { minimumTrace, solverFor } from './minimum-trace';

/** How base forecasts of all nodes become ones that add up, and what each way needs. */
export type Reconciliation =
  | { method: 'bottom-up' }
  /** From the level named (the total: top-down; one between: middle-out). `history`: see `disaggregateByHistory`. */
  | { method: 'top-down'; from: string; proportions: 'forecast-proportions' }
  | { method: 'top-down'; from: string; proportions: Exclude<Proportions, 'forecast-proportions'>; history: Float64Array }
  | { method: 'ols' | 'wls-struct' }
  /** `errors` of the base forecasts at backtest origins before the test, `[node * observations + t]`: y - f. */
  | { method: 'wls-var' | 'mint-shrink'; errors: Float64Array };

export interface Reconciled {
  /** `[node * columns + column]`; every aggregate is the sum of its bottom series. */
  values: Float64Array;
  /** In words: how they were reconciled. */
  method: string;
}

/**
 * Forecasts of all nodes that add up.
 * @param base forecasts by node, `[node * columns + column]`: the levels' groups in the hierarchy's order, then the bottom series; a
 *   column is a step (or a step at an origin)
 * @param nonNegative whether negative bottom forecasts are set to zero before they are summed up (Di Fonzo & Girolimetto 2023)
 * @throws RangeError naming what does not fit: a missing forecast, a level that is not there, levels that are not nested
 */
export function reconcile(structure: Hierarchy, base: Float64Array, columns: number, how: Reconciliation, nonNegative = false): Reconciled {
  if (base.length !== structure.nodes * columns) {
    throw new RangeError(`${base.length} base forecasts are not ${columns} for each of ${structure.nodes} nodes.`);
  }
  const missing = base.findIndex((value) => !Number.isFinite(value));
  if (missing >= 0) throw new RangeError(`Node ${Math.floor(missing / columns)} has no base forecast in column ${missing % columns}.`);
  const { bottom, method } = bottomForecasts(structure, base, columns, how);
  const negative = nonNegative && bottom.some((value) => value < 0);
  const kept = negative ? bottom.map((value) => Math.max(0, value)) : bottom;
  return {
    values: sumUp(structure, kept, columns),
    method: negative ? `${method}, negative forecasts set to zero and summed up again` : method,
  };
}

function bottomForecasts(
  structure: Hierarchy,
  base: Float64Array,
  columns: number,
  how: Reconciliation,
): { bottom: Float64Array; method: string } {
  if (how.method === 'bottom-up') return { bottom: bottomOf(structure, base, columns), method: 'bottom-up: sums of the bottom forecasts' };
  if (how.method === 'top-down') {
    const level = structure.levels.findIndex(({ level: name }) => name === how.from);
    if (level < 0) throw new RangeError(`The hierarchy has no level ${how.from} to share out from.`);
    const bottom =
      how.proportions === 'forecast-proportions'
        ? disaggregateByForecast(structure, base, columns, level)
        : disaggregateByHistory(structure, base, columns, level, how.history, how.proportions);
    return { bottom, method: `${how.from} forecasts shared out by ${how.proportions.replace('-', ' ')}` };
  }
  const { covariance, words } = weights(structure, how);
  const solver =
    solverFor(structure) === 'cholesky' ? 'solved exactly' : `solved by conjugate gradients over ${aggregatesOf(structure)} aggregates`;
  return { bottom: minimumTrace(structure, base, columns, covariance), method: `minimum trace, ${words}, ${solver}` };
}

function weights(structure: Hierarchy, how: Extract<Reconciliation, { method: 'ols' | 'wls-struct' | 'wls-var' | 'mint-shrink' }>) {
  switch (how.method) {
    case 'ols':
      return { covariance: equalVariances(structure), words: 'all nodes weighed alike' };
    case 'wls-struct':
      return { covariance: structuralVariances(structure), words: 'nodes weighed by the number of series they sum' };
    case 'wls-var':
      return { covariance: errorVariances(structure, how.errors), words: "nodes weighed by their backtest errors' variance" };
    case 'mint-shrink': {
      const covariance = shrunkCovariance(structure, how.errors);
      return { covariance, words: `covariance of backtest errors, correlations shrunk by ${Math.round(100 * covariance.shrinkage)} %` };
    }
  }
}
