let inverse = new Float64Array(0);
let tailCount = new Int32Array(0);
let tailMean = new Float64Array(0);
let tailSquares = new Float64Array(0);

/**
 * Rolling mean and sample deviation of one series, over the values that are there, in constant time a row.
 *
 * Rows are cut into blocks of the window's length: each window is a tail of one block and a head of the next, whose
 * moments (count, mean, sum of squared deviations) are run up by Welford's method and joined by Chan's. No value is ever
 * taken away from a sum, so nothing cancels; and a row's result depends on its window alone, so that one row made alone
 * has the same bits as among others.
 *
 * van Herk, Pattern Recognition Letters 13 (1992); Chan, Golub and LeVeque, The American Statistician 37 (1983).
 *
 * @param values the series begins at `start`; NaN is missing
 * @param low first row wanted, counted from `start`
 * @param high last row wanted
 * @param mean receives the mean of rows `row - window + 1` to `row` at `row - low + 1`; NaN where no value is
 * @param std likewise the sample deviation (n - 1); NaN with fewer than two values. Left out, it is not computed
 */
export function rollingMoments(
  values: Float64Array,
  start: number,
  low: number,
  high: number,
  window: number,
  mean: Float64Array,
  std?: Float64Array,
): void {
  if (window >= inverse.length) reserve(window);
  const [inv, counts, means, squares] = [inverse, tailCount, tailMean, tailSquares];
  for (let block = low - (low % window); block <= high; block += window) {
    const first = Math.max(low, block);
    const last = Math.min(high, block + window - 1);
    let n = 0;
    let m = 0;
    let s = 0;
    // The first block of a series has nothing before it.
    const reach = block === 0 ? 0 : window - 1 - (first - block);
    for (let back = 1; back <= reach; back++) {
      const value = values[start + block - back] as number;
      if (value === value) {
        const delta = value - m;
        m += delta * (inv[++n] as number);
        s += delta * (value - m);
      }
      counts[back] = n;
      means[back] = m;
      squares[back] = s;
    }
    n = 0;
    m = 0;
    s = 0;
    for (let row = block; row <= last; row++) {
      const value = values[start + row] as number;
      if (value === value) {
        const delta = value - m;
        m += delta * (inv[++n] as number);
        s += delta * (value - m);
      }
      if (row < first) continue;
      const back = block === 0 ? 0 : window - 1 - (row - block);
      const tail = counts[back] as number;
      const at = row - low + 1;
      if (tail === 0) {
        mean[at] = n > 0 ? m : Number.NaN;
        if (std) std[at] = n > 1 ? Math.sqrt(s / (n - 1)) : Number.NaN;
      } else if (n === 0) {
        mean[at] = means[back] as number;
        if (std) std[at] = tail > 1 ? Math.sqrt((squares[back] as number) / (tail - 1)) : Number.NaN;
      } else {
        const delta = m - (means[back] as number);
        const share = n * (inv[n + tail] as number);
        mean[at] = (means[back] as number) + delta * share;
        if (std) std[at] = Math.sqrt(((squares[back] as number) + s + delta * delta * share * tail) / (n + tail - 1));
      }
    }
  }
}

/** Tail 0 is empty: it stays zero. */
function reserve(window: number): void {
  const length = 2 * window + 1;
  inverse = Float64Array.from({ length }, (_, n) => (n === 0 ? 0 : 1 / n));
  tailCount = new Int32Array(length);
  tailMean = new Float64Array(length);
  tailSquares = new Float64Array(length);
}
