import { expect, it } from 'vitest';
import { defaultBoosterParameters } from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';
import { randomStream } from '../helpers/random-panel';
import { boosterContract } from './booster';

boosterContract('lightgbm');

it('learns with rounded gradients from few rows of very different weight, which LightGBM alone may refuse', () => {
  const library = loadBooster('lightgbm');
  const [rows, columns] = [900, 12];
  for (let seed = 1; seed <= 12; seed++) {
    const random = randomStream(seed);
    const values = Float32Array.from({ length: rows * columns }, random);
    const label = Float32Array.from({ length: rows }, (_, row) => (values[row * columns] as number) + 0.3 * random());
    const weight = Float32Array.from({ length: rows }, () => 10 ** (3 * random() - 2));
    using booster = library.train({
      columns: { names: Array.from({ length: columns }, (_, k) => `f${k}`), categorical: [] },
      train: { values, rows, columns, label, weight },
      parameters: { ...defaultBoosterParameters, iterations: 60, quantizedGradients: true, seed },
    });
    const predicted = booster.predict({ values, rows, columns });
    const error = predicted.reduce((sum, value, row) => sum + Math.abs(value - (label[row] as number)), 0) / rows;
    expect(error).toBeLessThan(0.15);
  }
});
