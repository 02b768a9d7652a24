import koffi from 'koffi';
import type { Booster, BoosterColumns, Matrix } from '../booster';
import { decodeColumnName } from '../booster-names';
import { checkMatrix } from '../booster-request';
import { predictionThreads } from '../booster-threads';
import type { NativeHandle } from '../native/handle';
import { arrayInterface, copyFloats, copyStrings, type Out, taken } from '../native/memory';
import type { XgboostApi } from './api';
import { categoriesAttribute, decodeCategories, type SeenCategories, withoutUnseen } from './categories';
import { createMatrix } from './matrices';
import { createBooster } from './training';

const predictionConfig = (type: number, missing: string) =>
  `{"type":${type},"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false${missing}}`;
/** In place: in the target's units, NaN is missing. */
const inplace = predictionConfig(0, ',"cache_id":0,"missing":NaN');
/** SHAP values, exact. */
const contributions = predictionConfig(2, '');

/** An XGBoost model that predicts. It keeps the bytes it was loaded from: those are what `serialize` gives back. */
export class XgboostBooster implements Booster {
  readonly name = 'xgboost';
  readonly columns: BoosterColumns;
  readonly iterations: number;
  private readonly handle: NativeHandle;
  private readonly seen: SeenCategories;
  private threads = 0;
  private readonly row: Matrix;
  private readonly rowInterface: string;
  private readonly shape: Out<bigint> = [null];
  private readonly count: Out<number | bigint> = [0];
  private readonly result: Out<bigint> = [null];

  /** @throws Error with XGBoost's own text when the model is none. */
  constructor(
    private readonly api: XgboostApi,
    private readonly model: Uint8Array,
  ) {
    checkComplete(model);
    const handle = createBooster(api, []);
    try {
      api.boosterLoad(handle.pointer, model, model.length);
      const rounds: Out<number> = [0];
      api.boosterRounds(handle.pointer, rounds);
      this.iterations = taken(rounds);
      this.columns = readColumns(api, handle);
      this.seen = readCategories(api, handle);
    } catch (error) {
      handle[Symbol.dispose]();
      throw error;
    }
    this.handle = handle;
    const columns = this.columns.names.length;
    this.row = { values: new Float32Array(new ArrayBuffer(columns * 4)), rows: 1, columns };
    this.rowInterface = arrayInterface(this.row.values, [1, columns]);
  }

  predict(matrix: Matrix, { threads = predictionThreads(matrix.rows) } = {}): Float64Array {
    checkMatrix('matrix', matrix, this.columns.names.length);
    const { pointer } = this.handle;
    if (matrix.rows === 0) return new Float64Array(0);
    this.useThreads(threads);
    const known = withoutUnseen(matrix, this.seen);
    this.api.boosterPredictInplace(
      pointer,
      arrayInterface(known.values, [known.rows, known.columns]),
      inplace,
      null,
      this.shape,
      this.count,
      this.result,
    );
    return copyFloats(taken(this.result), matrix.rows);
  }

  predictRow(row: Float32Array): number {
    checkMatrix('row', { values: row, rows: 1, columns: row.length }, this.row.columns);
    const { pointer } = this.handle;
    this.useThreads(1);
    // The row's memory is our own and never moves, so its description is made once.
    this.row.values.set(row);
    for (const [column, codes] of this.seen) {
      const code = row[column] as number;
      if (!codes.has(code)) this.row.values[column] = Number.NaN;
    }
    this.api.boosterPredictInplace(pointer, this.rowInterface, inplace, null, this.shape, this.count, this.result);
    return koffi.decode.float(taken(this.result));
  }

  contributions(matrix: Matrix): Float64Array {
    checkMatrix('matrix', matrix, this.columns.names.length);
    const { pointer } = this.handle;
    if (matrix.rows === 0) return new Float64Array(0);
    const threads = predictionThreads(matrix.rows);
    this.useThreads(threads);
    using data = createMatrix(this.api, withoutUnseen(matrix, this.seen), this.columns, threads);
    this.api.boosterPredictMatrix(pointer, data.pointer, contributions, this.shape, this.count, this.result);
    return copyFloats(taken(this.result), matrix.rows * (this.columns.names.length + 1));
  }

  importance(type: 'gain' | 'split'): Float64Array {
    const scores = new Float64Array(this.columns.names.length);
    const kind = type === 'gain' ? 'total_gain' : 'weight';
    const names: Out<bigint> = [null];
    const dimensions: Out<number | bigint> = [0];
    this.api.boosterScores(this.handle.pointer, `{"importance_type":"${kind}"}`, this.count, names, dimensions, this.shape, this.result);
    const count = Number(taken(this.count));
    if (count === 0) return scores;
    // Only columns that some split uses are answered, by name.
    const index = new Map(this.columns.names.map((name, position) => [name, position]));
    const values = copyFloats(taken(this.result), count);
    copyStrings(taken(names), count).forEach((name, position) => {
      const column = index.get(decodeColumnName(name));
      if (column !== undefined) scores[column] = values[position] as number;
    });
    return scores;
  }

  serialize(): Uint8Array {
    // Only for its failure after disposal.
    void this.handle.pointer;
    return this.model.slice();
  }

  [Symbol.dispose](): void {
    this.handle[Symbol.dispose]();
  }

  private useThreads(threads: number): void {
    if (threads === this.threads) return;
    this.api.boosterSetParameter(this.handle.pointer, 'nthread', String(threads));
    this.threads = threads;
  }
}

/**
 * XGBoost ends the process over an empty model, and reads one that was cut off as if the rest of it were empty. The
 * document is one object, so it has to end as one.
 */
function checkComplete(model: Uint8Array): void {
  const [open, close] = [0x7b, 0x7d];
  if (model.length === 0) throw new Error('The XGBoost model is empty');
  if (model[0] === open && model.at(-1) !== close) throw new Error(`The XGBoost model is cut off after ${model.length} bytes`);
}

function readColumns(api: XgboostApi, booster: NativeHandle): BoosterColumns {
  const names = readStrings(api, booster, 'feature_name').map(decodeColumnName);
  const types = readStrings(api, booster, 'feature_type');
  const categorical = types.flatMap((type, index) => (type === 'c' ? [index] : []));
  if (names.length > 0) return { names, categorical };
  // A model trained without names: XGBoost's own default for them.
  const count: Out<number | bigint> = [0];
  api.boosterColumns(booster.pointer, count);
  return { names: Array.from({ length: Number(taken(count)) }, (_, index) => `f${index}`), categorical };
}

function readStrings(api: XgboostApi, booster: NativeHandle, field: string): string[] {
  const count: Out<number | bigint> = [0];
  const out: Out<bigint> = [null];
  api.boosterGetStrings(booster.pointer, field, count, out);
  const length = Number(taken(count));
  return length > 0 ? copyStrings(taken(out), length) : [];
}

function readCategories(api: XgboostApi, booster: NativeHandle): SeenCategories {
  const out: Out<string> = [null];
  const found: Out<number> = [0];
  api.boosterGetAttribute(booster.pointer, categoriesAttribute, out, found);
  return decodeCategories(found[0] === 1 && out[0] !== null ? out[0] : undefined);
}
