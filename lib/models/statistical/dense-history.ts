/**
 * A series without holes, oldest first: from the first known value of `y` to its end. Empty where nothing is known.
 *
 * A hole takes the shape of the season before (or, early on, after) moved to meet both its ends, so that a missing December
 * still looks like one; without such a season it is a straight line. What is missing at the end repeats the season before,
 * or the last value. A series that is never negative is not filled with negative values.
 */
export function denseHistory(y: Float64Array, season: number): Float64Array {
  const first = y.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return new Float64Array(0);
  const dense = y.slice(first);
  const floor = dense.some((value) => value < 0) ? Number.NEGATIVE_INFINITY : 0;
  const known = (row: number): boolean => row >= 0 && row < dense.length && dense[row] === dense[row];

  for (let row = 1; row < dense.length; row++) {
    if (known(row)) continue;
    const before = row - 1;
    let after = row + 1;
    while (after < dense.length && !known(after)) after++;
    if (after === dense.length) fillEnd(dense, row, season);
    else {
      const shift = [-season, season].find((by) => everyKnown(before + by, after + by, known)) ?? 0;
      fillBetween(dense, before, after, shift, floor);
    }
    row = after;
  }
  return dense;
}

function everyKnown(from: number, to: number, known: (row: number) => boolean): boolean {
  for (let row = from; row <= to; row++) if (!known(row)) return false;
  return true;
}

/** Fills the rows between two known ones with the shape found `shift` rows away, or a line where `shift` is 0. */
function fillBetween(dense: Float64Array, before: number, after: number, shift: number, floor: number): void {
  const shape = (row: number): number => (shift === 0 ? 0 : (dense[row + shift] as number));
  const left = (dense[before] as number) - shape(before);
  const right = (dense[after] as number) - shape(after);
  for (let row = before + 1; row < after; row++) {
    const line = left + ((right - left) * (row - before)) / (after - before);
    dense[row] = Math.max(floor, line + shape(row));
  }
}

function fillEnd(dense: Float64Array, from: number, season: number): void {
  for (let row = from; row < dense.length; row++) dense[row] = dense[row >= season ? row - season : row - 1] as number;
}
