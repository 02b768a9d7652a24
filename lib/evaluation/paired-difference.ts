import { metricSums, metricsOf } from './metric-sums';
import type { Metrics } from './metrics';
import { type OriginBlocks, originsOf } from './origin-blocks';
import { studentQuantile } from './statistics/distributions';

/** A mean difference between two models over origins, with its t-interval. */
export interface PairedDifference {
  /** Mean of model minus peer, in the metric's units: negative is better for the model where less is better. */
  mean: number;
  /** Bounds of the interval; null with fewer than two origins. */
  lower: number | null;
  upper: number | null;
  /** Share of repetitions that the interval would hold the true mean in, such as 0.95. */
  confidence: number;
  /** Origins where both have the metric. */
  origins: number;
  /** Origins where the model's figure is the smaller one. */
  wins: number;
}

/** A metric at each origin, pooled over series and steps: `metric[origin]`, NaN where there is none. */
export function metricByOrigin(blocks: OriginBlocks, metric: keyof Metrics, scales?: Float64Array): Float64Array {
  const origins = originsOf(blocks);
  const sums = metricSums(blocks, origins, (block) => Math.floor(block / blocks.series), scales);
  return Float64Array.from({ length: origins }, (_, origin) => metricsOf(sums, origin)[metric]);
}

/**
 * The paired by-origin difference of a metric and its Student t interval: origins are the independent repetitions, for which
 * their horizons must not overlap (where they do, see `dieboldMariano`).
 * @param model one figure an origin, such as `metricByOrigin` gives
 * @param peer the other's figures at the same origins
 */
export function pairedDifference(model: Float64Array, peer: Float64Array, confidence = 0.95): PairedDifference {
  const differences = model.map((figure, k) => figure - (peer[k] as number)).filter((difference) => difference === difference);
  const origins = differences.length;
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / origins;
  const wins = differences.reduce((sum, difference) => sum + (difference < 0 ? 1 : 0), 0);
  if (origins < 2) return { mean, lower: null, upper: null, confidence, origins, wins };
  const variance = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0) / (origins - 1);
  const margin = studentQuantile(confidence, origins - 1) * Math.sqrt(variance / origins);
  return { mean, lower: mean - margin, upper: mean + margin, confidence, origins, wins };
}
