import type { OriginBlocks } from '../origin-blocks';
import type { Segmentation } from '../segmentations';
import { segmentOf } from '../segments';
import type { IntervalBounds } from './interval-model';

/** How the intervals of a level did on points that came to be known. */
export interface IntervalFigures {
  level: number;
  /** Share of the actuals inside, bounds included; shares below and above are the rest. All 0 to 1. */
  coverage: number;
  below: number;
  above: number;
  /** Mean width, in the target's units. */
  width: number;
  /** 100 sum(width) / sum|y|; NaN where every actual is 0. */
  widthPercent: number;
  /** Mean Winkler (interval) score, in the target's units: see `intervalScore`. */
  score: number;
  /** Points with an actual and an interval. */
  count: number;
}

export interface SegmentIntervalFigures extends IntervalFigures {
  segment: string;
}

/** Numbers summed up by segment. */
const sumsWidth = 6;

/**
 * Coverage, width and interval score by level and segment (such as `byStep`), in the order of levels, then labels; segments
 * without a point are left out.
 * @param blocks what came, beside the forecasts that the bounds were laid around
 */
export function intervalFigures(
  blocks: OriginBlocks,
  { lower, upper }: IntervalBounds,
  levels: number[],
  segmentation: Segmentation = { name: 'all', axis: 'series', labels: ['all'], of: new Int32Array(blocks.series) },
): SegmentIntervalFigures[] {
  const groupOf = segmentOf(blocks, segmentation);
  return levels.flatMap((level, at) => {
    const sums = intervalSums(blocks, lower[at] as Float64Array, upper[at] as Float64Array, segmentation.labels.length, groupOf);
    return segmentation.labels
      .map((segment, group) => ({ segment, ...figuresOf(sums.subarray(group * sumsWidth), level) }))
      .filter(({ count }) => count > 0);
  });
}

function intervalSums(
  { actual, horizon }: OriginBlocks,
  lower: Float64Array,
  upper: Float64Array,
  groups: number,
  groupOf: (block: number, step: number) => number,
): Float64Array {
  const sums = new Float64Array(groups * sumsWidth);
  for (let k = 0; k < actual.length; k++) {
    const y = actual[k] as number;
    const low = lower[k] as number;
    const high = upper[k] as number;
    if (y !== y || low !== low || high !== high) continue;
    const group = groupOf(Math.floor(k / horizon), k % horizon);
    if (group < 0) continue;
    const outside = Math.max(0, low - y) + Math.max(0, y - high);
    const parts = [1, y < low ? 1 : 0, y > high ? 1 : 0, high - low, Math.abs(y), outside];
    for (let part = 0; part < sumsWidth; part++) {
      const cell = group * sumsWidth + part;
      sums[cell] = (sums[cell] as number) + (parts[part] as number);
    }
  }
  return sums;
}

function figuresOf(sums: Float64Array, level: number): IntervalFigures {
  const [count, below, above, width, size, outside] = sums as unknown as [number, number, number, number, number, number];
  return {
    level,
    coverage: 1 - (below + above) / count,
    below: below / count,
    above: above / count,
    width: width / count,
    widthPercent: size > 0 ? (100 * width) / size : Number.NaN,
    score: (width + (2 / (1 - level)) * outside) / count,
    count,
  };
}
