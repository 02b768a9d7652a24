import type { RollingStatistic } from './spec';

const sorted = new Float64Array(4096);

/**
 * Statistics of the last `window` periods up to and including row `end`, over the values that are there.
 * @param values one series' values lie at rows `start` to `end`; NaN is missing
 * @param out receives one number a statistic, from `at` on; NaN where there is no value (for std: fewer than two)
 */
export function windowStatistics(
  values: Float64Array,
  start: number,
  end: number,
  window: number,
  statistics: readonly RollingStatistic[],
  out: Float64Array,
  at: number,
): void {
  const from = Math.max(start, end - window + 1);
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let row = from; row <= end; row++) {
    const value = values[row] as number;
    if (value !== value) continue;
    count++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = count > 0 ? sum / count : Number.NaN;
  for (let k = 0; k < statistics.length; k++) {
    out[at + k] = count === 0 ? Number.NaN : statistic(statistics[k] as RollingStatistic);
  }

  function statistic(name: RollingStatistic): number {
    switch (name) {
      case 'mean':
        return mean;
      case 'min':
        return min;
      case 'max':
        return max;
      case 'std':
        return sampleDeviation();
      case 'median':
        return median();
    }
  }

  function sampleDeviation(): number {
    if (count < 2) return Number.NaN;
    let squares = 0;
    for (let row = from; row <= end; row++) {
      const value = values[row] as number;
      if (value === value) squares += (value - mean) ** 2;
    }
    return Math.sqrt(squares / (count - 1));
  }

  function median(): number {
    let filled = 0;
    for (let row = from; row <= end; row++) {
      const value = values[row] as number;
      if (value !== value) continue;
      let slot = filled++;
      while (slot > 0 && (sorted[slot - 1] as number) > value) {
        sorted[slot] = sorted[slot - 1] as number;
        slot--;
      }
      sorted[slot] = value;
    }
    const middle = filled >> 1;
    return filled % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
  }
}

/** Mean of the values that are there in rows `from` to `end`; NaN where none is. */
export function meanOf(values: Float64Array, from: number, end: number): number {
  let count = 0;
  let sum = 0;
  for (let row = from; row <= end; row++) {
    const value = values[row] as number;
    if (value === value) {
      count++;
      sum += value;
    }
  }
  return count > 0 ? sum / count : Number.NaN;
}
