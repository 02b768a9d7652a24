import type { Sampler } from './sampler';
import { isActive, type Point, type SearchSpace, type Value } from './space';
import type { Random } from './trial-random';
import { UnitScale } from './unit-scale';

/** Draws each active dimension from its own range, whatever came before (Bergstra & Bengio 2012). */
export const randomSampler: Sampler = {
  name: 'random',
  suggest: (space, _observations, random) => randomPoint(space, random),
};

export function randomPoint(space: SearchSpace, random: Random): Point {
  const point: Record<string, Value> = {};
  for (const [name, dimension] of Object.entries(space)) {
    if (!isActive(dimension, point)) continue;
    point[name] =
      dimension.kind === 'categorical'
        ? (dimension.choices[Math.floor(random() * dimension.choices.length)] as Value)
        : new UnitScale(dimension).value(random());
  }
  return point;
}
