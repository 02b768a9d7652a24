/**
 * Solves a symmetric positive definite system by Cholesky decomposition.
 * @param matrix row-major, n x n; overwritten
 * @throws RangeError where the matrix is not positive definite
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (matrix[i * n + k] as number) * (matrix[j * n + k] as number);
      if (i === j) {
        if (!(sum > 0)) throw new RangeError('The matrix is not positive definite.');
        matrix[i * n + i] = Math.sqrt(sum);
      } else matrix[i * n + j] = sum / (matrix[j * n + j] as number);
    }
  }
  const x = right.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= (matrix[i * n + k] as number) * (x[k] as number);
    x[i]! /= matrix[i * n + i] as number;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= (matrix[k * n + i] as number) * (x[k] as number);
    x[i]! /= matrix[i * n + i] as number;
  }
  return x;
}
