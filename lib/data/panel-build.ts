import type { Panel, PanelFrequency } from '@/lib/features/panel';
import { isoDate } from './days';
import { PeriodClock } from './period-clock';

/** Rows of any order for some periods of some series, to be laid out as a panel. */
export interface PanelRows {
  frequency: PanelFrequency;
  ids: string[];
  keys: Record<string, string>[];
  /** Series of each row, an index into `ids`. */
  series: Int32Array;
  /** First day of each row's period. */
  ds: Int32Array;
  /** NaN where nothing was recorded. */
  y: Float64Array;
  known: Record<string, Float64Array>;
  past: Record<string, Float64Array>;
  /** The last period with data; rows after it only tell of known covariates. By default the last with a target. */
  origin?: number;
  horizon: number;
}

/**
 * Lays rows out as a panel: every series from its first recorded target to `origin + horizon`, a period a row, NaN where
 * no row said anything.
 * @throws RangeError where two rows are of one series and period, a date is not in step with the others, or none has a target.
 */
export function buildPanel(rows: PanelRows): Panel {
  const { ids, series, ds, y, frequency } = rows;
  const clock = new PeriodClock(frequency, ds[0] ?? 0);
  const at = Int32Array.from(ds, (day) => clock.indexOf(day));
  let origin = rows.origin === undefined ? Number.NEGATIVE_INFINITY : clock.indexOf(rows.origin);
  if (rows.origin === undefined) for (let i = 0; i < at.length; i++) if (!Number.isNaN(y[i])) origin = Math.max(origin, at[i] as number);
  const first = new Array<number>(ids.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < at.length; i++) {
    const s = series[i] as number;
    if (!Number.isNaN(y[i]) && (at[i] as number) <= origin) first[s] = Math.min(first[s] as number, at[i] as number);
  }
  // A series without a target up to the origin has nothing to learn from, and no place.
  const kept = ids.map((_, s) => s).filter((s) => first[s] !== Number.POSITIVE_INFINITY);
  if (kept.length === 0) throw new RangeError('No row has a target.');
  const indptr = new Int32Array(kept.length + 1);
  const offset = new Array<number>(ids.length).fill(0);
  kept.forEach((s, k) => {
    indptr[k + 1] = (indptr[k] as number) + origin + rows.horizon - (first[s] as number) + 1;
    offset[s] = (indptr[k] as number) - (first[s] as number);
  });
  const size = indptr[kept.length] as number;
  const grid = new Int32Array(size);
  kept.forEach((s, k) => {
    for (let row = indptr[k] as number; row < (indptr[k + 1] as number); row++) grid[row] = clock.dayOf(row - (offset[s] as number));
  });
  const target = new Int32Array(at.length).fill(-1);
  const seen = new Uint8Array(size);
  for (let i = 0; i < at.length; i++) {
    const s = series[i] as number;
    const period = at[i] as number;
    if (period < (first[s] as number) || period > origin + rows.horizon) continue;
    const row = (offset[s] as number) + period;
    if (seen[row]) throw new RangeError(`Series ${ids[s]} has two rows for ${isoDate(ds[i] as number)}.`);
    seen[row] = 1;
    target[i] = row;
  }
  const place = (values: Float64Array, upToOrigin: boolean) => {
    const out = new Float64Array(size).fill(Number.NaN);
    for (let i = 0; i < at.length; i++)
      if ((target[i] as number) >= 0 && (!upToOrigin || (at[i] as number) <= origin)) out[target[i] as number] = values[i] as number;
    return out;
  };
  return {
    frequency,
    ids: kept.map((s) => ids[s] as string),
    keys: kept.map((s) => rows.keys[s] as Record<string, string>),
    indptr,
    ds: grid,
    y: place(y, true),
    known: Object.fromEntries(Object.entries(rows.known).map(([name, values]) => [name, place(values, false)])),
    past: Object.fromEntries(Object.entries(rows.past).map(([name, values]) => [name, place(values, true)])),
    origin: clock.dayOf(origin),
  };
}
