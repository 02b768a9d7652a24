'use client';

import clsx from 'clsx';
import { usePathname, useSearchParams } from 'next/navigation';
import { useOffline } from 'next/offline';
import { useEffect, useState } from 'react';
import { onNavigationStart } from './navigation-events';

/** The page shown by the address alone, whatever the place on it. */
function pageOf(href: string): string {
  const { pathname, search } = new URL(href, location.href);
  return pathname + search;
}

/** A thin line along the top while the next page is on its way. It comes after a moment, so that quick ones do not flicker. */
export function NavigationProgress() {
  const path = usePathname();
  const search = useSearchParams();
  const offline = useOffline();
  const [going, setGoing] = useState(false);

  useEffect(
    () =>
      onNavigationStart((href) => {
        // Next may tell of it while it renders, when nothing can be set.
        queueMicrotask(() => setGoing(pageOf(href) !== pageOf(location.href)));
      }),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address says that it has arrived.
  useEffect(() => setGoing(false), [path, search]);

  // While the server is away, the banner says so, and a line that never ends would not be honest.
  const shown = going && !offline;
  return (
    <div aria-hidden data-navigating={shown || undefined} className="pointer-events-none fixed inset-x-0 top-0 z-60 h-0.5">
      <div
        className={clsx(
          'h-full origin-left bg-accent',
          shown ? 'scale-x-90 opacity-100 transition-transform delay-100 duration-[6s] ease-out' : 'scale-x-0 opacity-0',
        )}
      />
    </div>
  );
}
