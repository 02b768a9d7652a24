/** Rows of all series up to the origin: what a shape is learnt from. */
export interface Observed {
  indptr: Int32Array;
  /** First row after the origin, by series. */
  end: Int32Array;
  /** The target over its series' mean size; NaN is missing. */
  value: Float64Array;
  /** Period of each row, from 0 for the earliest of all: the dates that series share. */
  period: Int32Array;
  periods: number;
}

/** Series that are taken together. */
export type Groups = readonly (readonly number[])[];

/**
 * Learns how the values of each group depart from what is expected of them by position in a season, and multiplies the
 * departures into `indices`.
 *
 * A departure is a ratio of sums, so that days of small sales weigh little. It is shrunk by empirical Bayes: it counts as far
 * as departures vary more than their sampling error explains (seasonal indices shrunk to those of the group: Miller & Williams
 * 2003; Dekker, van Donselaar & Ouwehand 2004). The error is measured on the group's sums by date, so that one event which hits
 * all series on one day is one observation and not many.
 * @param expected what is expected of each row, `indices` left out; in the units of `value`
 * @param position of each row in the season
 * @param smoothing neighbouring positions on either side that share a departure
 * @param indices `[series * length + position]`, in place
 * @returns the mean weight that departures got: 0 where they are all noise, near 1 where all are real
 */
export function learnShape(
  { indptr, end, value, period, periods }: Observed,
  expected: Float64Array,
  position: Uint16Array,
  length: number,
  groups: Groups,
  smoothing: number,
  indices: Float64Array,
): number {
  const departure = new Float64Array(groups.length * length);
  const variance = new Float64Array(groups.length * length).fill(Number.NaN);
  const got = new Float64Array(periods);
  const due = new Float64Array(periods);
  const place = new Int32Array(periods);
  for (let group = 0; group < groups.length; group++) {
    got.fill(0);
    due.fill(0);
    for (const series of groups[group] as readonly number[]) {
      for (let row = indptr[series] as number; row < (end[series] as number); row++) {
        const y = value[row] as number;
        if (y !== y) continue;
        const t = period[row] as number;
        const p = position[row] as number;
        got[t]! += y;
        due[t]! += (expected[row] as number) * (indices[series * length + p] as number);
        place[t] = p;
      }
    }
    departuresOf(got, due, place, length, smoothing, departure.subarray(group * length), variance.subarray(group * length));
  }
  const weights = shrinkage(departure, variance);
  for (let group = 0; group < groups.length; group++) {
    for (const series of groups[group] as readonly number[]) {
      for (let p = 0; p < length; p++) {
        const k = group * length + p;
        indices[series * length + p]! *= Math.max(0, 1 + (weights.values[k] as number) * (departure[k] as number));
      }
    }
  }
  return weights.mean;
}

/** Departure of each position and its sampling variance, from what a group got and was due by date. */
function departuresOf(
  got: Float64Array,
  due: Float64Array,
  place: Int32Array,
  length: number,
  smoothing: number,
  departure: Float64Array,
  variance: Float64Array,
): void {
  const sums = { got: new Float64Array(length), due: new Float64Array(length), squares: new Float64Array(length) };
  let dates = 0;
  for (let t = 0; t < got.length; t++) {
    const d = due[t] as number;
    if (!(d > 0)) continue;
    const p = place[t] as number;
    sums.got[p]! += got[t] as number;
    sums.due[p]! += d;
    sums.squares[p]! += d * d;
    dates++;
  }
  const near = { got: circular(sums.got, smoothing), due: circular(sums.due, smoothing), squares: circular(sums.squares, smoothing) };
  for (let p = 0; p < length; p++) departure[p] = (near.due[p] as number) > 0 ? (near.got[p] as number) / (near.due[p] as number) - 1 : 0;
  let residual = 0;
  let squares = 0;
  for (let t = 0; t < got.length; t++) {
    const d = due[t] as number;
    if (!(d > 0)) continue;
    const error = (got[t] as number) - d * (1 + (departure[place[t] as number] as number));
    residual += error * error;
    squares += d * d;
  }
  const free = dates - length / (2 * smoothing + 1);
  if (!(squares > 0) || free < 1) return;
  const noise = (residual / squares) * (dates / free);
  for (let p = 0; p < length; p++) {
    const d = near.due[p] as number;
    if (d > 0) variance[p] = (noise * (near.squares[p] as number)) / (d * d);
  }
}

/** Empirical Bayes weights: the variance of true departures over that and the sampling variance. */
function shrinkage(departure: Float64Array, variance: Float64Array): { values: Float64Array; mean: number } {
  let signal = 0;
  let known = 0;
  for (let k = 0; k < departure.length; k++) {
    const v = variance[k] as number;
    if (v !== v) continue;
    signal += (departure[k] as number) ** 2 - v;
    known++;
  }
  const tau = known > 0 ? Math.max(0, signal / known) : 0;
  const values = variance.map((v) => (v === v && tau > 0 ? tau / (tau + v) : 0));
  return { values, mean: known > 0 ? values.reduce((sum, w) => sum + w, 0) / known : 0 };
}

/** Sums over each position and `reach` neighbours on either side, round the cycle. */
function circular(values: Float64Array, reach: number): Float64Array {
  if (reach === 0) return values;
  const n = values.length;
  return values.map((_, p) => {
    let sum = 0;
    for (let k = p - reach; k <= p + reach; k++) sum += values[(k + n) % n] as number;
    return sum;
  });
}
