import { levelKeys } from './series-id';

/** The most levels above a modelled one, the total among them: each is summed, calibrated and published. */
export const mostLevelsAbove = 20;

/**
 * The aggregate levels above a modelled one: every single name that its series have, every pair of names that do not follow
 * from each other, and the total. Where they are more than `mostLevelsAbove`, singles go before pairs, pairs of few series
 * before pairs of many.
 * @param keys of the modelled series, with the attributes that follow from them (a product's category)
 * @param attributes attribute -> name of the level that it follows from; read off the keys where it is left out
 * @returns singles and pairs in the level's order, then `total`
 */
export function levelsAbove(
  level: string,
  keys: readonly Record<string, string>[],
  attributes: Record<string, string> = attributesOf(level, keys),
): string[] {
  const own = levelKeys(level);
  if (own.length === 0) return [];
  const told = (name: string) => keys.every((key) => key[name] !== undefined);
  const groups = own.map((key) => [key, ...Object.keys(attributes).filter((name) => attributes[name] === key && told(name))]);
  const singles = [...own, ...groups.flatMap(([, ...rest]) => rest)].filter((name) => name !== level);
  const pairs = groups
    .flatMap((some, i) => groups.slice(i + 1).flatMap((others) => some.flatMap((a) => others.map((b) => `${a}+${b}`))))
    .filter((pair) => pair !== level);
  const room = mostLevelsAbove - 1;
  const kept = new Set([...singles, ...(singles.length + pairs.length > room ? byCount(pairs, keys) : pairs)].slice(0, room));
  return [...singles, ...pairs].filter((name) => kept.has(name)).concat('total');
}

/**
 * Which of the series' keys are attributes, and of which name of their level: the one that says most about them, the name
 * with the fewest values of those that determine the attribute.
 */
export function attributesOf(level: string, keys: readonly Record<string, string>[]): Record<string, string> {
  const own = levelKeys(level);
  const values = new Map(own.map((name) => [name, new Set(keys.map((key) => key[name])).size]));
  const others = Object.keys(keys[0] ?? {}).filter((name) => !own.includes(name));
  return Object.fromEntries(
    others.flatMap((name) => {
      const from = own.filter((key) => follows(name, key, keys)).sort((a, b) => (values.get(a) as number) - (values.get(b) as number))[0];
      return from === undefined ? [] : [[name, from]];
    }),
  );
}

/** Whether one name's value is the same wherever another's is. */
export function follows(name: string, from: string, keys: readonly Record<string, string>[]): boolean {
  const of = new Map<string | undefined, string | undefined>();
  for (const key of keys) {
    if (!of.has(key[from])) of.set(key[from], key[name]);
    else if (of.get(key[from]) !== key[name]) return false;
  }
  return true;
}

/** Levels by their number of series, the fewest first. */
function byCount(levels: string[], keys: readonly Record<string, string>[]): string[] {
  const count = (level: string) => {
    const names = levelKeys(level);
    return new Set(keys.map((key) => JSON.stringify(names.map((name) => key[name])))).size;
  };
  return levels
    .map((level, order) => ({ level, order, series: count(level) }))
    .sort((a, b) => a.series - b.series || a.order - b.order)
    .map(({ level }) => level);
}
