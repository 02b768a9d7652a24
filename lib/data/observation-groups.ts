import { follows } from '@/lib/datasets/levels';
import { levelKeys } from '@/lib/datasets/series-id';

/** The series of a level, and which of them each finest series is part of. */
export interface SeriesGroups {
  /** Keys of each group in order of the level's values, with the attributes that follow from them. */
  keys: Record<string, string>[];
  /** Attribute -> name of the level that it follows from. */
  attributes: Record<string, string>;
  /** Group of each finest series. */
  of: Int32Array;
  /** Whether every group is one series. */
  identity: boolean;
}

/**
 * Groups series by a level. A group keeps every key and attribute that its level tells: declared to follow from a name of the
 * level, or found to (the department of a category, where each category has one).
 * @param series keys and attributes of each finest series
 * @param declared attribute -> the key that it follows from
 */
export function groupSeries(level: string, series: readonly Record<string, string>[], declared: Record<string, string>): SeriesGroups {
  const names = levelKeys(level);
  const others = Object.keys(series[0] ?? {}).filter((name) => !names.includes(name));
  const attributes: Record<string, string> = {};
  for (const name of others) {
    const key = declared[name];
    if (key === undefined) continue;
    // Of the same key: the key itself, or another attribute of it.
    const sources = names.filter((own) => own === key || declared[own] === key);
    const from = sources.find((own) => own === key) ?? sources.find((own) => follows(name, own, series));
    if (from !== undefined) attributes[name] = from;
  }
  const idOf = (keys: Record<string, string>) => JSON.stringify(names.map((name) => keys[name]));
  const first = new Map<string, Record<string, string>>();
  for (const keys of series) {
    const id = idOf(keys);
    if (!first.has(id)) first.set(id, keys);
  }
  const compare = (a: Record<string, string>, b: Record<string, string>) => {
    for (const name of names) if (a[name] !== b[name]) return (a[name] as string) < (b[name] as string) ? -1 : 1;
    return 0;
  };
  const sorted = [...first.values()].sort(compare);
  const position = new Map(sorted.map((keys, group) => [idOf(keys), group]));
  const kept = [...names, ...Object.keys(attributes)];
  const of = Int32Array.from(series, (keys) => position.get(idOf(keys)) as number);
  return {
    keys: sorted.map((keys) => Object.fromEntries(kept.map((name) => [name, keys[name] as string]))),
    attributes,
    of,
    identity: sorted.length === series.length && of.every((group, i) => group === i),
  };
}
