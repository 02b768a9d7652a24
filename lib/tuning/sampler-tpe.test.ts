import { describe, expect, test } from 'vitest';
import reference from '@/tests/fixtures/tuning/optimisation.json';
import type { Observation, Sampler } from './sampler';
import { randomSampler } from './sampler-random';
import { TpeSampler } from './sampler-tpe';
import { search } from './search';
import { type Dimension, isActive, type Point, pointIn, type SearchSpace } from './space';
import { trialRandom } from './trial-random';

const { trials, seeds, medianRegret } = reference;

/** Functions whose least value is 0, on the spaces that `optimisation.py` has. */
const problems: Record<keyof typeof medianRegret, { space: SearchSpace; loss: (point: Point) => number }> = {
  branin: {
    space: { x: { kind: 'uniform', low: -5, high: 10 }, y: { kind: 'uniform', low: 0, high: 15 } },
    loss: (point) => {
      const [x, y] = [Number(point.x), Number(point.y)];
      const [b, c, t] = [5.1 / (4 * Math.PI ** 2), 5 / Math.PI, 1 / (8 * Math.PI)];
      return (y - b * x * x + c * x - 6) ** 2 + 10 * (1 - t) * Math.cos(x) + 10 - 0.39788735772973816;
    },
  },
  rosenbrock: {
    space: {
      x: { kind: 'uniform', low: -2, high: 2 },
      y: { kind: 'uniform', low: -2, high: 2 },
      whole: { kind: 'int', low: 0, high: 10 },
      rate: { kind: 'log-uniform', low: 1e-3, high: 1 },
      kind: { kind: 'categorical', choices: ['a', 'b', 'c', 'd'] },
      power: { kind: 'uniform', low: 0, high: 1, when: { of: 'kind', in: ['a'] } },
    },
    loss: (point) => {
      const [x, y] = [Number(point.x), Number(point.y)];
      const numbers = (1 - x) ** 2 + 100 * (y - x * x) ** 2 + (Number(point.whole) - 7) ** 2;
      const kind = { a: 0, b: 5, c: 20, d: 50 }[String(point.kind)] as number;
      const power = point.power === undefined ? 0 : 10 * (Number(point.power) - 0.3) ** 2;
      return numbers + 5 * Math.log10(Number(point.rate) / 0.05) ** 2 + kind + power;
    },
  },
};

async function median(name: keyof typeof problems, sampler: Sampler): Promise<number> {
  const { space, loss } = problems[name];
  const regrets: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const state = await search({ space, trials, sampler, seed, evaluate: ({ point }) => ({ loss: loss(point), detail: null }) });
    regrets.push(Math.min(...state.trials.map(({ rungs }) => rungs[0]?.loss as number)));
  }
  return regrets.sort((a, b) => a - b)[seeds >> 1] as number;
}

describe.each(Object.keys(problems) as (keyof typeof problems)[])('on %s', (name) => {
  test('TPE comes nearer than random search, and about as near as Optuna', async () => {
    const random = await median(name, randomSampler);
    const together = await median(name, new TpeSampler());
    const apart = await median(name, new TpeSampler({ multivariate: false }));
    expect(together).toBeLessThan(0.75 * random);
    expect(apart).toBeLessThan(0.75 * random);
    expect(together).toBeLessThan(1.5 * medianRegret[name].tpe);
    expect(apart).toBeLessThan(1.5 * medianRegret[name].univariate);
  });

  test.each([true, false])('every proposal is in the space, and the same again (multivariate: %s)', (multivariate) => {
    const { space, loss } = problems[name];
    const sampler = new TpeSampler({ startup: 3, multivariate });
    const observations: Observation[] = [];
    for (let trial = 0; trial < 40; trial++) {
      const point = sampler.suggest(space, observations, trialRandom(5, trial));
      expect(sampler.suggest(space, observations, trialRandom(5, trial))).toEqual(point);
      expect(pointIn(space, point)).toEqual(point);
      expect(Object.keys(point)).toEqual(Object.keys(space).filter((key) => isActive(space[key] as Dimension, point)));
      // Some fail, as trials do.
      observations.push({ point, loss: trial % 7 === 0 ? Number.POSITIVE_INFINITY : loss(point) });
    }
  });
});
