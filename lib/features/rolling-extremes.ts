/** A window up to this long is searched again when its extreme leaves it. */
const searched = 64;

/** Before any window: the place of no value. */
const nowhere = -(2 ** 30);

let queue = new Int32Array(0);

/**
 * Rolling minimum and maximum of one series, over the values that are there. Parameters as `rollingMoments`.
 *
 * Short windows remember where their extreme lies and search again when it leaves, which happens once in a window's length
 * of rows or so: branches that are foreseen make that twice as quick as any method of constant time. Long ones keep a monotonic
 * queue of candidates, each row entering and leaving it once.
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
  if (window <= searched) {
    searchedExtremes(values, start, low, high, window, min, max);
    return;
  }
  if (window >= queue.length) queue = new Int32Array(2 * window + 1);
  queued(values, start, low, high, window, min, 1);
  queued(values, start, low, high, window, max, -1);
}

function searchedExtremes(
  values: Float64Array,
  start: number,
  low: number,
  high: number,
  window: number,
  min: Float64Array,
  max: Float64Array,
): void {
  let least = Number.NaN;
  let greatest = Number.NaN;
  // Of equal values the last is remembered: it stays longest. Missing values compare false.
  let leastPlace = nowhere;
  let greatestPlace = nowhere;
  for (let row = low; row <= high; row++) {
    const value = values[start + row] as number;
    const begin = row - window;
    if (leastPlace > begin) {
      if (value <= least) {
        least = value;
        leastPlace = row;
      }
    } else {
      least = Number.POSITIVE_INFINITY;
      leastPlace = nowhere;
      for (let at = begin < 0 ? 0 : begin + 1; at <= row; at++) {
        const candidate = values[start + at] as number;
        if (candidate <= least) {
          least = candidate;
          leastPlace = at;
        }
      }
    }
    if (greatestPlace > begin) {
      if (value >= greatest) {
        greatest = value;
        greatestPlace = row;
      }
    } else {
      greatest = Number.NEGATIVE_INFINITY;
      greatestPlace = nowhere;
      for (let at = begin < 0 ? 0 : begin + 1; at <= row; at++) {
        const candidate = values[start + at] as number;
        if (candidate >= greatest) {
          greatest = candidate;
          greatestPlace = at;
        }
      }
    }
    const to = row - low + 1;
    min[to] = leastPlace === nowhere ? Number.NaN : least;
    max[to] = greatestPlace === nowhere ? Number.NaN : greatest;
  }
}

/** @param sign 1 for the least values, -1 for the greatest */
function queued(values: Float64Array, start: number, low: number, high: number, window: number, out: Float64Array, sign: 1 | -1): void {
  const { length } = queue;
  // Rows whose values rise (times `sign`), the extreme first, in a ring.
  let first = 0;
  let count = 0;
  for (let row = Math.max(0, low - window + 1); row <= high; row++) {
    if (count > 0 && (queue[first] as number) <= row - window) {
      first = (first + 1) % length;
      count--;
    }
    const value = sign * (values[start + row] as number);
    if (value === value) {
      while (count > 0 && sign * (values[start + (queue[(first + count - 1) % length] as number)] as number) >= value) count--;
      queue[(first + count++) % length] = row;
    }
    if (row >= low) out[row - low + 1] = count > 0 ? (values[start + (queue[first] as number)] as number) : Number.NaN;
  }
}
