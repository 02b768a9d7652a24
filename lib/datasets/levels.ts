import { levels } from '@/lib/pipeline/parameters';
import { levelKeys } from './series-id';

/**
 * The aggregate levels above a modelled one: every known level whose keys each modelled series has.
 * @param keys of the modelled series, with those that follow from them (a product's category)
 */
export function levelsAbove(level: string, keys: readonly Record<string, string>[]): string[] {
  const own = keyOf(level);
  return levels.filter((candidate) => {
    if (keyOf(candidate) === own) return false;
    const names = levelKeys(candidate);
    return keys.every((key) => names.every((name) => key[name] !== undefined)) && isAbove(names, level);
  });
}

/** A level is above another when its keys are among the other's, or follow from them. */
function isAbove(names: string[], level: string): boolean {
  const below = new Set(levelKeys(level));
  if (below.has('product')) below.add('category');
  return names.every((name) => below.has(name));
}

function keyOf(level: string): string {
  return levelKeys(level).sort().join('+');
}
