import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type BoosterColumns,
  type BoosterName,
  type BoosterParameters,
  defaultBoosterParameters,
  type TrainingMatrix,
} from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';

/** The rows that both sides predict. */
const rows = 1000;
const columns: BoosterColumns = { names: ['store', 'category', 'price', 'promotion depth, %', 'lag 7', 'lag 364'], categorical: [0, 1] };
const objectives: Pick<BoosterParameters, 'objective' | 'alpha'>[] = [
  { objective: 'l2' },
  { objective: 'l1' },
  { objective: 'tweedie', alpha: 1.3 },
  { objective: 'poisson' },
  { objective: 'quantile', alpha: 0.9 },
];

/** Trains a model a library and objective, and writes it with rows and our predictions for Python to compare. */
export function writeCases(folder: string, names: BoosterName[], bound: number): void {
  mkdirSync(folder, { recursive: true });
  const items = names.flatMap((name) => objectives.map((objective) => writeCase(folder, name, objective)));
  writeFileSync(path.join(folder, 'cases.json'), JSON.stringify({ bound, items }));
}

function writeCase(folder: string, library: BoosterName, objective: (typeof objectives)[number]) {
  const name = `${library}-${objective.objective}`;
  const parameters = { ...defaultBoosterParameters, ...objective, iterations: 200 };
  const booster = loadBooster(library);
  using model = booster.train({
    columns,
    train: sales(20_000, 1),
    validation: sales(2000, 2),
    parameters: { ...parameters, earlyStoppingRounds: 30 },
  });
  const fresh = sales(rows, 3);
  const files = {
    model: `${name}-${booster.modelFile}`,
    rows: `${name}.rows`,
    predictions: `${name}.predictions`,
    contributions: `${name}.contributions`,
  };
  write(path.join(folder, files.model), model.serialize());
  write(path.join(folder, files.rows), fresh.values);
  write(path.join(folder, files.predictions), model.predict(fresh));
  write(path.join(folder, files.contributions), model.contributions(fresh));
  return { name, library, columns: columns.names.length, ...files };
}

function write(file: string, data: Uint8Array | Float32Array | Float64Array): void {
  writeFileSync(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** Sales-like rows: two categories, prices, promotions, lags; some of every column missing. */
function sales(count: number, seed: number): TrainingMatrix {
  const next = uniform(seed);
  const values = new Float32Array(count * 6);
  const label = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const store = Math.floor(next() * 50);
    const category = Math.floor(next() * 4);
    const price = 5 + next() * 95;
    const promotion = next() < 0.2 ? next() * 50 : 0;
    const base = 50 + ((store * 37) % 50) * 4 + category * 30;
    const lag = base * (0.8 + 0.4 * next());
    label[row] = Math.max(0, base * (1 + promotion / 60) * (1.3 - price / 200) + 20 * (next() - 0.5));
    const cells = [store, category, price, promotion, lag, lag * (0.9 + 0.2 * next())];
    values.set(
      cells.map((cell) => (next() < 0.03 ? Number.NaN : cell)),
      row * 6,
    );
  }
  return { values, rows: count, columns: 6, label };
}

/** Deterministic uniform numbers in [0, 1): a linear congruential generator (Numerical Recipes). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
