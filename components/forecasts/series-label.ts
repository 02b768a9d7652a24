import { words } from '../format';

/** A level as people write it: `store+category` -> `Store × category`. */
export function levelLabel(level: string): string {
  return level === 'total' ? 'Total' : words(level.split('+').join(' × '));
}

/** An identifier such as `store_001` is spelled out, a bare number says what it is the number of; a name that somebody chose is left as it is. */
function keyLabel(key: string, value: string): string {
  if (/^\d+$/.test(value)) return `${words(key)} ${value}`;
  return /^[a-z0-9_]+$/.test(value) ? words(value) : value;
}

/** A series as people write it: its key values, or that it is the sum of all. */
export function seriesLabel(series: { level: string; keys: Record<string, string> }): string {
  const keys = Object.entries(series.keys);
  return keys.length === 0 ? 'All sales' : keys.map(([key, value]) => keyLabel(key, value)).join(' · ');
}
