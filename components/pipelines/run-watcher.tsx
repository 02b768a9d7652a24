'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const everyMs = 3000;

/** Reads the page anew while something on it is under way and the page is looked at. */
export function RunWatcher() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
