import clsx from 'clsx';
import type { ReactNode } from 'react';

/** What scrolls by itself; it has a name and takes the keyboard. */
export function ScrollRegion({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className={clsx('overflow-auto focus-visible:-outline-offset-2', className)}>
      {children}
    </section>
  );
}
