import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';

const typingMs = 250;

/**
 * What a list is narrowed by, in the address: the text `q`, which follows a moment after it is typed, and whatever else. Another
 * question begins at its first page.
 */
export function useUrlQuery() {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const [pending, startTransition] = useTransition();
  const inAddress = search.get('q') ?? '';
  const [typed, setTyped] = useState(inAddress);
  /** What was asked for last: an address that is still on its way counts, so that quick changes add up. */
  const asked = useRef(new URLSearchParams(search));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // Somebody went back, or followed a link.
    if ((asked.current.get('q') ?? '') !== inAddress) setTyped(inAddress);
    asked.current = new URLSearchParams(search);
  }, [search, inAddress]);

  function change(changes: Record<string, string>) {
    clearTimeout(timer.current);
    const query = new URLSearchParams(asked.current);
    query.delete('cursor');
    for (const [key, value] of Object.entries(changes)) value ? query.set(key, value) : query.delete(key);
    asked.current = query;
    startTransition(() => router.replace(query.size > 0 ? `${path}?${query}` : path, { scroll: false }));
  }
  function type(text: string) {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change({ q: text.trim() }), typingMs);
  }
  return { search, pending, typed, type, change };
}
