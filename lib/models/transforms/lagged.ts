import type { Panel } from '@/lib/features/panel';
import { rowsAt } from '../forecaster';
import { mapHistory } from './rows';
import type { FittedTransform } from './transform';

/** y[t] - y[t - lag]. */
export function fitDifference(panel: Panel, origin: number, lag: number): FittedTransform {
  return fitLagged(
    panel,
    origin,
    lag,
    (y, before) => y - before,
    (change, before) => change + before,
  );
}

/** y[t] / y[t - lag]; no value where nothing was sold then. */
export function fitRatio(panel: Panel, origin: number, lag: number): FittedTransform {
  return fitLagged(
    panel,
    origin,
    lag,
    (y, before) => (before > 0 ? y / before : Number.NaN),
    (ratio, before) => ratio * before,
  );
}

/**
 * A transform against the value `lag` rows before. To go back, a step beyond the lag builds on the forecast of an earlier one;
 * where the value before is missing, the one a lag further back stands in for it.
 */
function fitLagged(
  panel: Panel,
  origin: number,
  lag: number,
  forward: (y: number, before: number) => number,
  back: (value: number, before: number) => number,
): FittedTransform {
  const { y } = panel;
  return {
    target: mapHistory(panel, origin, (value, row, start) => (row - lag < start ? Number.NaN : forward(value, y[row - lag] as number))),
    invert(values, horizon) {
      const anchors = rowsAt(panel, origin);
      for (let series = 0; series < panel.ids.length; series++) {
        const start = panel.indptr[series] as number;
        const anchor = anchors[series] as number;
        const own = values.subarray(series * horizon, (series + 1) * horizon);
        for (let k = 0; k < horizon; k++) {
          const before = k >= lag ? (own[k - lag] as number) : known(y, start, anchor + 1 + k - lag, lag);
          own[k] = back(own[k] as number, before);
        }
      }
    },
  };
}

function known(y: Float64Array, start: number, row: number, lag: number): number {
  for (let at = row; at >= start; at -= lag) {
    const value = y[at] as number;
    if (value === value) return value;
  }
  return Number.NaN;
}
