'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const busyMs = 2000;
const quietMs = 20_000;

/** Reads the page anew while it is looked at: often while something on it is under way, else now and then, for new runs. */
export function RunWatcher({ busy }: { busy: boolean }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') router.refresh();
      },
      busy ? busyMs : quietMs,
    );
    return () => clearInterval(timer);
  }, [router, busy]);
  return null;
}
