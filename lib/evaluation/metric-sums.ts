import type { Metrics, Scored } from './metrics';

/** Numbers a group's sums take: every metric is a function of them, and sums of two groups add up to those of both. */
export const sumsWidth = 12;

/** What each of the `sumsWidth` numbers is. `y` and `ySquares` are about `shiftOf` the actuals, so that R2 keeps its digits. */
const at = {
  count: 0,
  absolute: 1,
  squares: 2,
  signed: 3,
  y: 4,
  ySquares: 5,
  yAbsolute: 6,
  percentage: 7,
  nonZero: 8,
  symmetric: 9,
  scaled: 10,
  scaledBlocks: 11,
} as const;

/**
 * Sums behind the metrics, by group, in one pass over the points that have both actual and forecast.
 * @param groups how many groups there are
 * @param groupOf group of a block's step (both from 0); a negative one leaves the point out
 * @param scales one in-sample seasonal naive MAE a block, for MASE; within a group a block counts with the points it has there
 * @returns `groups` rows of `sumsWidth` numbers
 */
export function metricSums(
  { horizon, actual, forecast }: Scored,
  groups: number,
  groupOf: (block: number, step: number) => number,
  scales?: Float64Array,
): Float64Array {
  const sums = new Float64Array(groups * sumsWidth);
  const shift = shiftOf(actual);
  const add = (group: number, what: number, value: number) => {
    const k = group * sumsWidth + what;
    sums[k] = (sums[k] as number) + value;
  };
  const blockAbsolute = new Float64Array(groups);
  const blockCount = new Int32Array(groups);
  const touched: number[] = [];
  for (let block = 0; block * horizon < actual.length; block++) {
    for (let step = 0; step < horizon; step++) {
      const k = block * horizon + step;
      const y = actual[k] as number;
      const f = forecast[k] as number;
      if (y !== y || f !== f) continue;
      const group = groupOf(block, step);
      if (group < 0) continue;
      const error = f - y;
      const size = Math.abs(error);
      if (blockCount[group] === 0) touched.push(group);
      blockCount[group] = (blockCount[group] as number) + 1;
      blockAbsolute[group] = (blockAbsolute[group] as number) + size;
      add(group, at.count, 1);
      add(group, at.squares, error * error);
      add(group, at.signed, error);
      add(group, at.y, y - shift);
      add(group, at.ySquares, (y - shift) * (y - shift));
      add(group, at.yAbsolute, Math.abs(y));
      if (y !== 0) {
        add(group, at.percentage, size / Math.abs(y));
        add(group, at.nonZero, 1);
      }
      const both = Math.abs(y) + Math.abs(f);
      if (both > 0) add(group, at.symmetric, (200 * size) / both);
    }
    const scale = scales?.[block];
    for (const group of touched) {
      const absolute = blockAbsolute[group] as number;
      add(group, at.absolute, absolute);
      if (scale !== undefined && scale > 0) {
        add(group, at.scaled, absolute / (blockCount[group] as number) / scale);
        add(group, at.scaledBlocks, 1);
      }
      blockAbsolute[group] = 0;
      blockCount[group] = 0;
    }
    touched.length = 0;
  }
  return sums;
}

/** The metrics of one row of sums. NaN where a figure does not exist; a group without points has no figure at all. */
export function metricsOf(sums: Float64Array, group = 0): Metrics {
  const of = (what: keyof typeof at) => sums[group * sumsWidth + at[what]] as number;
  const count = of('count');
  const total = of('ySquares') - (of('y') * of('y')) / count;
  return {
    rmse: Math.sqrt(of('squares') / count),
    mae: of('absolute') / count,
    mape: of('nonZero') > 0 ? (100 * of('percentage')) / of('nonZero') : Number.NaN,
    smape: of('symmetric') / count,
    wape: of('yAbsolute') > 0 ? (100 * of('absolute')) / of('yAbsolute') : Number.NaN,
    mase: of('scaledBlocks') > 0 ? of('scaled') / of('scaledBlocks') : Number.NaN,
    r2: total > 0 ? 1 - of('squares') / total : Number.NaN,
    bias: of('signed') / count,
    count,
  };
}

/** The first actual there is: near enough to their mean to keep sums of squares from cancelling. */
function shiftOf(actual: Float64Array): number {
  for (const y of actual) if (y === y) return y;
  return 0;
}
