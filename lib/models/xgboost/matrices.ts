import type { BoosterColumns, Matrix, TrainingSet } from '../booster';
import { encodeColumnName } from '../booster-names';
import { NativeHandle } from '../native/handle';
import { arrayInterface, type Out, taken } from '../native/memory';
import type { XgboostApi } from './api';

/**
 * The binned form of a training set (`QuantileDMatrix`), made straight from our array without the copy that an ordinary
 * matrix would hold.
 * @param reference the training set's matrix, whose bins a validation set must share
 */
export function createQuantileMatrix(
  api: XgboostApi,
  set: TrainingSet,
  columns: BoosterColumns,
  options: { maxBins: number; threads: number },
  reference?: NativeHandle,
): NativeHandle {
  const proxyOut: Out<bigint> = [null];
  api.proxyCreate(proxyOut);
  using proxy = new NativeHandle('proxy matrix', taken(proxyOut), api.matrixFree);
  let given = false;
  let failure: unknown;
  const next = () => {
    if (given) return 0;
    given = true;
    try {
      api.proxySetDense(proxy.pointer, arrayInterface(set.values, [set.rows, set.columns]));
      describe(api, proxy, set, columns);
      return 1;
    } catch (error) {
      // An exception cannot pass through C: it is kept and thrown after the call.
      failure = error;
      return 0;
    }
  };
  const reset = () => {
    given = false;
  };
  const config = `{"missing":NaN,"max_bin":${options.maxBins},"nthread":${options.threads}}`;
  const out: Out<bigint> = [null];
  try {
    api.quantileMatrixCreate(null, proxy.pointer, reference?.pointer ?? null, reset, next, config, out);
  } catch (error) {
    throw failure ?? error;
  }
  return new NativeHandle('matrix', taken(out), api.matrixFree);
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

function describe(api: XgboostApi, proxy: NativeHandle, set: TrainingSet, columns: BoosterColumns): void {
  api.matrixSetInfo(proxy.pointer, 'label', arrayInterface(set.label, [set.rows]));
  if (set.weight) api.matrixSetInfo(proxy.pointer, 'weight', arrayInterface(set.weight, [set.rows]));
  setColumns(api, proxy, columns);
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
