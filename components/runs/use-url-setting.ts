'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** A setting of what is shown that stands in the address, without asking the server anew; its default by its absence. */
export function useUrlSetting(name: string, fallback: string): [string, (value: string) => void] {
  const search = useSearchParams();
  const value = search.get(name) ?? fallback;
  const set = useCallback(
    (next: string) => {
      const query = new URLSearchParams(window.location.search);
      if (next === fallback) query.delete(name);
      else query.set(name, next);
      window.history.replaceState(null, '', query.size > 0 ? `?${query}` : window.location.pathname);
    },
    [name, fallback],
  );
  return [value, set];
}
