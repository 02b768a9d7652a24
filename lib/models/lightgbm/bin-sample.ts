import koffi from 'koffi';
import type { StreamedMatrix } from '../booster';

/** Neighbouring rows are read together: windows over them are computed once. */
const stretch = 64;

/** LightGBM takes what is nearer to zero for zero, and a sample names its other values only. */
const zeroThreshold = 1e-35;

/** A sample of rows as `LGBM_DatasetCreateFromSampledColumn` takes it. */
export interface BinSample {
  rows: number;
  /** Pointer to each column's values other than zero, and to their places in the sample. */
  values: BigUint64Array;
  indices: BigUint64Array;
  counts: Int32Array;
  /** What the pointers lead to: to be let go of after the call only, or the collector may take it during the call. */
  memory: (Float64Array | Int32Array)[] | undefined;
}

/**
 * Draws stretches of rows evenly over the whole set, each at a random place of its part: all rows where they are few.
 * @param sampleRows about how many
 */
export function drawBinSample(set: StreamedMatrix, sampleRows: number, seed: number): BinSample {
  const { columns } = set;
  const parts = Math.ceil(Math.min(sampleRows, set.rows) / stretch);
  const most = parts * stretch;
  const values = new Float64Array(new ArrayBuffer(8 * columns * most));
  const block = new Float32Array(stretch * columns);
  let rows = 0;
  for (const [from, to] of stretches(set.rows, parts, seed)) {
    set.read(from, to, block);
    for (let column = 0; column < columns; column++) {
      let at = column * most + rows;
      for (let k = column; k < (to - from) * columns; k += columns) values[at++] = block[k] as number;
    }
    rows += to - from;
  }
  const counts = new Int32Array(columns);
  const every = new Int32Array(new ArrayBuffer(4 * Math.max(1, rows))).map((_, row) => row);
  const places = Array.from({ length: columns }, (_, column) => {
    const sampled = values.subarray(column * most, column * most + rows);
    const indices = sampled.some(isZero) ? withoutZeros(sampled) : every;
    counts[column] = indices.length;
    return indices;
  });
  const base = BigInt(koffi.address(values));
  return {
    rows,
    values: BigUint64Array.from({ length: columns }, (_, column) => base + BigInt(column * most * 8)),
    indices: BigUint64Array.from(places, (indices) => BigInt(koffi.address(indices))),
    counts,
    memory: [values, ...places],
  };
}

/** The first and last (exclusive) row of each stretch. */
function* stretches(rows: number, parts: number, seed: number): Generator<[number, number]> {
  let state = seed | 1;
  for (let part = 0; part < parts; part++) {
    const low = Math.floor((part * rows) / parts);
    const high = Math.floor(((part + 1) * rows) / parts);
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const from = low + Math.floor((state / 2 ** 32) * Math.max(1, high - low - stretch + 1));
    yield [from, Math.min(high, from + stretch)];
  }
}

/** Moves a column's other values to its front; returns their places, in memory that does not move. */
function withoutZeros(column: Float64Array): Int32Array {
  let count = 0;
  const places = new Int32Array(new ArrayBuffer(4 * Math.max(1, column.length)));
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    if (isZero(value)) continue;
    column[count] = value;
    places[count++] = row;
  }
  return places.subarray(0, count);
}

function isZero(value: number): boolean {
  return Math.abs(value) <= zeroThreshold;
}
