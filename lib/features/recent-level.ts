import type { ExpandingMeans } from './expanding-means';
import { rollingMean } from './rolling-mean';

/**
 * The recent level of one series up to rows `low` to `high`, counted from its start, at `out[row - low + 1]`: the mean of the
 * last `window` periods; of all its history where that is zero or missing; else 1. `out[0]`, before its start, is 1.
 * @param scratch as long as `out`
 */
export function recentLevels(
  values: Float64Array,
  start: number,
  series: number,
  low: number,
  high: number,
  window: number,
  ever: ExpandingMeans,
  out: Float64Array,
  scratch: Float64Array,
): void {
  out[0] = 1;
  rollingMean(values, start, low, high, window, out);
  let lacking = false;
  for (let at = 1; at <= high - low + 1; at++) if (!((out[at] as number) > 0)) lacking = true;
  if (!lacking) return;
  ever.fill(series, low, high, scratch);
  for (let at = 1; at <= high - low + 1; at++) {
    if ((out[at] as number) > 0) continue;
    const mean = scratch[at] as number;
    out[at] = mean > 0 ? mean : 1;
  }
}
