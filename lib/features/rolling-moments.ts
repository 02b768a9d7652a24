import { isComplete } from './completeness';

/** `inverse[n]` is 1 / n. */
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
 * @param std likewise the sample deviation (n - 1); NaN with fewer than two values
 */
export function rollingMoments(
  values: Float64Array,
  start: number,
  low: number,
  high: number,
  window: number,
  mean: Float64Array,
  std: Float64Array,
): void {
  if (2 * window + 1 > inverse.length) reserve(window);
  const make = isComplete(values, start, Math.max(0, low - window + 1), high) ? complete : withGaps;
  for (let block = low - (low % window); block <= high; block += window) {
    make(values, start, block, Math.max(low, block), Math.min(high, block + window - 1), window, mean, std, 1 - low);
  }
}

/** The rows `first` to `last` of the block that begins at row `block`, where nothing is missing. `to` leads from row to place. */
function complete(
  values: Float64Array,
  start: number,
  block: number,
  first: number,
  last: number,
  window: number,
  mean: Float64Array,
  std: Float64Array,
  to: number,
): void {
  const [inv, means, squares] = [inverse, tailMean, tailSquares];
  let m = 0;
  let s = 0;
  // The first block of a series has nothing before it.
  const reach = block === 0 ? 0 : window - 1 - (first - block);
  for (let back = 1, at = start + block - 1; back <= reach; back++, at--) {
    const value = values[at] as number;
    const delta = value - m;
    m += delta * (inv[back] as number);
    s += delta * (value - m);
    means[back] = m;
    squares[back] = s;
  }
  m = 0;
  s = 0;
  let n = 0;
  for (let row = block; row <= last; row++) {
    const value = values[start + row] as number;
    const delta = value - m;
    m += delta * (inv[++n] as number);
    s += delta * (value - m);
    if (row < first) continue;
    const tail = window - n;
    if (tail === 0 || block === 0) {
      mean[row + to] = m;
      std[row + to] = n > 1 ? Math.sqrt(s * (inv[n - 1] as number)) : Number.NaN;
    } else {
      const before = means[tail] as number;
      const gap = m - before;
      const share = n * (inv[window] as number);
      mean[row + to] = before + gap * share;
      std[row + to] = Math.sqrt(((squares[tail] as number) + s + gap * gap * share * tail) * (inv[window - 1] as number));
    }
  }
}

/** As `complete`, and to the bit the same where nothing is missing. */
function withGaps(
  values: Float64Array,
  start: number,
  block: number,
  first: number,
  last: number,
  window: number,
  mean: Float64Array,
  std: Float64Array,
  to: number,
): void {
  const [inv, counts, means, squares] = [inverse, tailCount, tailMean, tailSquares];
  let n = 0;
  let m = 0;
  let s = 0;
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
    const tail = back === 0 ? 0 : (counts[back] as number);
    if (tail === 0) {
      mean[row + to] = n > 0 ? m : Number.NaN;
      std[row + to] = n > 1 ? Math.sqrt(s * (inv[n - 1] as number)) : Number.NaN;
    } else if (n === 0) {
      mean[row + to] = means[back] as number;
      std[row + to] = tail > 1 ? Math.sqrt((squares[back] as number) * (inv[tail - 1] as number)) : Number.NaN;
    } else {
      const before = means[back] as number;
      const gap = m - before;
      const share = n * (inv[n + tail] as number);
      mean[row + to] = before + gap * share;
      std[row + to] = Math.sqrt(((squares[back] as number) + s + gap * gap * share * tail) * (inv[n + tail - 1] as number));
    }
  }
}

function reserve(window: number): void {
  const length = 4 * window + 1;
  inverse = Float64Array.from({ length }, (_, n) => (n === 0 ? 0 : 1 / n));
  tailCount = new Int32Array(length);
  tailMean = new Float64Array(length);
  tailSquares = new Float64Array(length);
}
