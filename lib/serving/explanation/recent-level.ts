import type { Panel } from '@/lib/features/panel';
import { periodsBetween } from '@/lib/models/forecaster';

/** Periods that the recent level is the mean of: eight weeks, a quarter, half a year. */
const window: Record<Panel['frequency'], number> = { day: 56, week: 13, month: 6 };

/** Mean of what one series recorded in its newest periods up to the origin: what an explanation starts from. 0 where that is nothing. */
export function recentLevel(panel: Panel, series: number): number {
  const start = panel.indptr[series] as number;
  const end = start + periodsBetween(panel, panel.ds[start] as number, panel.origin);
  let sum = 0;
  let count = 0;
  for (let row = Math.max(start, end - window[panel.frequency] + 1); row <= end; row++) {
    const y = panel.y[row] as number;
    if (y !== y) continue;
    sum += y;
    count++;
  }
  return count > 0 ? sum / count : 0;
}
