import { describe, expect, test } from 'vitest';
import golden from '@/tests/fixtures/tuning/parzen.json';
import { ParzenEstimator } from './parzen';
import type { Point, SearchSpace } from './space';
import { trialRandom } from './trial-random';

const space: SearchSpace = {
  rate: { kind: 'log-uniform', low: 0.01, high: 0.3 },
  share: { kind: 'uniform', low: -2, high: 3 },
  steps: { kind: 'int', low: 1, high: 40 },
  leaves: { kind: 'log-int', low: 4, high: 255 },
  objective: { kind: 'categorical', choices: ['l2', 'l1', 'tweedie'] },
};

describe('the Parzen estimator', () => {
  test.each(golden.map((one) => ({ ...one, count: one.observed.length })))(
    "has the densities of Optuna's, to 1e-9, with $count observations",
    ({ observed, asked, log }) => {
      const estimator = new ParzenEstimator(space, observed);
      asked.forEach((point, k) => {
        expect(Math.abs(estimator.logDensity(point) - (log[k] as number))).toBeLessThan(1e-9);
      });
    },
  );

  test('draws as its own density says', () => {
    const small: SearchSpace = {
      steps: { kind: 'int', low: 1, high: 4 },
      kind: { kind: 'categorical', choices: ['a', 'b'] },
      power: { kind: 'int', low: 0, high: 2, when: { of: 'kind', in: ['b'] } },
    };
    const estimator = new ParzenEstimator(small, [
      { steps: 1, kind: 'a' },
      { steps: 4, kind: 'b', power: 2 },
      { steps: 4, kind: 'b', power: 1 },
    ]);
    const random = trialRandom(3, 0);
    const draws = 40_000;
    const counts = new Map<string, number>();
    for (let k = 0; k < draws; k++) {
      const key = JSON.stringify(estimator.sample(random));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // Every point of the space: 4 steps by `a`, or by `b` with one of 3 powers.
    const points = [1, 2, 3, 4].flatMap((steps): Point[] => [
      { steps, kind: 'a' },
      ...[0, 1, 2].map((power) => ({ steps, kind: 'b', power })),
    ]);
    const chances = points.map((point) => Math.exp(estimator.logDensity(point)));
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
    points.forEach((point, k) => {
      const chance = chances[k] as number;
      // Five standard errors of a count.
      const spread = 5 * Math.sqrt(draws * chance * (1 - chance));
      expect(Math.abs((counts.get(JSON.stringify(point)) ?? 0) - draws * chance)).toBeLessThan(spread);
    });
  });
});
