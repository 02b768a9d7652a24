let sorted = new Float64Array(64);

/**
 * Rolling median of one series, over the values that are there, from a window kept in order: each row takes one value out
 * and puts one in. For windows of a few dozen periods that is quicker than a heap or a tree. Parameters as `rollingMoments`.
 * @param median receives the median of rows `row - window + 1` to `row` at `row - low + 1`; NaN where no value is
 */
export function rollingMedian(values: Float64Array, start: number, low: number, high: number, window: number, median: Float64Array): void {
  if (window > sorted.length) sorted = new Float64Array(2 * window);
  let filled = 0;
  for (let row = Math.max(0, low - window + 1); row <= high; row++) {
    const leaving = row - window;
    if (leaving >= 0 && leaving > low - window) filled = remove(values[start + leaving] as number, filled);
    filled = insert(values[start + row] as number, filled);
    if (row < low) continue;
    const middle = filled >> 1;
    const upper = sorted[middle] as number;
    median[row - low + 1] = filled === 0 ? Number.NaN : filled % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
  }
}

/** Puts a value in its place; returns how many there are now. */
function insert(value: number, filled: number): number {
  if (value !== value) return filled;
  let slot = filled;
  while (slot > 0 && (sorted[slot - 1] as number) > value) {
    sorted[slot] = sorted[slot - 1] as number;
    slot--;
  }
  sorted[slot] = value;
  return filled + 1;
}

function remove(value: number, filled: number): number {
  if (value !== value) return filled;
  let slot = 0;
  while (sorted[slot] !== value) slot++;
  for (const last = filled - 1; slot < last; slot++) sorted[slot] = sorted[slot + 1] as number;
  return filled - 1;
}
