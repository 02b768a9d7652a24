import type { BoostedConfig } from '@/lib/models/boosted';
import { featureKnobs } from './feature-knobs';
import type { TuningFacts } from './knobs';
import { parameterKnobs } from './parameter-knobs';
import { type Point, pointIn, type SearchSpace } from './space';

/** The configurations of boosted trees that a search may try, all variations of one. */
export interface BoostedSpace {
  space: SearchSpace;
  /** The base as a point; a value of it that is out of bounds is at the bound. */
  base: Point;
  /** The base with a point's values in it. */
  configAt(point: Point): BoostedConfig;
}

/** Hyperparameters, objective, strategy and feature sets around a configuration, as far as they make a difference to a panel. */
export function boostedSpace(base: BoostedConfig, facts: TuningFacts): BoostedSpace {
  const knobs = [...parameterKnobs(base, facts), ...featureKnobs(base, facts)];
  const space: SearchSpace = Object.fromEntries(knobs.map(({ name, dimension }) => [name, dimension]));
  return {
    space,
    base: pointIn(space, Object.fromEntries(knobs.map(({ name, read }) => [name, read(base)]))),
    configAt: (point) =>
      knobs.reduce((config, { name, write }) => {
        const value = point[name];
        return value === undefined ? config : write(config, value);
      }, base),
  };
}
