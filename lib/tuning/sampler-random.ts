import type { Sampler } from './sampler';
import { type Dimension, isActive, type Point, type SearchSpace, type Value } from './space';
import type { Random } from './trial-random';
import { UnitScale } from './unit-scale';

/** Draws each active dimension from its own range, whatever came before (Bergstra & Bengio 2012). */
export const randomSampler: Sampler = {
  name: 'random',
  suggest: (space, _observations, random) => randomPoint(space, random),
};

/** @param keep a value to keep rather than to draw, where there is one */
export function randomPoint(space: SearchSpace, random: Random, keep: (name: string) => Value | undefined = () => undefined): Point {
  const point: Record<string, Value> = {};
  for (const [name, dimension] of Object.entries(space)) {
    if (isActive(dimension, point)) point[name] = keep(name) ?? randomValue(dimension, random);
  }
  return point;
}

function randomValue(dimension: Dimension, random: Random): Value {
  if (dimension.kind !== 'categorical') return new UnitScale(dimension).value(random());
  return dimension.choices[Math.floor(random() * dimension.choices.length)] as Value;
}
