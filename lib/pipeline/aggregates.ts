import { levelKeys } from '@/lib/datasets/series-id';
import type { Panel } from '@/lib/features/panel';

/** A level of the hierarchy and which of its series each modelled series belongs to. */
export interface Grouping {
  level: string;
  /** Keys of each group, in order of their values. */
  keys: Record<string, string>[];
  /** Group of each modelled series. */
  of: Int32Array;
}

/** Groups the modelled series by the keys of a level at or above theirs. */
export function grouping(panel: Panel, level: string): Grouping {
  const names = levelKeys(level);
  const idOf = (keys: Record<string, string>) => JSON.stringify(names.map((name) => keys[name]));
  const ids = [...new Set(panel.keys.map(idOf))].sort();
  const position = new Map(ids.map((id, k) => [id, k]));
  const of = Int32Array.from(panel.keys, (keys) => position.get(idOf(keys)) as number);
  const keys = ids.map((id) => {
    const values = JSON.parse(id) as string[];
    return Object.fromEntries(names.map((name, k) => [name, values[k] as string]));
  });
  return { level, keys, of };
}

/** Sums blocks of `horizon` values of `series` modelled series, at each of any number of origins, into groups. Missing if any part is. */
export function aggregateBlocks(values: Float64Array, { of, keys }: Grouping, horizon: number): Float64Array {
  const n = of.length;
  const origins = values.length / (n * horizon);
  const out = new Float64Array(origins * keys.length * horizon);
  for (let origin = 0; origin < origins; origin++) {
    for (let series = 0; series < n; series++) {
      const from = (origin * n + series) * horizon;
      const to = (origin * keys.length + (of[series] as number)) * horizon;
      for (let step = 0; step < horizon; step++) out[to + step] = (out[to + step] as number) + (values[from + step] as number);
    }
  }
  return out;
}

/**
 * The panel of a level above the modelled one: targets summed (a part that was not recorded counts as nothing, a period
 * with no part recorded is missing). Covariates are left out: aggregates are never modelled, only their errors are.
 */
export function aggregatePanel(panel: Panel, group: Grouping): Panel {
  const { of, keys } = group;
  const last = new Array<number>(keys.length).fill(Number.NEGATIVE_INFINITY);
  /** The first of the group's series that begin the earliest. */
  const longest = new Array<number>(keys.length).fill(-1);
  const bounds = (series: number) => [panel.indptr[series] as number, (panel.indptr[series + 1] as number) - 1] as const;
  const firstOf = (series: number) => panel.ds[panel.indptr[series] as number] as number;
  for (let series = 0; series < of.length; series++) {
    const g = of[series] as number;
    const known = longest[g] as number;
    if (known < 0 || firstOf(series) < firstOf(known)) longest[g] = series;
    last[g] = Math.max(last[g] as number, panel.ds[bounds(series)[1]] as number);
  }
  const calendars = longest.map((series, g) => {
    const [start, end] = bounds(series);
    if (panel.ds[end] !== last[g]) throw new Error(`Series of ${group.level} do not end on the same date.`);
    return panel.ds.subarray(start, end + 1);
  });
  const indptr = new Int32Array(keys.length + 1);
  calendars.forEach((calendar, g) => {
    indptr[g + 1] = (indptr[g] as number) + calendar.length;
  });
  const size = indptr[keys.length] as number;
  const y = new Float64Array(size).fill(Number.NaN);
  const ds = new Int32Array(size);
  calendars.forEach((calendar, g) => {
    ds.set(calendar, indptr[g]);
  });
  for (let series = 0; series < of.length; series++) {
    const g = of[series] as number;
    const [start, end] = bounds(series);
    // Both end on the same date, so rows are matched from the end.
    const shift = (indptr[g + 1] as number) - 1 - end;
    for (let row = start; row <= end; row++) {
      const value = panel.y[row] as number;
      if (value !== value) continue;
      const at = row + shift;
      y[at] = Number.isNaN(y[at]) ? value : (y[at] as number) + value;
    }
  }
  const ids = keys.map((key) => Object.values(key).join('/') || 'total');
  const { frequency, weekLabel, origin } = panel;
  return { frequency, ...(weekLabel && { weekLabel }), ids, keys, indptr, ds, y, known: {}, past: {}, origin };
}
