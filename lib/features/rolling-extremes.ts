import { isComplete } from './completeness';

let tailLeast = new Float64Array(0);
let tailGreatest = new Float64Array(0);

/**
 * Rolling minimum and maximum of one series, over the values that are there, in constant time a row: by tails and heads of
 * blocks (van Herk, Pattern Recognition Letters 13, 1992), as `rollingMoments`, whose parameters these are.
 * @param min receives the least value of rows `row - window + 1` to `row` at `row - low + 1`; NaN where no value is
 * @param max likewise the greatest
 */
export function rollingExtremes(
  values: Float64Array,
  start: number,
  low: number,
  high: number,
  window: number,
  min: Float64Array,
  max: Float64Array,
): void {
  if (window >= tailLeast.length) reserve(window);
  const make = isComplete(values, start, Math.max(0, low - window + 1), high) ? complete : withGaps;
  for (let block = low - (low % window); block <= high; block += window) {
    make(values, start, block, Math.max(low, block), Math.min(high, block + window - 1), window, min, max, 1 - low);
  }
}

/** The rows `first` to `last` of the block that begins at row `block`, without a branch on any value. `to` leads from row to place. */
function complete(
  values: Float64Array,
  start: number,
  block: number,
  first: number,
  last: number,
  window: number,
  min: Float64Array,
  max: Float64Array,
  to: number,
): void {
  const [leasts, greatests] = [tailLeast, tailGreatest];
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  const reach = block === 0 ? 0 : window - 1 - (first - block);
  for (let back = 1, at = start + block - 1; back <= reach; back++, at--) {
    const value = values[at] as number;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    leasts[back] = least;
    greatests[back] = greatest;
  }
  least = Number.POSITIVE_INFINITY;
  greatest = Number.NEGATIVE_INFINITY;
  for (let row = block; row < first; row++) {
    const value = values[start + row] as number;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  for (let row = first; row <= last; row++) {
    const value = values[start + row] as number;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    const back = block === 0 ? 0 : window - 1 - (row - block);
    min[row + to] = Math.min(least, leasts[back] as number);
    max[row + to] = Math.max(greatest, greatests[back] as number);
  }
}

function withGaps(
  values: Float64Array,
  start: number,
  block: number,
  first: number,
  last: number,
  window: number,
  min: Float64Array,
  max: Float64Array,
  to: number,
): void {
  const [leasts, greatests] = [tailLeast, tailGreatest];
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  const reach = block === 0 ? 0 : window - 1 - (first - block);
  for (let back = 1; back <= reach; back++) {
    const value = values[start + block - back] as number;
    // A missing value is neither less nor greater.
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    leasts[back] = least;
    greatests[back] = greatest;
  }
  least = Number.POSITIVE_INFINITY;
  greatest = Number.NEGATIVE_INFINITY;
  for (let row = block; row <= last; row++) {
    const value = values[start + row] as number;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    if (row < first) continue;
    const back = block === 0 ? 0 : window - 1 - (row - block);
    const smallest = Math.min(least, leasts[back] as number);
    min[row + to] = smallest === Number.POSITIVE_INFINITY ? Number.NaN : smallest;
    max[row + to] = smallest === Number.POSITIVE_INFINITY ? Number.NaN : Math.max(greatest, greatests[back] as number);
  }
}

/** Tail 0 is empty. */
function reserve(window: number): void {
  const length = 2 * window + 1;
  tailLeast = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  tailGreatest = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
}
