import type { Panel } from '@/lib/features/panel';

/**
 * The panel as it was at a date: rows up to `end`, of the series that had a recorded target by then. What is searched on this
 * cannot depend on anything later, however it is written.
 */
export function panelUpTo(panel: Panel, end: number): Panel {
  const kept: { series: number; start: number; stop: number }[] = [];
  panel.ids.forEach((_, series) => {
    const start = panel.indptr[series] as number;
    let stop = start;
    let recorded = false;
    while (stop < (panel.indptr[series + 1] as number) && (panel.ds[stop] as number) <= end) {
      recorded ||= !Number.isNaN(panel.y[stop]);
      stop++;
    }
    if (recorded) kept.push({ series, start, stop });
  });
  const indptr = new Int32Array(kept.length + 1);
  kept.forEach(({ start, stop }, k) => {
    indptr[k + 1] = (indptr[k] as number) + stop - start;
  });
  const copy = <T extends Int32Array | Float64Array>(values: T, out: T): T => {
    kept.forEach(({ start, stop }, k) => {
      out.set(values.subarray(start, stop), indptr[k]);
    });
    return out;
  };
  const rows = indptr.at(-1) as number;
  const numbers = (values: Float64Array) => copy(values, new Float64Array(rows));
  const columns = (all: Record<string, Float64Array>) =>
    Object.fromEntries(Object.entries(all).map(([name, values]) => [name, numbers(values)]));
  return {
    frequency: panel.frequency,
    ids: kept.map(({ series }) => panel.ids[series] as string),
    keys: kept.map(({ series }) => panel.keys[series] as Record<string, string>),
    indptr,
    ds: copy(panel.ds, new Int32Array(rows)),
    y: numbers(panel.y),
    known: columns(panel.known),
    past: columns(panel.past),
    origin: end,
  };
}

/** How much of the evidence a rung uses. */
export interface Rung {
  /** Origins that are scored: the first ones of `spread`. */
  origins: number;
  /** Rows to learn from at most; as the configuration has it where it is left out. */
  mostRows?: number;
}

/** Rows that the first rung of a large panel learns from. */
const fewRows = 50_000;

/**
 * Rungs from one origin to all, each with about `reduction` times as many as the one before. A panel that takes long to learn from
 * has one more below: one origin, and few of its rows.
 * @param rows that a trial would learn from
 */
export function rungsFor(origins: number, rows: number, reduction: number): Rung[] {
  const rungs: Rung[] = [];
  for (let count = origins; count > 1; count = Math.ceil(count / reduction)) rungs.unshift({ origins: count });
  rungs.unshift({ origins: 1 });
  if (rows > reduction * fewRows) rungs.unshift({ origins: 1, mostRows: fewRows });
  return rungs;
}

/** Origins so ordered that any first few are far apart: the latest, then each time the one farthest from those before. */
export function spread(origins: readonly number[]): number[] {
  const left = [...origins].sort((a, b) => b - a);
  const out = left.splice(0, 1);
  while (left.length > 0) {
    const distances = left.map((origin) => Math.min(...out.map((other) => Math.abs(other - origin))));
    out.push(...left.splice(distances.indexOf(Math.max(...distances)), 1));
  }
  return out;
}
