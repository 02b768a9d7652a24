/**
 * In-sample mean of |y| over rows `start` to `end`, NaN left out; 0 where nothing was sold or recorded. Over the last year, it is
 * the height that a forecast is held against where intervals grow with it.
 */
export function seriesSize(y: Float64Array, start: number, end: number): number {
  let count = 0;
  let sum = 0;
  for (let row = start; row <= end; row++) {
    const size = Math.abs(y[row] as number);
    if (size !== size) continue;
    count++;
    sum += size;
  }
  return count > 0 ? sum / count : 0;
}
