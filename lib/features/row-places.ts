/** Rows to make: target row `row[k]` of series `series[k]`, seen from `offset[k]` periods before it (1 is the period before). */
export interface RowRequest {
  series: Int32Array;
  row: Int32Array;
  offset: Int32Array;
}

/**
 * Where requested rows of one series find what was known: a range of anchors, counted from the series' start, and each
 * row's slot in a column computed over that range. Slot 0 is the place of anchors before the start.
 */
export class RowPlaces {
  slots = new Int32Array(0);
  low = 0;
  high = -1;
  leastRow = 0;
  greatestOffset = 0;

  /** Slots a column over the range needs. */
  get length(): number {
    return this.high - this.low + 2;
  }

  /**
   * Anchors of the rows `from` to `to` (exclusive): each row less its offset, or less `least` where that is more; and where
   * `season` is given, of the row as many seasons before as its offset asks for.
   */
  set(request: RowRequest, from: number, to: number, start: number, least: number, season = 0): void {
    const count = to - from;
    if (this.slots.length < count) this.slots = new Int32Array(2 * count);
    const { slots } = this;
    let low = 0x7fffffff;
    let high = -1;
    let leastRow = 0x7fffffff;
    let greatestOffset = 0;
    for (let k = 0; k < count; k++) {
      const offset = request.offset[from + k] as number;
      const row = request.row[from + k] as number;
      if (row < leastRow) leastRow = row;
      if (offset > greatestOffset) greatestOffset = offset;
      let anchor = row - start - Math.max(offset, least);
      if (season > 0) anchor -= season * Math.ceil(offset / season);
      slots[k] = anchor;
      if (anchor < 0) continue;
      if (anchor < low) low = anchor;
      if (anchor > high) high = anchor;
    }
    if (high < 0) low = 0;
    for (let k = 0; k < count; k++) {
      const anchor = slots[k] as number;
      slots[k] = anchor < 0 ? 0 : anchor - low + 1;
    }
    this.low = low;
    this.high = high;
    this.leastRow = leastRow;
    this.greatestOffset = greatestOffset;
  }
}
