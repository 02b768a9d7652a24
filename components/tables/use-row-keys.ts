import type { KeyboardEvent } from 'react';

/** What of a row takes the focus by arrow keys: its link, or its checkbox where it has none. */
const target = '[data-row-focus]';
/** More rows than a page of keyboards' Page Down. */
const pageRows = 10;

function wanted(key: string, index: number, last: number): number | undefined {
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + pageRows, PageUp: index - pageRows, Home: 0, End: last }[key];
  return to === undefined ? undefined : Math.min(last, Math.max(0, to));
}

/**
 * Arrow keys, Page Up and Down, Home and End go from row to row; `x` selects the row that has the focus. Rows carry `data-index`.
 * @param reveal brings a row into the document where only those in sight are
 */
export function useRowKeys({
  count,
  reveal,
  select,
}: {
  count: number;
  reveal?: (index: number) => void;
  select?: (index: number) => void;
}) {
  return (event: KeyboardEvent<HTMLTableSectionElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target as Element).matches(target)) return;
    const body = event.currentTarget;
    const index = Number((event.target as Element).closest<HTMLElement>('tr')?.dataset.index);
    if (event.key === 'x' && select) {
      event.preventDefault();
      select(index);
      return;
    }
    const to = wanted(event.key, index, count - 1);
    if (to === undefined) return;
    event.preventDefault();
    reveal?.(to);
    const find = () => body.querySelector<HTMLElement>(`tr[data-index="${to}"] ${target}`);
    const there = find();
    if (there) there.focus({ preventScroll: Boolean(reveal) });
    // A virtual row is there a frame after it was scrolled to.
    else requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus({ preventScroll: true })));
  };
}
