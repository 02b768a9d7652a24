'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { destinations, holds } from './navigation';

/** The side bar's links. */
export function SideLinks() {
  const path = usePathname();
  return (
    <ul className="flex flex-col gap-0.5">
      {destinations.map((destination) => {
        const current = holds(destination, path);
        return (
          <li key={destination.href}>
            <Link
              href={destination.href}
              aria-current={current ? 'page' : undefined}
              className={clsx(
                'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors',
                current ? 'bg-hover text-ink' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <destination.icon aria-hidden className={clsx('size-4', current && 'text-accent-ink')} strokeWidth={1.9} />
              {destination.label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** The same links as a bar at a phone's thumb. */
export function BottomLinks() {
  const path = usePathname();
  return (
    <ul className="flex">
      {destinations.map((destination) => {
        const current = holds(destination, path);
        return (
          <li key={destination.href} className="flex-1">
            <Link
              href={destination.href}
              aria-current={current ? 'page' : undefined}
              className={clsx(
                'flex h-14 flex-col items-center justify-center gap-0.5 text-2xs font-medium focus-visible:-outline-offset-4',
                current ? 'text-accent-ink' : 'text-muted',
              )}
            >
              <destination.icon aria-hidden className="size-5" strokeWidth={1.8} />
              {destination.label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
