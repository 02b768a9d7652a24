import type { ErrorCovariance } from './error-covariance';
import { aggregatesOf, bottomOf, gatherDown, type Hierarchy, sumUp } from './hierarchy';
import { choleskySolve, conjugateGradients } from './solve';

/** How the equations are solved: written out and factorised, or by products alone. */
export type Solver = 'cholesky' | 'conjugate-gradients';

/** Aggregates up to which the equations are written out: 800 take 5 MB and a moment. */
const mostWrittenOut = 800;

/** The solver that a hierarchy's size calls for. */
export function solverFor(structure: Hierarchy): Solver {
  return aggregatesOf(structure) <= mostWrittenOut ? 'cholesky' : 'conjugate-gradients';
}

/**
 * Bottom forecasts of the coherent set that is nearest to the base forecasts in the metric of their errors' covariance W, the one
 * with the least trace of error variance where base forecasts are unbiased (MinT; Wickramasuriya, Athanasopoulos & Hyndman 2019).
 * Solved in the form y - W U (U'WU)^-1 U'y, whose size is the number of aggregates: U'y is how far they are off their sums.
 * @param base `[node * columns + column]`
 * @returns `[series * columns + column]`
 */
export function minimumTrace(
  structure: Hierarchy,
  base: Float64Array,
  columns: number,
  covariance: ErrorCovariance,
  solver: Solver = solverFor(structure),
): Float64Array {
  const aggregates = aggregatesOf(structure);
  const bottom = bottomOf(structure, base, columns);
  const sums = sumUp(structure, bottom, columns);
  const gaps = base.subarray(0, aggregates * columns).map((value, k) => value - (sums[k] as number));
  const gapFactor = factorOfGaps(structure, covariance);
  const multipliers = solver === 'cholesky' ? gaps : new Float64Array(gaps.length);
  if (solver === 'cholesky') {
    choleskySolve(writtenOut(structure, covariance, gapFactor), multipliers, columns);
  } else {
    const diagonal = diagonalOfGaps(structure, covariance, gapFactor);
    const product = (x: Float64Array) => productOfGaps(structure, covariance, gapFactor, x);
    for (let column = 0; column < columns; column++) {
      const own = Float64Array.from({ length: aggregates }, (_, k) => gaps[k * columns + column] as number);
      conjugateGradients(product, diagonal, own).forEach((value, k) => {
        multipliers[k * columns + column] = value;
      });
    }
  }
  return correct(structure, bottom, columns, covariance, gapFactor, multipliers);
}

/** Bottom forecasts less the bottom rows of W U times the multipliers. */
function correct(
  structure: Hierarchy,
  bottom: Float64Array,
  columns: number,
  { diagonal, rank, factor }: ErrorCovariance,
  gapFactor: Float64Array,
  multipliers: Float64Array,
): Float64Array {
  const first = aggregatesOf(structure);
  const out = Float64Array.from(bottom);
  for (let column = 0; column < columns; column++) {
    const own = Float64Array.from({ length: first }, (_, k) => multipliers[k * columns + column] as number);
    const gathered = gatherDown(structure, own);
    const loads = timesTransposed(gapFactor, rank, own);
    for (let series = 0; series < structure.bottom; series++) {
      const node = first + series;
      let change = -(diagonal[node] as number) * (gathered[series] as number);
      for (let k = 0; k < rank; k++) change += (factor[node * rank + k] as number) * (loads[k] as number);
      out[series * columns + column] = (out[series * columns + column] as number) - change;
    }
  }
  return out;
}

/** U' times the covariance's factor: each aggregate's row less the sum of its bottom series' rows. */
function factorOfGaps(structure: Hierarchy, { rank, factor }: ErrorCovariance): Float64Array {
  const sums = sumUp(structure, bottomOf(structure, factor, rank), rank);
  return factor.subarray(0, aggregatesOf(structure) * rank).map((value, k) => value - (sums[k] as number));
}

/** U'WU written out: two aggregates share the variances of the bottom series that are in both. */
function writtenOut(structure: Hierarchy, { diagonal, rank }: ErrorCovariance, gapFactor: Float64Array): Float64Array {
  const { bottom, levels, starts } = structure;
  const n = aggregatesOf(structure);
  const out = new Float64Array(n * n);
  const add = (i: number, j: number, value: number) => {
    out[i * n + j] = (out[i * n + j] as number) + value;
  };
  for (let i = 0; i < n; i++) add(i, i, diagonal[i] as number);
  for (let series = 0; series < bottom; series++) {
    const variance = diagonal[n + series] as number;
    const members = levels.map(({ of }, k) => (starts[k] as number) + (of[series] as number));
    for (const i of members) for (const j of members) add(i, j, variance);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i && rank > 0; j++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += (gapFactor[i * rank + k] as number) * (gapFactor[j * rank + k] as number);
      add(i, j, sum);
      if (i !== j) add(j, i, sum);
    }
  }
  return out;
}

function productOfGaps(structure: Hierarchy, { diagonal, rank }: ErrorCovariance, gapFactor: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  const weighted = gatherDown(structure, x).map((value, series) => value * (diagonal[n + series] as number));
  const sums = sumUp(structure, weighted, 1);
  const loads = timesTransposed(gapFactor, rank, x);
  return x.map((value, i) => {
    let sum = value * (diagonal[i] as number) + (sums[i] as number);
    for (let k = 0; k < rank; k++) sum += (gapFactor[i * rank + k] as number) * (loads[k] as number);
    return sum;
  });
}

function diagonalOfGaps(structure: Hierarchy, { diagonal, rank }: ErrorCovariance, gapFactor: Float64Array): Float64Array {
  const sums = sumUp(structure, bottomOf(structure, diagonal, 1), 1);
  return diagonal.subarray(0, aggregatesOf(structure)).map((value, i) => {
    let sum = value + (sums[i] as number);
    for (let k = 0; k < rank; k++) sum += (gapFactor[i * rank + k] as number) ** 2;
    return sum;
  });
}

/** factor' x. */
function timesTransposed(factor: Float64Array, rank: number, x: Float64Array): Float64Array {
  const out = new Float64Array(rank);
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < rank; k++) out[k] = (out[k] as number) + (factor[i * rank + k] as number) * (x[i] as number);
  }
  return out;
}
