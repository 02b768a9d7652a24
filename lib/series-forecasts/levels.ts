import { levelKeys } from '@/lib/datasets/series-id';

/** Pure: which published levels take a level apart. */

/** Attribute -> the key that it follows from: what a product's category is to the product. */
type Attributes = Readonly<Record<string, string>>;

/** Whether each series of `fine` is a part of one series of `coarse`, and the two are not the same. */
export function refines(fine: string, coarse: string, attributes: Attributes): boolean {
  return coarse !== fine && tells(fine, coarse, attributes) && !tells(coarse, fine, attributes);
}

/** Whether all names of a level are among another's, or follow from them. */
function tells(fine: string, coarse: string, attributes: Attributes): boolean {
  const known = levelKeys(fine);
  return levelKeys(coarse).every((name) => known.includes(name) || known.includes(attributes[name] ?? ''));
}

/** The levels next below one: those that refine it and have none between. */
export function levelsBelow(level: string, levels: readonly string[], attributes: Attributes): string[] {
  const finer = levels.filter((one) => refines(one, level, attributes));
  return finer.filter((one) => !finer.some((other) => refines(one, other, attributes)));
}

/**
 * The way down from the whole to a level, both included: of each step the first that leads on.
 * @returns levels that each refine the one before
 */
export function wayDown(level: string, levels: readonly string[], attributes: Attributes): string[] {
  const names = levelKeys(level);
  // Of the ways there are, the one in the order of the level's own names: store, then store and category.
  const prefixes = names.slice(1).map((_, k) => names.slice(0, k + 1).join('+'));
  const above = prefixes.filter((one) => levels.includes(one) && refines(level, one, attributes));
  return [...(level !== 'total' && levels.includes('total') ? ['total'] : []), ...above, level];
}
