'use client';

import { useCallback, useEffect, useState } from 'react';

const key = 'almanac-author';

/** The name under which somebody last saved something, kept by the browser. */
export function useAuthor(): [author: string, remember: (author: string) => void] {
  const [author, setAuthor] = useState('');
  // Read after the first paint: the server knows no browser.
  useEffect(() => {
    try {
      setAuthor(localStorage.getItem(key) ?? '');
    } catch {
      // A browser that keeps nothing: the name is asked for each time.
    }
  }, []);
  const remember = useCallback((name: string) => {
    setAuthor(name);
    try {
      localStorage.setItem(key, name);
    } catch {
      // As above.
    }
  }, []);
  return [author, remember];
}
