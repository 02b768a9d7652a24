import { isComplete } from './completeness';

/** `inverse[n]` is 1 / n. */
let inverse = new Float64Array(0);
let tailCount = new Int32Array(0);
let tailSum = new Float64Array(0);
let tailSquares = new Float64Array(0);

/**
 * Rolling mean and sample deviation of one series, over the values that are there, in constant time a row.
 *
 * Rows are cut into blocks of the window's length: each window is a tail of one block and a head of the next (van Herk,
 * Pattern Recognition Letters 13, 1992), whose sums are run up and added. Values are counted from a pivot, the first of the
 * head, which lies in every window of its block. By Samuelson's inequality no value of a sample of n lies farther than
 * (n - 1) / sqrt(n) deviations from its mean, so subtracting the squared mean loses at most log2(n) bits. Nothing
 * is ever taken away from a running sum, so no error is carried on; and a row's result depends on its window alone, so that
 * one row made alone has the same bits as among others.
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
  // For a single row, looking costs as much as it saves.
  const whole = high > low && isComplete(values, start, Math.max(0, low - window + 1), high);
  for (let block = low - (low % window); block <= high; block += window) {
    const first = Math.max(low, block);
    const last = Math.min(high, block + window - 1);
    if (whole) complete(values, start, block, first, last, window, mean, std, 1 - low);
    else if (!Number.isNaN(values[start + block])) withGaps(values, start, block, first, last, window, mean, std, 1 - low);
    else withoutPivot(values, start, first, last, window, mean, std, 1 - low);
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
  const [inv, sums, squares] = [inverse, tailSum, tailSquares];
  const pivot = values[start + block] as number;
  let sum = 0;
  let square = 0;
  // The first block of a series has nothing before it.
  const reach = block === 0 ? 0 : window - 1 - (first - block);
  for (let back = 1, at = start + block - 1; back <= reach; back++, at--) {
    const value = (values[at] as number) - pivot;
    sum += value;
    square += value * value;
    sums[back] = sum;
    squares[back] = square;
  }
  sum = 0;
  square = 0;
  for (let row = block; row < first; row++) {
    const value = (values[start + row] as number) - pivot;
    sum += value;
    square += value * value;
  }
  for (let row = first; row <= last; row++) {
    const value = (values[start + row] as number) - pivot;
    sum += value;
    square += value * value;
    const head = row - block + 1;
    const n = block === 0 ? head : window;
    const all = sum + (sums[n - head] as number);
    const average = all * (inv[n] as number);
    mean[row + to] = pivot + average;
    std[row + to] = deviation(square + (squares[n - head] as number) - all * average, n, inv);
  }
}

/** As `complete`, and to the bit the same for windows in which nothing is missing. The pivot itself is there. */
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
  const [inv, counts, sums, squares] = [inverse, tailCount, tailSum, tailSquares];
  const pivot = values[start + block] as number;
  let sum = 0;
  let square = 0;
  let count = 0;
  const reach = block === 0 ? 0 : window - 1 - (first - block);
  for (let back = 1; back <= reach; back++) {
    const value = (values[start + block - back] as number) - pivot;
    if (value === value) {
      sum += value;
      square += value * value;
      count++;
    }
    sums[back] = sum;
    squares[back] = square;
    counts[back] = count;
  }
  sum = 0;
  square = 0;
  count = 0;
  for (let row = block; row <= last; row++) {
    const value = (values[start + row] as number) - pivot;
    if (value === value) {
      sum += value;
      square += value * value;
      count++;
    }
    if (row < first) continue;
    const back = block === 0 ? 0 : window - 1 - (row - block);
    const n = count + (counts[back] as number);
    const all = sum + (sums[back] as number);
    const average = all * (inv[n] as number);
    mean[row + to] = pivot + average;
    std[row + to] = deviation(square + (squares[back] as number) - all * average, n, inv);
  }
}

/** Rows of a block whose first value is missing: each window by itself, counted from its first value. */
function withoutPivot(
  values: Float64Array,
  start: number,
  first: number,
  last: number,
  window: number,
  mean: Float64Array,
  std: Float64Array,
  to: number,
): void {
  for (let row = first; row <= last; row++) {
    let pivot = Number.NaN;
    let sum = 0;
    let square = 0;
    let count = 0;
    for (let at = start + Math.max(0, row - window + 1); at <= start + row; at++) {
      if (Number.isNaN(values[at])) continue;
      if (count++ === 0) pivot = values[at] as number;
      const value = (values[at] as number) - pivot;
      sum += value;
      square += value * value;
    }
    const average = sum * (inverse[count] as number);
    mean[row + to] = pivot + average;
    std[row + to] = deviation(square - sum * average, count, inverse);
  }
}

function deviation(squares: number, n: number, inv: Float64Array): number {
  if (n < 2) return Number.NaN;
  // Rounding may leave a little less than nothing.
  return squares > 0 ? Math.sqrt(squares * (inv[n - 1] as number)) : 0;
}

/** Tail 0 is empty: it stays zero. */
function reserve(window: number): void {
  const length = 4 * window + 1;
  inverse = Float64Array.from({ length }, (_, n) => (n === 0 ? 0 : 1 / n));
  tailCount = new Int32Array(length);
  tailSum = new Float64Array(length);
  tailSquares = new Float64Array(length);
}
