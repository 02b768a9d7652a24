import type { BoosterColumns, Matrix, TrainingSet } from '../booster';
import { encodeColumnName } from '../booster-names';
import { NativeHandle } from '../native/handle';
import { arrayInterface, type Out, taken } from '../native/memory';
import { rowBlocks } from '../row-blocks';
import type { XgboostApi } from './api';
import { type SeenCategories, withoutUnseen } from './categories';

export interface QuantileOptions {
  maxBins: number;
  threads: number;
  /** Codes that training saw: others are missing to XGBoost. */
  seen?: SeenCategories;
  /** The training set's matrix, whose bins a validation set must share. */
  reference?: NativeHandle;
}

/**
 * The binned form of a training set (`QuantileDMatrix`), without the copy that an ordinary matrix would hold. XGBoost asks
 * for the rows block by block, several times over: a matrix is one block, a streamed set is made anew each time.
 */
export function createQuantileMatrix(api: XgboostApi, set: TrainingSet, columns: BoosterColumns, options: QuantileOptions): NativeHandle {
  const proxyOut: Out<bigint> = [null];
  api.proxyCreate(proxyOut);
  using proxy = new NativeHandle('proxy matrix', taken(proxyOut), api.matrixFree);
  let blocks = rowBlocks(set, columns);
  // What XGBoost reads from is held until it asks for the next block.
  const held: Float32Array[] = [];
  let failure: unknown;
  const next = () => {
    try {
      const { value: block } = blocks.next();
      if (!block) return 0;
      const { first, rows } = block;
      const { values } = options.seen ? withoutUnseen(block, options.seen) : block;
      held[0] = values;
      api.proxySetDense(proxy.pointer, arrayInterface(values, [rows, block.columns]));
      const part = (vector: Float32Array) => arrayInterface(vector.subarray(first, first + rows), [rows]);
      api.matrixSetInfo(proxy.pointer, 'label', part(set.label));
      if (set.weight) api.matrixSetInfo(proxy.pointer, 'weight', part(set.weight));
      setColumns(api, proxy, columns);
      return 1;
    } catch (error) {
      // An exception cannot pass through C: it is kept and thrown after the call.
      failure = error;
      return 0;
    }
  };
  const reset = () => {
    blocks = rowBlocks(set, columns);
    held.length = 0;
  };
  const config = `{"missing":NaN,"max_bin":${options.maxBins},"nthread":${options.threads}}`;
  const out: Out<bigint> = [null];
  try {
    api.quantileMatrixCreate(null, proxy.pointer, options.reference?.pointer ?? null, reset, next, config, out);
  } catch (error) {
    throw failure ?? error;
  }
  const matrix = new NativeHandle('matrix', taken(out), api.matrixFree);
  if (failure === undefined) return matrix;
  matrix[Symbol.dispose]();
  throw failure;
}

/** An ordinary matrix, for the predictions that XGBoost cannot make in place. */
export function createMatrix(api: XgboostApi, matrix: Matrix, columns: BoosterColumns, threads: number): NativeHandle {
  const out: Out<bigint> = [null];
  api.matrixCreate(arrayInterface(matrix.values, [matrix.rows, matrix.columns]), `{"missing":NaN,"nthread":${threads}}`, out);
  const handle = new NativeHandle('matrix', taken(out), api.matrixFree);
  try {
    setColumns(api, handle, columns);
    return handle;
  } catch (error) {
    handle[Symbol.dispose]();
    throw error;
  }
}

function setColumns(api: XgboostApi, matrix: NativeHandle, columns: BoosterColumns): void {
  describeColumns(columns, (field, values) => api.matrixSetStrings(matrix.pointer, field, values, values.length));
}

/** Columns as XGBoost describes them: names, and `c` for categories or `q` for quantities. */
export function describeColumns({ names, categorical }: BoosterColumns, set: (field: string, values: string[]) => void): void {
  const isCategory = new Set(categorical);
  set('feature_name', names.map(encodeColumnName));
  set(
    'feature_type',
    names.map((_, index) => (isCategory.has(index) ? 'c' : 'q')),
  );
}
