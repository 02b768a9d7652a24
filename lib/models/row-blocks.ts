import type { BoosterColumns, Matrix, RowSource } from './booster';
import { checkCategories } from './booster-request';

const worthHolding = 2 ** 24;

/** Values of a block: 4 MiB, which stays in the processor's cache on its way to the library. */
const blockValues = 2 ** 20;

/** Rows as one matrix where they are one, or few enough to be made one (`TrainRequest.holdAtMost`); else undefined: read them in blocks. */
export function heldMatrix(set: RowSource, columns: BoosterColumns, holdAtMost = worthHolding): Matrix | undefined {
  if ('values' in set) return set;
  if (set.rows * set.columns > holdAtMost) return undefined;
  const values = new Float32Array(set.rows * set.columns);
  set.read(0, set.rows, values);
  const matrix = { values, rows: set.rows, columns: set.columns };
  checkCategories('rows', matrix, columns);
  return matrix;
}

/** A set's rows in blocks, each in the same memory as the one before. `first` is the number of the block's first row. */
export function* rowBlocks(set: RowSource, columns: BoosterColumns): Generator<Matrix & { first: number }> {
  if ('values' in set) {
    yield { values: set.values, rows: set.rows, columns: set.columns, first: 0 };
    return;
  }
  const most = Math.max(1, Math.floor(blockValues / set.columns));
  const memory = new Float32Array(Math.min(most, set.rows) * set.columns);
  for (let first = 0; first < set.rows; first += most) {
    const rows = Math.min(most, set.rows - first);
    const block = { values: memory.subarray(0, rows * set.columns), rows, columns: set.columns, first };
    set.read(first, first + rows, block.values);
    checkCategories('rows', block, columns, first);
    yield block;
  }
}
