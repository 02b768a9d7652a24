import { ParzenEstimator } from './parzen';
import type { Observation, Sampler } from './sampler';
import { randomPoint } from './sampler-random';
import { isActive, type Point, type SearchSpace } from './space';
import type { Random } from './trial-random';

export interface TpeOptions {
  /** Trials that are drawn at random before the model is asked; half of them keep most values of the best so far. */
  startup?: number;
  /** Points that are drawn for each proposal, of which the most promising is taken. */
  candidates?: number;
  /** Whether dimensions are drawn together, or each on its own as in the original. */
  multivariate?: boolean;
}

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kegl 2011): models the density of good points and that of the
 * others, and proposes where the ratio of the two is greatest.
 */
export class TpeSampler implements Sampler {
  readonly name = 'tpe';
  private readonly startup: number;
  private readonly candidates: number;
  private readonly multivariate: boolean;

  constructor({ startup = 10, candidates = 24, multivariate = true }: TpeOptions = {}) {
    this.startup = startup;
    this.candidates = candidates;
    this.multivariate = multivariate;
  }

  suggest(space: SearchSpace, observations: readonly Observation[], random: Random): Point {
    if (observations.length < this.startup) return startingPoint(space, observations, random);
    const { good, others } = split(observations);
    if (this.multivariate) return this.best(space, good, others, random, Object.keys(space), {});
    let point: Point = {};
    for (const [name, dimension] of Object.entries(space)) {
      if (!isActive(dimension, point)) continue;
      const having = (points: Point[]) => points.filter((other) => other[name] !== undefined);
      point = this.best(space, having(good), having(others), random, [name], point);
    }
    return point;
  }

  private best(space: SearchSpace, good: Point[], others: Point[], random: Random, names: string[], from: Point): Point {
    const likely = new ParzenEstimator(space, good, names);
    const unlikely = new ParzenEstimator(space, others, names);
    let best: { point: Point; score: number } | undefined;
    for (let k = 0; k < this.candidates; k++) {
      const point = likely.sample(random, from);
      const score = likely.logDensity(point) - unlikely.logDensity(point);
      if (!best || score > best.score) best = { point, score };
    }
    return best?.point ?? from;
  }
}

/** Share of the best point's values that a point near it keeps. */
const kept = 2 / 3;

/**
 * With few trials chance alone seldom finds anything as good as a default that somebody has thought about, so every other point
 * stays near the best one.
 */
function startingPoint(space: SearchSpace, observations: readonly Observation[], random: Random): Point {
  const [best] = split(observations.filter(({ loss }) => Number.isFinite(loss))).good;
  if (!best || random() < 0.5) return randomPoint(space, random);
  return randomPoint(space, random, (name) => (random() < kept ? best[name] : undefined));
}

/** The best tenth (at most 25) and the rest; of equal losses the earlier is better. */
function split(observations: readonly Observation[]): { good: Point[]; others: Point[] } {
  const order = observations.map((_, k) => k).sort((a, b) => lossOf(observations, a) - lossOf(observations, b) || a - b);
  const count = Math.min(25, Math.ceil(order.length / 10));
  const points = (indices: number[]) => indices.map((k) => (observations[k] as Observation).point);
  return { good: points(order.slice(0, count)), others: points(order.slice(count)) };
}

/** Failures are alike, and worse than anything else; `Infinity - Infinity` would be no number. */
function lossOf(observations: readonly Observation[], k: number): number {
  const loss = (observations[k] as Observation).loss;
  return Number.isFinite(loss) ? loss : Number.MAX_VALUE;
}
