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
  const [leasts, greatests] = [tailLeast, tailGreatest];
  for (let block = low - (low % window); block <= high; block += window) {
    const first = Math.max(low, block);
    const last = Math.min(high, block + window - 1);
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
      const tailMin = leasts[back] as number;
      const tailMax = greatests[back] as number;
      const at = row - low + 1;
      const smallest = Math.min(tailMin, least);
      const largest = Math.max(tailMax, greatest);
      min[at] = smallest === Number.POSITIVE_INFINITY ? Number.NaN : smallest;
      max[at] = largest === Number.NEGATIVE_INFINITY ? Number.NaN : largest;
    }
  }
}

/** Tail 0 is empty. */
function reserve(window: number): void {
  const length = 2 * window + 1;
  tailLeast = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  tailGreatest = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
}
