import type { ForecastPoint, HistoryPoint } from '../charts/forecast-series';

/** Pure: what stands beside the published forecast. */

/** Names in an address, in the order they were chosen; no more than colours can tell apart. */
export const mostCompared = 6;

export function readCompare(text: string | null): string[] {
  return [...new Set((text ?? '').split(',').filter(Boolean))].slice(0, mostCompared);
}

/** A vintage's points beside what came, and what is said now. */
export interface VintageRow {
  date: string;
  said: number;
  lower80: number;
  upper80: number;
  /** What came; null while nothing has. */
  actual: number | null;
  /** What the latest forecast says of the same period. */
  now: number | null;
  /** Relative error of what came, or relative change since: (other - said) / said; null where said is 0. */
  error: number | null;
}

export function vintageRows(vintage: ForecastPoint[], history: HistoryPoint[], points: ForecastPoint[]): VintageRow[] {
  const known = new Map(history.map(({ date, y }) => [date, y]));
  const latest = new Map(points.map(({ date, mean }) => [date, mean]));
  return vintage.map(({ date, mean, lower80, upper80 }) => {
    const actual = known.get(date) ?? null;
    return {
      date,
      said: mean,
      lower80,
      upper80,
      actual,
      now: actual === null ? (latest.get(date) ?? null) : null,
      error: actual === null || actual === 0 ? null : (mean - actual) / actual,
    };
  });
}

/** How what is said now of the periods that both cover differs from what was said then, as a share; undefined where they share none. */
export function revision(rows: VintageRow[]): { periods: number; change: number } | undefined {
  const both = rows.filter((row) => row.now !== null);
  const said = both.reduce((sum, row) => sum + row.said, 0);
  if (both.length === 0 || said === 0) return undefined;
  return { periods: both.length, change: both.reduce((sum, row) => sum + (row.now ?? 0), 0) / said - 1 };
}

/** The vintage's place among the colours of things side by side; the first is the forecast's own. */
export const vintageColor = 1;

/** A model's, by its place in the list of all, so that it keeps it whatever else is chosen. */
export function modelColor(names: string[], name: string): number {
  return vintageColor + 1 + (Math.max(0, names.indexOf(name)) % mostCompared);
}
