/** Solves A x = b for a symmetric positive definite A, in place of `b`'s columns. @param a `[i * n + j]`; overwritten by its Cholesky factor */
export function choleskySolve(a: Float64Array, b: Float64Array, columns: number): void {
  const n = Math.round(Math.sqrt(a.length));
  for (let j = 0; j < n; j++) {
    const rowJ = a.subarray(j * n, j * n + j + 1);
    for (let i = 0; i < j; i++) {
      const rowI = a.subarray(i * n, i * n + i + 1);
      let sum = rowJ[i] as number;
      for (let k = 0; k < i; k++) sum -= (rowI[k] as number) * (rowJ[k] as number);
      rowJ[i] = sum / (rowI[i] as number);
    }
    let pivot = rowJ[j] as number;
    for (let k = 0; k < j; k++) pivot -= (rowJ[k] as number) ** 2;
    if (!(pivot > 0)) throw new RangeError('The matrix is not positive definite.');
    rowJ[j] = Math.sqrt(pivot);
  }
  for (let column = 0; column < columns; column++) {
    for (let i = 0; i < n; i++) {
      let sum = b[i * columns + column] as number;
      for (let k = 0; k < i; k++) sum -= (a[i * n + k] as number) * (b[k * columns + column] as number);
      b[i * columns + column] = sum / (a[i * n + i] as number);
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i * columns + column] as number;
      for (let k = i + 1; k < n; k++) sum -= (a[k * n + i] as number) * (b[k * columns + column] as number);
      b[i * columns + column] = sum / (a[i * n + i] as number);
    }
  }
}

/** Residual, as a share of the right-hand side's, at which the iteration stops. */
const tolerance = 1e-12;

/** Residual at which rounding has it that no more is to be had, but what there is will do. */
const enough = 1e-8;

/**
 * Solves A x = b for a symmetric positive definite A known only by its products, by conjugate gradients preconditioned with A's
 * diagonal (Hestenes & Stiefel 1952).
 * @throws RangeError where it has not come within 1e-8 of the right-hand side in 4 n + 200 rounds
 */
export function conjugateGradients(product: (x: Float64Array) => Float64Array, diagonal: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = new Float64Array(n);
  const residual = Float64Array.from(b);
  const size = Math.sqrt(dot(b, b));
  if (size === 0) return x;
  const conditioned = residual.map((value, i) => value / (diagonal[i] as number));
  const direction = Float64Array.from(conditioned);
  let energy = dot(residual, conditioned);
  let left = 1;
  for (let round = 0; round < 4 * n + 200 && left > tolerance; round++) {
    const image = product(direction);
    const length = energy / dot(direction, image);
    for (let i = 0; i < n; i++) {
      x[i] = (x[i] as number) + length * (direction[i] as number);
      residual[i] = (residual[i] as number) - length * (image[i] as number);
      conditioned[i] = (residual[i] as number) / (diagonal[i] as number);
    }
    left = Math.sqrt(dot(residual, residual)) / size;
    const next = dot(residual, conditioned);
    for (let i = 0; i < n; i++) direction[i] = (conditioned[i] as number) + (next / energy) * (direction[i] as number);
    energy = next;
  }
  if (!(left <= enough)) throw new RangeError(`Reconciliation did not converge: a residual of ${left.toExponential(1)} is left.`);
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
