'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { readTableSearch, type TableSearch, writeTableSearch } from './table-search';

/** What the address says of the table, and how to change it without asking for the page anew. */
export function useTableSearch(): [TableSearch, (change: Partial<TableSearch>) => void] {
  const params = useSearchParams();
  const text = params.toString();
  const search = useMemo(() => readTableSearch(new URLSearchParams(text)), [text]);
  const change = useCallback((next: Partial<TableSearch>) => {
    const now = readTableSearch(new URLSearchParams(window.location.search));
    const query = writeTableSearch({ ...now, ...next });
    // Back leads to what was looked at before, but not through each letter of a filter.
    const way = 'filter' in next ? 'replaceState' : 'pushState';
    window.history[way](null, '', query ? `?${query}` : window.location.pathname);
  }, []);
  return [search, change];
}
