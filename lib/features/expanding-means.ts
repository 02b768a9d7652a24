/**
 * Means of all a series' history up to each row. Where a series stood last is remembered, so that rows asked for in time
 * order cost one addition each; values up to there may not change meanwhile.
 */
export class ExpandingMeans {
  private readonly sum: Float64Array;
  private readonly count: Int32Array;
  /** First row, counted from the series' start, that is not yet in the sum. */
  private readonly next: Int32Array;

  constructor(
    private readonly values: Float64Array,
    private readonly indptr: Int32Array,
  ) {
    const series = indptr.length - 1;
    this.sum = new Float64Array(series);
    this.count = new Int32Array(series);
    this.next = new Int32Array(series);
  }

  /** Writes the means up to rows `low` to `high` (counted from the series' start) at `out[row - low + 1]`; NaN for none. */
  fill(series: number, low: number, high: number, out: Float64Array): void {
    const start = this.indptr[series] as number;
    let row = this.next[series] as number;
    let sum = this.sum[series] as number;
    let count = this.count[series] as number;
    if (row > low) {
      row = 0;
      sum = 0;
      count = 0;
    }
    for (; row <= high; row++) {
      const value = this.values[start + row] as number;
      if (value === value) {
        count++;
        sum += value;
      }
      if (row >= low) out[row - low + 1] = count > 0 ? sum / count : Number.NaN;
    }
    this.next[series] = row;
    this.sum[series] = sum;
    this.count[series] = count;
  }
}
