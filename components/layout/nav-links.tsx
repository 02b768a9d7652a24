'use client';

import clsx from 'clsx';
import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Sheet } from '../ui/sheet';
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

/** More than five do not fit a thumb's width; then four stand there, and the rest behind a button. */
const [mostAtThumb, besideMore] = [5, 4];

const thumbClasses = 'flex h-14 w-full flex-col items-center justify-center gap-0.5 text-2xs font-medium focus-visible:-outline-offset-4';

/** The same links as a bar at a phone's thumb. */
export function BottomLinks() {
  const path = usePathname();
  const [open, setOpen] = useState(false);
  const fits = destinations.length <= mostAtThumb;
  const first = fits ? destinations : destinations.slice(0, besideMore);
  const rest = fits ? [] : destinations.slice(besideMore);
  const inRest = rest.some((destination) => holds(destination, path));
  return (
    <ul className="flex">
      {first.map((destination) => {
        const current = holds(destination, path);
        return (
          <li key={destination.href} className="min-w-0 flex-1">
            <Link
              href={destination.href}
              aria-current={current ? 'page' : undefined}
              className={clsx(thumbClasses, current ? 'text-accent-ink' : 'text-muted')}
            >
              <destination.icon aria-hidden className="size-5" strokeWidth={1.8} />
              {destination.label}
            </Link>
          </li>
        );
      })}
      {rest.length > 0 && (
        <li className="min-w-0 flex-1">
          <button
            type="button"
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => setOpen(true)}
            className={clsx(thumbClasses, inRest ? 'text-accent-ink' : 'text-muted')}
          >
            <Ellipsis aria-hidden className="size-5" strokeWidth={1.8} />
            More
          </button>
          <Sheet open={open} onOpenChange={setOpen} title="More">
            <ul className="grid grid-cols-2 gap-2 p-4">
              {rest.map((destination) => {
                const current = holds(destination, path);
                return (
                  <li key={destination.href}>
                    <Link
                      href={destination.href}
                      aria-current={current ? 'page' : undefined}
                      onClick={() => setOpen(false)}
                      className={clsx(
                        'flex h-14 items-center gap-3 rounded-lg border px-4 text-sm font-medium transition-colors hover:bg-hover',
                        current && 'text-accent-ink',
                      )}
                    >
                      <destination.icon aria-hidden className="size-5 text-muted" strokeWidth={1.8} />
                      {destination.label}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </Sheet>
        </li>
      )}
    </ul>
  );
}
