'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * What the address says of how a page is looked at, and how to change it without reading the page anew: for what the browser
 * alone decides, such as a span, or fetches itself.
 */
export function useViewState(): [URLSearchParams, (changes: Record<string, string | undefined>, how?: 'push' | 'replace') => void] {
  const path = usePathname();
  const params = useSearchParams();
  const change = useCallback(
    (changes: Record<string, string | undefined>, how: 'push' | 'replace' = 'push') => {
      // As it stands now: another change may have come since this was drawn.
      const query = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === '') query.delete(name);
        else query.set(name, value);
      }
      const address = query.size > 0 ? `${path}?${query}` : path;
      if (how === 'push') window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    },
    [path],
  );
  return [params, change];
}
