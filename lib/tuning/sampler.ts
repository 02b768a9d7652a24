import type { Point, SearchSpace } from './space';
import type { Random } from './trial-random';

/** What became of a point. Losses of different trials are comparable; `Infinity` is a failure. */
export interface Observation {
  point: Point;
  loss: number;
}

/** Proposes where to look next. It keeps nothing: the same space, observations and random numbers give the same point. */
export interface Sampler {
  readonly name: string;
  suggest(space: SearchSpace, observations: readonly Observation[], random: Random): Point;
}
