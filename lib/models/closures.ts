import type { Panel } from '@/lib/features/panel';
import { rowsAt } from './forecaster';

/** Known covariate: the share of a series' stores that is planned to be closed for the whole period. */
const covariate = 'closed_share';

/**
 * Whether each series is planned to be wholly closed at each step after an origin: `[series * horizon + step - 1]`.
 * Undefined where the data plan no closures.
 */
export function plannedClosures(panel: Panel, origin: number, horizon: number): Uint8Array | undefined {
  const share = panel.known[covariate];
  if (!share) return undefined;
  const anchors = rowsAt(panel, origin);
  // Shares are sums of parts, so one is met but for rounding.
  return Uint8Array.from({ length: anchors.length * horizon }, (_, k) => {
    const row = (anchors[Math.floor(k / horizon)] as number) + 1 + (k % horizon);
    return (share[row] as number) > 1 - 1e-9 ? 1 : 0;
  });
}

/** Sets forecasts of planned closures to zero, in place: a closed store sells nothing, whatever its model extrapolates. */
export function closeDown(panel: Panel, origin: number, horizon: number, values: Float64Array): void {
  plannedClosures(panel, origin, horizon)?.forEach((closed, k) => {
    if (closed) values[k] = 0;
  });
}
