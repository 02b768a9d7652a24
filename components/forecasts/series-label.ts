import { words } from '../format';

/** A level as people write it: `store+category` -> `Store × category`. */
export function levelLabel(level: string): string {
  return level === 'total' ? 'Total' : words(level.split('+').join(' × '));
}

/** A series as people write it: its key values, or that it is the sum of all. */
export function seriesLabel(series: { level: string; keys: Record<string, string> }): string {
  const values = Object.values(series.keys);
  return values.length === 0 ? 'All sales' : values.map((value) => words(value)).join(' · ');
}
