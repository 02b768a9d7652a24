import { aggregatesOf, type Hierarchy, sumUp } from './hierarchy';

/**
 * Covariance of the base forecasts' errors as a diagonal and a factor of low rank: W = diag(diagonal) + factor factor'.
 * In this form it takes memory for nodes x rank, never nodes x nodes.
 */
export interface ErrorCovariance {
  diagonal: Float64Array;
  rank: number;
  /** `[node * rank + k]`. */
  factor: Float64Array;
}

/** Variances below this share of their mean count as that: no forecast is wholly certain. */
const leastVariance = 1e-12;

const diagonalOnly = (diagonal: Float64Array): ErrorCovariance => ({ diagonal, rank: 0, factor: new Float64Array(0) });

/** All nodes alike: ordinary least squares. */
export function equalVariances({ nodes }: Hierarchy): ErrorCovariance {
  return diagonalOnly(new Float64Array(nodes).fill(1));
}

/** Variances in proportion to the number of bottom series summed (Athanasopoulos et al. 2017): needs no errors. */
export function structuralVariances(structure: Hierarchy): ErrorCovariance {
  return diagonalOnly(sumUp(structure, new Float64Array(structure.bottom).fill(1), 1));
}

/** Each node's own mean squared error. @param errors of the base forecasts, `[node * observations + t]`; NaN is left out */
export function errorVariances(structure: Hierarchy, errors: Float64Array): ErrorCovariance {
  const observations = observationsOf(structure, errors);
  const variances = Float64Array.from({ length: structure.nodes }, (_, node) => {
    const seen = errors.subarray(node * observations, (node + 1) * observations).filter((error) => error === error);
    return seen.length > 0 ? seen.reduce((sum, error) => sum + error * error, 0) / seen.length : Number.NaN;
  });
  return diagonalOnly(filled(structure, variances));
}

/**
 * Sample covariance of the errors, its correlations shrunk towards none by as much as their own noise calls for (Schaefer & Strimmer
 * 2005; Wickramasuriya et al. 2019). Also tells by how much, 0 to 1.
 * @param errors of the base forecasts, `[node * observations + t]`; a missing one (NaN) counts as the node's mean error
 */
export function shrunkCovariance(structure: Hierarchy, errors: Float64Array): ErrorCovariance & { shrinkage: number } {
  const observations = observationsOf(structure, errors);
  const { nodes } = structure;
  const centred = new Float64Array(errors.length);
  const variances = new Float64Array(nodes);
  const standardised = new Float64Array(errors.length);
  for (let node = 0; node < nodes; node++) {
    const own = errors.subarray(node * observations, (node + 1) * observations);
    const seen = own.filter((error) => error === error);
    const mean = seen.reduce((sum, error) => sum + error, 0) / seen.length;
    const squares = seen.reduce((sum, error) => sum + (error - mean) ** 2, 0);
    variances[node] = seen.length > 1 ? squares / (seen.length - 1) : Number.NaN;
    const deviation = Math.sqrt(squares / seen.length);
    own.forEach((error, t) => {
      if (error !== error) return;
      centred[node * observations + t] = error - mean;
      if (deviation > 0) standardised[node * observations + t] = (error - mean) / deviation;
    });
  }
  const shrinkage = correlationShrinkage(standardised, nodes, observations);
  const root = Math.sqrt((1 - shrinkage) / (observations - 1));
  const factor = centred.map((error) => root * error);
  const full = filled(structure, variances);
  const floor = leastVariance * meanOf(full);
  const diagonal = full.map((variance, node) => {
    const explained = factor.subarray(node * observations, (node + 1) * observations).reduce((sum, part) => sum + part * part, 0);
    return Math.max(floor, variance - explained);
  });
  return { diagonal, rank: observations, factor, shrinkage };
}

/**
 * Schaefer and Strimmer's optimal intensity: the summed variances of the sample correlations over their summed squares. Both sums
 * over pairs of nodes come from sums over nodes and pairs of observations, so that thousands of nodes cost no more than they should.
 * @param standardised errors with mean 0 and mean square 1 by node
 */
function correlationShrinkage(standardised: Float64Array, nodes: number, observations: number): number {
  const n = observations;
  const gram = new Float64Array(n * n);
  const squares = new Float64Array(n);
  let fourths = 0;
  let own = 0;
  for (let node = 0; node < nodes; node++) {
    const row = standardised.subarray(node * n, (node + 1) * n);
    let meanSquare = 0;
    for (let t = 0; t < n; t++) {
      const x = row[t] as number;
      squares[t] = (squares[t] as number) + x * x;
      fourths += x ** 4;
      meanSquare += (x * x) / n;
      for (let u = 0; u <= t; u++) gram[t * n + u] = (gram[t * n + u] as number) + x * (row[u] as number);
    }
    own += meanSquare ** 2;
  }
  let products = 0;
  for (let t = 0; t < n; t++) for (let u = 0; u <= t; u++) products += (t === u ? 1 : 2) * (gram[t * n + u] as number) ** 2;
  const squaredCorrelations = products / n ** 2 - own;
  const noise = squares.reduce((sum, square) => sum + square * square, 0) - fourths - n * squaredCorrelations;
  if (!(squaredCorrelations > 0)) return 1;
  return Math.min(1, Math.max(0, noise / (n * (n - 1)) / squaredCorrelations));
}

/** Unknown variances as the mean of their level (or of all) has them, and none at zero. */
function filled(structure: Hierarchy, variances: Float64Array): Float64Array {
  const overall = meanOf(variances);
  if (!(overall > 0)) throw new RangeError('The errors of the base forecasts are all zero or missing: there is nothing to weigh nodes by.');
  const out = Float64Array.from(variances);
  [...structure.starts, structure.nodes].reduce((from, to) => {
    const own = meanOf(variances.subarray(from, to));
    for (let node = from; node < to; node++) if (Number.isNaN(out[node])) out[node] = own === own ? own : overall;
    return to;
  });
  return out.map((variance) => Math.max(variance, leastVariance * overall));
}

function meanOf(values: Float64Array): number {
  const seen = values.filter((value) => value === value);
  return seen.reduce((sum, value) => sum + value, 0) / seen.length;
}

function observationsOf(structure: Hierarchy, errors: Float64Array): number {
  const observations = errors.length / structure.nodes;
  if (!Number.isInteger(observations) || observations < 2) {
    throw new RangeError(
      `${errors.length} errors are not two or more a node for ${structure.nodes} nodes (${aggregatesOf(structure)} aggregates, ${structure.bottom} bottom series).`,
    );
  }
  return observations;
}
