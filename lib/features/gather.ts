/** A column computed over a range of rows of one series; slot 0 is the place before its start. */
export type Column = Float64Array;

/** Row-major rows under construction. Double precision is for oracles. */
export type RowBuffer = Float32Array | Float64Array;

/**
 * Writes `made[j][slots[k]] / levels[k]` for `count` rows into neighbouring columns of row-major rows.
 * @param at where the first row's first value goes
 * @param columns values a row
 * @param levels undefined where nothing is divided
 */
export function gather(
  out: RowBuffer,
  at: number,
  columns: number,
  count: number,
  made: readonly Column[],
  slots: Int32Array,
  levels: Float64Array | undefined,
): void {
  // Two columns a pass: neighbours share a line of the processor's cache.
  let j = 0;
  for (; j + 1 < made.length; j += 2) pair(out, at + j, columns, count, made[j] as Column, made[j + 1] as Column, slots, levels);
  if (j < made.length) single(out, at + j, columns, count, made[j] as Column, slots, levels);
}

function single(
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

function pair(
  out: RowBuffer,
  at: number,
  columns: number,
  count: number,
  a: Column,
  b: Column,
  slots: Int32Array,
  levels: Float64Array | undefined,
): void {
  let to = at;
  if (levels) {
    for (let k = 0; k < count; k++, to += columns) {
      const slot = slots[k] as number;
      const level = levels[k] as number;
      out[to] = (a[slot] as number) / level;
      out[to + 1] = (b[slot] as number) / level;
    }
    return;
  }
  for (let k = 0; k < count; k++, to += columns) {
    const slot = slots[k] as number;
    out[to] = a[slot] as number;
    out[to + 1] = b[slot] as number;
  }
}
