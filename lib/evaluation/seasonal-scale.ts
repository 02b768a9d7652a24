import { seriesSize } from './series-size';

/**
 * In-sample mean absolute error of the seasonal naive, |y[t] - y[t - season]|, over rows `start` to `end`:
 * the scale of MASE and of conformal scores. Falls back to season 1, then to the mean size of the values, then to 1.
 */
export function seasonalScale(y: Float64Array, start: number, end: number, season: number): number {
  return differenceMae(y, start, end, season) || differenceMae(y, start, end, 1) || seriesSize(y, start, end) || 1;
}

function differenceMae(y: Float64Array, start: number, end: number, lag: number): number {
  let count = 0;
  let sum = 0;
  for (let row = start + lag; row <= end; row++) {
    const difference = Math.abs((y[row] as number) - (y[row - lag] as number));
    if (difference !== difference) continue;
    count++;
    sum += difference;
  }
  return count > 0 ? sum / count : 0;
}
