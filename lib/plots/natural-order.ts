const collator = new Intl.Collator('en-US', { numeric: true, sensitivity: 'base' });

/** Order of names as people count them: `store 9` before `store 10`. */
export function naturalOrder(one: string, other: string): number {
  return collator.compare(one, other);
}
