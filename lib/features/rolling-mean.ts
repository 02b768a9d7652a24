let tailSum = new Float64Array(0);
let tailCount = new Int32Array(0);

/**
 * Rolling mean of one series alone, over the values that are there: by tails and heads of blocks, as `rollingMoments`, whose
 * parameters these are.
 */
export function rollingMean(values: Float64Array, start: number, low: number, high: number, window: number, mean: Float64Array): void {
  if (window >= tailSum.length) {
    tailSum = new Float64Array(2 * window + 1);
    tailCount = new Int32Array(2 * window + 1);
  }
  const [sums, counts] = [tailSum, tailCount];
  for (let block = low - (low % window); block <= high; block += window) {
    const first = Math.max(low, block);
    const last = Math.min(high, block + window - 1);
    let sum = 0;
    let count = 0;
    const reach = block === 0 ? 0 : window - 1 - (first - block);
    for (let back = 1; back <= reach; back++) {
      const value = values[start + block - back] as number;
      if (value === value) {
        sum += value;
        count++;
      }
      sums[back] = sum;
      counts[back] = count;
    }
    sum = 0;
    count = 0;
    for (let row = block; row <= last; row++) {
      const value = values[start + row] as number;
      if (value === value) {
        sum += value;
        count++;
      }
      if (row < first) continue;
      const back = block === 0 ? 0 : window - 1 - (row - block);
      const all = count + (counts[back] as number);
      mean[row - low + 1] = all > 0 ? (sum + (sums[back] as number)) / all : Number.NaN;
    }
  }
}
