import koffi from 'koffi';
import type { StreamedMatrix } from '../booster';

/** Rows from which LightGBM chooses its bins (`bin_construct_sample_cnt`). */
const sampleRows = 200_000;

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
  memory: [Float64Array, Int32Array] | undefined;
}

/** Draws stretches of rows evenly over the whole set, each at a random place of its part: all rows where they are few. */
export function drawBinSample(set: StreamedMatrix, seed: number): BinSample {
  const { rows: all, columns } = set;
  const parts = Math.ceil(Math.min(sampleRows, all) / stretch);
  const most = parts * stretch;
  const memory: [Float64Array, Int32Array] = [
    new Float64Array(new ArrayBuffer(8 * columns * most)),
    new Int32Array(new ArrayBuffer(4 * columns * most)),
  ];
  const [values, indices] = memory;
  const counts = new Int32Array(columns);
  const block = new Float32Array(stretch * columns);
  let state = seed | 1;
  let rows = 0;
  for (let part = 0; part < parts; part++) {
    const low = Math.floor((part * all) / parts);
    const high = Math.floor(((part + 1) * all) / parts);
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const from = low + Math.floor((state / 2 ** 32) * Math.max(1, high - low - stretch + 1));
    const count = Math.min(stretch, high - from);
    set.read(from, from + count, block);
    for (let row = 0; row < count; row++, rows++) {
      for (let column = 0; column < columns; column++) {
        const value = block[row * columns + column] as number;
        if (Math.abs(value) <= zeroThreshold) continue;
        const at = column * most + (counts[column] as number);
        values[at] = value;
        indices[at] = rows;
        counts[column] = (counts[column] as number) + 1;
      }
    }
  }
  const pointers = (array: Float64Array | Int32Array) => {
    const base = BigInt(koffi.address(array));
    return BigUint64Array.from({ length: columns }, (_, column) => base + BigInt(column * most * array.BYTES_PER_ELEMENT));
  };
  return { rows, values: pointers(values), indices: pointers(indices), counts, memory };
}
