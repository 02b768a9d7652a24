import type { Booster, BoosterColumns, Matrix } from '../booster';
import { checkMatrix } from '../booster-request';
import { predictionThreads } from '../booster-threads';
import { NativeHandle } from '../native/handle';
import { type Out, taken } from '../native/memory';
import { float32, type LightgbmApi, predictContributions, predictNormal } from './api';
import { checkComplete, modelColumns } from './model-text';

/** LightGBM's number for "all iterations of the model". */
const allIterations = -1;

/** A LightGBM model that predicts. It keeps the text it was loaded from: that is what `serialize` gives back. */
export class LightgbmBooster implements Booster {
  readonly name = 'lightgbm';
  readonly columns: BoosterColumns;
  readonly iterations: number;
  private readonly handle: NativeHandle;
  private preparedRow: NativeHandle | undefined;
  private readonly length: Out<number | bigint> = [0];
  private readonly result = new Float64Array(1);

  /** @throws Error with LightGBM's own text when the model is none. */
  constructor(
    private readonly api: LightgbmApi,
    private readonly model: Uint8Array,
  ) {
    checkComplete(model);
    const iterations: Out<number> = [0];
    const out: Out<bigint> = [null];
    // The C function reads up to a NUL.
    api.boosterLoad(Buffer.concat([model, Buffer.alloc(1)]), iterations, out);
    this.handle = new NativeHandle('LightGBM model', taken(out), api.boosterFree);
    this.iterations = taken(iterations);
    this.columns = modelColumns(model);
  }

  predict(matrix: Matrix, { threads = predictionThreads(matrix.rows) } = {}): Float64Array {
    return this.run(matrix, predictNormal, 1, threads);
  }

  contributions(matrix: Matrix): Float64Array {
    return this.run(matrix, predictContributions, this.columns.names.length + 1, predictionThreads(matrix.rows));
  }

  predictRow(row: Float32Array): number {
    checkMatrix('row', { values: row, rows: 1, columns: row.length }, this.columns.names.length);
    this.preparedRow ??= this.prepareRow();
    this.api.boosterPredictRow(this.preparedRow.pointer, row, this.length, this.result);
    return this.result[0] as number;
  }

  importance(type: 'gain' | 'split'): Float64Array {
    const results = new Float64Array(this.columns.names.length);
    this.api.boosterImportance(this.handle.pointer, allIterations, type === 'gain' ? 1 : 0, results);
    return results;
  }

  serialize(): Uint8Array {
    // Only for its failure after disposal.
    void this.handle.pointer;
    return this.model.slice();
  }

  [Symbol.dispose](): void {
    this.preparedRow?.[Symbol.dispose]();
    this.preparedRow = undefined;
    this.handle[Symbol.dispose]();
  }

  private run(matrix: Matrix, kind: number, width: number, threads: number): Float64Array {
    checkMatrix('matrix', matrix, this.columns.names.length);
    const { pointer } = this.handle;
    const results = new Float64Array(matrix.rows * width);
    if (matrix.rows === 0) return results;
    const parameters = `num_threads=${threads} verbosity=-1`;
    const { values, rows, columns } = matrix;
    this.api.boosterPredict(pointer, values, float32, rows, columns, 1, kind, 0, allIterations, parameters, this.length, results);
    return results;
  }

  /** The fast path reads its settings once; it lives as long as the model. */
  private prepareRow(): NativeHandle {
    const out: Out<bigint> = [null];
    const { pointer } = this.handle;
    this.api.boosterPrepareRow(
      pointer,
      predictNormal,
      0,
      allIterations,
      float32,
      this.columns.names.length,
      'num_threads=1 verbosity=-1',
      out,
    );
    return new NativeHandle('row predictor', taken(out), this.api.preparedRowFree);
  }
}
