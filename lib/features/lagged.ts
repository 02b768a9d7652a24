import type { RowBuffer } from './gather';
import type { RowRequest } from './row-places';

/**
 * Writes `target[row - lag] / levels[k]` into one column of row-major rows, where every row has its lag.
 * @param at where the column's first value goes
 * @param columns values a row
 * @param levels undefined where nothing is divided
 */
export function lagged(
  out: RowBuffer,
  at: number,
  columns: number,
  row: Int32Array,
  from: number,
  to: number,
  lag: number,
  target: Float64Array,
  levels: Float64Array | undefined,
): void {
  let place = at;
  if (levels) {
    for (let k = from; k < to; k++, place += columns) {
      out[place] = (target[(row[k] as number) - lag] as number) / (levels[k - from] as number);
    }
  } else for (let k = from; k < to; k++, place += columns) out[place] = target[(row[k] as number) - lag] as number;
}

/** Likewise where some rows have none: a lag shorter than the offset was not known, one before the series' start never was. */
export function laggedWithGaps(
  out: RowBuffer,
  at: number,
  columns: number,
  { row, offset }: RowRequest,
  from: number,
  to: number,
  lag: number,
  start: number,
  target: Float64Array,
  levels: Float64Array,
): void {
  for (let k = from, place = at; k < to; k++, place += columns) {
    const source = (row[k] as number) - lag;
    const known = lag >= (offset[k] as number) && source >= start;
    out[place] = known ? (target[source] as number) / (levels[k - from] as number) : Number.NaN;
  }
}
