import type { Panel } from './panel';

/** Codes of the static categoricals, learnt once: `codes[key][value]` counts from 0. A value not met then is missing. */
export interface KeyEncoding {
  keys: string[];
  codes: Record<string, Record<string, number>>;
}

/**
 * Codes by first appearance in sorted order, so that the order of series changes nothing.
 * @param numeric keys that are read as numbers and need no code
 */
export function learnEncoding(panel: Panel, numeric: readonly string[] = []): KeyEncoding {
  const keys = [...new Set(panel.keys.flatMap((key) => Object.keys(key)))].filter((key) => !numeric.includes(key)).sort();
  const codes: KeyEncoding['codes'] = {};
  for (const key of keys) {
    const values = [...new Set(panel.keys.map((row) => row[key]).filter((value) => value !== undefined))].sort();
    codes[key] = Object.fromEntries(values.map((value, code) => [value, code]));
  }
  return { keys, codes };
}

/** The code of one series' key; NaN where it was not met when the encoding was learnt. */
export function encodeKey(encoding: KeyEncoding, key: string, value: string | undefined): number {
  const codes = encoding.codes[key];
  if (value === undefined || codes === undefined || !Object.hasOwn(codes, value)) return Number.NaN;
  return codes[value] as number;
}
