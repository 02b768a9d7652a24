import { words } from '../format';

/** A level as people write it: `store+category` -> `Store × category`. */
export function levelLabel(level: string): string {
  return level === 'total' ? 'Total' : words(level.split('+').join(' × '));
}

/** An identifier such as `store_001` is spelled out; a name that somebody chose is left as it is. */
function keyLabel(value: string): string {
  return /^[a-z0-9_]+$/.test(value) ? words(value) : value;
}

/** A series as people write it: its key values, or that it is the sum of all. */
export function seriesLabel(series: { level: string; keys: Record<string, string> }): string {
  const values = Object.values(series.keys);
  return values.length === 0 ? 'All sales' : values.map(keyLabel).join(' · ');
}
