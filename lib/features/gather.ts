/** A column computed over a range of rows of one series; slot 0 is the place before its start. */
export type Column = Float64Array;

/** Row-major rows under construction. Double precision is for oracles. */
export type RowBuffer = Float32Array | Float64Array;

/**
 * Writes `column[slots[k]] / levels[k]` for `count` rows into one column of row-major rows.
 * @param at where the column's first value goes
 * @param columns values a row
 * @param levels undefined where nothing is divided
 */
export function gather(
  out: RowBuffer,
  at: number,
  columns: number,
  count: number,
  column: Column,
  slots: Int32Array,
  levels: Float64Array | undefined,
): void {
  let to = at;
  if (levels) for (let k = 0; k < count; k++, to += columns) out[to] = (column[slots[k] as number] as number) / (levels[k] as number);
  else for (let k = 0; k < count; k++, to += columns) out[to] = column[slots[k] as number] as number;
}
