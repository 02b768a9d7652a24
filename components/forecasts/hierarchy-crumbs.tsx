'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';

export interface Crumb {
  id: string;
  level: string;
  label: string;
}

/** Where a series' hierarchy is looked at: this page, with that series. */
export function useSeriesHref(): (series: { id: string; level: string }) => string {
  const path = usePathname();
  const params = useSearchParams();
  return ({ id, level }) => {
    const query = new URLSearchParams(params);
    for (const own of ['by', 'q', 'origin', 'date']) query.delete(own);
    query.set('level', level);
    query.set('series', id);
    return `${path}?${query}`;
  };
}

/** The way from the whole to the series that is shown; each step leads back up. */
export function HierarchyCrumbs({ crumbs }: { crumbs: Crumb[] }) {
  const href = useSeriesHref();
  return (
    <nav aria-label="Hierarchy">
      <ol className="flex flex-wrap items-center gap-x-1 gap-y-0.5 text-sm">
        {crumbs.map((crumb, place) => (
          <li key={crumb.id} className="flex items-center gap-1">
            {place > 0 && <ChevronRight aria-hidden className="size-3.5 text-faint" />}
            {place === crumbs.length - 1 ? (
              <span aria-current="page" className="px-1 py-0.5 font-semibold">
                {crumb.label}
              </span>
            ) : (
              <Link href={href(crumb)} scroll={false} prefetch={false} className="rounded-sm px-1 py-0.5 text-muted hover:text-accent-ink">
                {crumb.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
