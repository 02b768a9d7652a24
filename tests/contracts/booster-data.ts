import type { BoosterColumns, BoosterParameters, TrainingMatrix } from '@/lib/models/booster';
import { defaultBoosterParameters } from '@/lib/models/booster';

/** Columns of the known function: a strong and a weak number, a category, noise. */
export const columns: BoosterColumns = { names: ['promotion depth, %', 'price', 'store', 'noise'], categorical: [2] };

/** Effects of the ten categories; in no order, so that a single threshold on the code cannot learn them. */
export const storeEffects = [30, -20, 25, -15, 20, -30, 15, -25, 10, -10];

export const parameters: BoosterParameters = {
  ...defaultBoosterParameters,
  iterations: 60,
  learningRate: 0.1,
  minLeafRows: 5,
  rowFraction: 1,
  columnFraction: 1,
};

/** Deterministic uniform numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** y = 100 + 8 x0 + 2 x1 + effect(store) + noise, always positive; every 17th price is missing. */
export function knownFunction(rows: number, seed = 1, noise = 1): TrainingMatrix {
  const next = random(seed);
  const values = new Float32Array(rows * columns.names.length);
  const label = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const [depth, price, store] = [next() * 10 - 5, next() * 10 - 5, Math.floor(next() * storeEffects.length)];
    values.set([depth, row % 17 === 0 ? Number.NaN : price, store, next()], row * 4);
    label[row] = 100 + 8 * depth + 2 * price + (storeEffects[store] ?? 0) + noise * (next() - 0.5);
  }
  return { values, rows, columns: 4, label };
}

/** Root mean squared error of predictions. */
export function rmse(actual: Float32Array, predicted: Float64Array): number {
  let sum = 0;
  actual.forEach((value, index) => {
    sum += (value - (predicted[index] as number)) ** 2;
  });
  return Math.sqrt(sum / actual.length);
}
