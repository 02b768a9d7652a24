import { seriesSize } from '@/lib/evaluation/series-size';
import type { Panel } from '@/lib/features/panel';
import { type FittedForecaster, type Forecaster, rowsAt, type SeriesForecasts } from './forecaster';

const candidates = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4, 0.6, 0.8];
/** Periods that the first level of a series is the mean of. */
const warmUp = 8;

/**
 * Simple exponential smoothing (Brown 1959) with one parameter for all series, chosen so that the level forecasts the mean of the
 * horizon best over the second half of the history: a lone series has too little data for a parameter of its own. Meant for
 * targets without season, see `TransformedForecaster`.
 */
export class SmoothedLevel implements Forecaster, FittedForecaster {
  readonly name = 'smoothed-level';

  fit(): FittedForecaster {
    return this;
  }

  forecast(panel: Panel, origin: number, horizon: number): SeriesForecasts {
    const anchors = rowsAt(panel, origin);
    const alpha = bestAlpha(panel, anchors, horizon);
    const values = new Float64Array(panel.ids.length * horizon);
    for (let series = 0; series < panel.ids.length; series++) {
      const start = panel.indptr[series] as number;
      const levels = smooth(panel.y, start, anchors[series] as number, alpha);
      values.fill(levels.at(-1) ?? Number.NaN, series * horizon, (series + 1) * horizon);
    }
    return { horizon, values };
  }

  [Symbol.dispose](): void {}
}

/** The level after each row from `start` to `end`; NaN before the first value. */
function smooth(y: Float64Array, start: number, end: number, alpha: number): Float64Array {
  const levels = new Float64Array(Math.max(0, end - start + 1));
  let level = firstLevel(y, start, end);
  for (let row = start; row <= end; row++) {
    const value = y[row] as number;
    if (value === value) level += alpha * (value - level);
    levels[row - start] = level;
  }
  return levels;
}

function firstLevel(y: Float64Array, start: number, end: number): number {
  let count = 0;
  let sum = 0;
  for (let row = start; row <= end && count < warmUp; row++) {
    const value = y[row] as number;
    if (value !== value) continue;
    count++;
    sum += value;
  }
  return count > 0 ? sum / count : Number.NaN;
}

/** The parameter whose levels are nearest to the mean of the horizon that follows, each series over its own size. */
function bestAlpha(panel: Panel, anchors: Int32Array, horizon: number): number {
  const errors = candidates.map(() => ({ sum: 0, count: 0 }));
  for (let series = 0; series < panel.ids.length; series++) {
    const start = panel.indptr[series] as number;
    const end = anchors[series] as number;
    const length = end - start + 1;
    if (length < 2 * horizon + warmUp) continue;
    const size = seriesSize(panel.y, start, end);
    if (size === 0) continue;
    const { sums, counts } = runningTotals(panel.y, start, length);
    candidates.forEach((alpha, candidate) => {
      const error = errors[candidate] as { sum: number; count: number };
      const levels = smooth(panel.y, start, end, alpha);
      for (let k = length >> 1; k + horizon < length; k++) {
        const known = (counts[k + horizon + 1] as number) - (counts[k + 1] as number);
        if (known === 0) continue;
        const mean = ((sums[k + horizon + 1] as number) - (sums[k + 1] as number)) / known;
        error.sum += Math.abs(mean - (levels[k] as number)) / size;
        error.count++;
      }
    });
  }
  let best = { alpha: 0.1, error: Number.POSITIVE_INFINITY };
  errors.forEach(({ sum, count }, candidate) => {
    if (count > 0 && sum / count < best.error) best = { alpha: candidates[candidate] as number, error: sum / count };
  });
  return best.alpha;
}

/** Sum and number of the values before each row, so that any stretch is a difference. */
function runningTotals(y: Float64Array, start: number, length: number): { sums: Float64Array; counts: Int32Array } {
  const sums = new Float64Array(length + 1);
  const counts = new Int32Array(length + 1);
  for (let k = 0; k < length; k++) {
    const value = y[start + k] as number;
    const known = value === value;
    sums[k + 1] = (sums[k] as number) + (known ? value : 0);
    counts[k + 1] = (counts[k] as number) + (known ? 1 : 0);
  }
  return { sums, counts };
}
