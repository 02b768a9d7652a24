/** Gradient-boosted trees behind one port. Implementations: `lightgbm.ts`, `xgboost.ts`. */

export type BoosterName = 'lightgbm' | 'xgboost';

/** A design matrix: `values` is row-major, rows x columns; NaN is missing. */
export interface Matrix {
  values: Float32Array;
  rows: number;
  columns: number;
}

/** A design matrix that is made in parts on demand, so that it need never be held whole. */
export interface StreamedMatrix {
  rows: number;
  columns: number;
  /** Writes the rows `from` to `to` (exclusive), row-major, from the beginning of `out`. The same rows are the same each time. */
  read(from: number, to: number, out: Float32Array): void;
}

/** Rows to learn from, at hand or on demand. */
export type RowSource = Matrix | StreamedMatrix;

export type TrainingSet = RowSource & Learnt;

/** A training set whose matrix is at hand. */
export type TrainingMatrix = Matrix & Learnt;

interface Learnt {
  label: Float32Array;
  weight?: Float32Array;
}

export interface BoosterColumns {
  names: string[];
  /** Indices of columns whose values are category codes: non-negative integers, NaN for missing. */
  categorical: number[];
}

/** Settings in one vocabulary; each booster translates them to its own. */
export interface BoosterParameters {
  objective: 'l2' | 'l1' | 'tweedie' | 'poisson' | 'quantile';
  /** Variance power for tweedie (1..2), the quantile for quantile (0..1). */
  alpha?: number;
  iterations: number;
  learningRate: number;
  /** Most leaves of a tree; XGBoost grows loss-guided to the same bound. */
  leaves: number;
  /** 0 is unlimited. */
  maxDepth: number;
  minLeafRows: number;
  l1: number;
  l2: number;
  rowFraction: number;
  columnFraction: number;
  maxBins: number;
  seed: number;
  threads: number;
  /** Stop when the validation metric has not improved for this many iterations; 0 is never. */
  earlyStoppingRounds: number;
  /** -1, 0 or 1 a column. */
  monotone?: number[];
  /**
   * LightGBM: gradients rounded to a few integer levels (Shi et al., NeurIPS 2022), which trains faster at about the same
   * accuracy. XGBoost has nothing of the kind and trains as ever.
   */
  quantizedGradients?: boolean;
  /** Passed to the library as they are. */
  extra?: Record<string, string | number | boolean>;
}

export const defaultBoosterParameters: BoosterParameters = {
  objective: 'l2',
  iterations: 400,
  learningRate: 0.05,
  leaves: 31,
  maxDepth: 0,
  minLeafRows: 20,
  l1: 0,
  l2: 1,
  rowFraction: 0.8,
  columnFraction: 0.8,
  maxBins: 255,
  seed: 42,
  threads: 1,
  earlyStoppingRounds: 0,
};

/** After each iteration (0-based): the metric on the training set and, where given, on the validation set. */
export interface Iteration {
  iteration: number;
  train?: number;
  validation?: number;
  metric: string;
}

export interface TrainRequest {
  columns: BoosterColumns;
  train: TrainingSet;
  validation?: TrainingSet;
  parameters: BoosterParameters;
  /** Values of a streamed set up to which it is held whole after all, since it is then made once; by default 2^24 (64 MiB). */
  holdAtMost?: number;
  /** Called between iterations; returning false stops the training, and what has been learnt is kept. */
  onIteration?: (at: Iteration) => boolean | undefined;
}

/** A trained model. Holds native memory: dispose of it (`using`), or the finalizer will. */
export interface Booster extends Disposable {
  readonly name: BoosterName;
  readonly columns: BoosterColumns;
  /** Trees used for prediction: up to the best iteration when stopped early. */
  readonly iterations: number;
  /** One prediction a row, in the target's units. */
  predict(matrix: Matrix, options?: { threads?: number }): Float64Array;
  /** Prediction of one row through the library's fast path. */
  predictRow(row: Float32Array): number;
  /** SHAP values, row-major rows x (columns + 1); the last is the expected value; a row sums to the raw prediction. */
  contributions(matrix: Matrix): Float64Array;
  importance(type: 'gain' | 'split'): Float64Array;
  /** The library's own format: `model.txt` for LightGBM, `model.ubj` for XGBoost. */
  serialize(): Uint8Array;
}

/** One of the two libraries, loaded. Calls are synchronous: use from a child process, never from the web process. */
export interface BoosterLibrary {
  readonly name: BoosterName;
  readonly version: string;
  readonly libraryPath: string;
  /** File name of a serialized model. */
  readonly modelFile: 'model.txt' | 'model.ubj';
  train(request: TrainRequest): Booster;
  /** @throws Error with the library's own text when the bytes are no model. */
  load(model: Uint8Array): Booster;
}
