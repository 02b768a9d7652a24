'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowRight, History } from 'lucide-react';
import Link from 'next/link';
import type { Promotion } from '@/lib/registry/schema';
import { fetchPromotions } from '../api/models';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Message } from '../ui/message';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { RelativeTime } from '../ui/time';
import { AliasBadges } from './alias-badges';
import { GateList, type JudgedGate } from './gate-list';
import { modelHref, sentence } from './model-names';

type Page = { items: Promotion[]; nextCursor: string | null };

/** The gates as they stood when an alias was moved; empty where nobody asked for them. */
function gatesOf({ gates }: Promotion): JudgedGate[] {
  if (!Array.isArray(gates.gates)) return [];
  return gates.gates.filter(
    (one): one is JudgedGate => typeof one === 'object' && one !== null && typeof (one as JudgedGate).detail === 'string',
  );
}

/** How the aliases of a model have moved, the latest first: who, why, from where to where, on which figures. */
export function AuditTrail({ name, first }: { name: string; first: Page }) {
  const trail = useInfiniteQuery({
    queryKey: ['promotions', name, first.items[0]?.id ?? null],
    queryFn: ({ pageParam, signal }) => fetchPromotions(name, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.nextCursor,
    initialData: { pages: [first], pageParams: [null] },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const items = trail.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <Message icon={History} title="No alias has moved yet">
        Each promotion, rollback and move of an alias is kept here, with who, why and the figures it was decided on.
      </Message>
    );
  }
  return (
    <>
      <ol className="divide-y">
        {items.map((item) => {
          const gates = gatesOf(item);
          return (
            <li key={item.id} data-promotion={item.id} className="px-4 py-3 text-sm">
              <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <AliasBadges aliases={[item.alias]} />
                <span className="inline-flex items-center gap-1.5 font-medium">
                  <VersionLink name={name} version={item.fromVersion} />
                  <ArrowRight role="img" aria-label="to" className="size-3.5 text-faint" />
                  <VersionLink name={name} version={item.toVersion} />
                </span>
                {item.gates.rollback === true && <Badge tone="warning">rollback</Badge>}
                {item.gates.overridden === true && <Badge tone="danger">gates overridden</Badge>}
                <span className="ml-auto text-xs text-muted">
                  {item.actor} · <RelativeTime value={item.createdAt} />
                </span>
              </div>
              <p className="mt-1 text-muted wrap-anywhere">{sentence(item.reason)}</p>
              {gates.length > 0 && (
                <details className="mt-1">
                  <summary className="inline-flex min-h-6 cursor-pointer items-center rounded-sm text-xs font-medium text-accent-ink hover:underline">
                    Gates as they stood
                  </summary>
                  <GateList gates={gates} className="mt-1 divide-y rounded-md border px-3" />
                </details>
              )}
            </li>
          );
        })}
      </ol>
      {trail.isFetchNextPageError && (
        <div className="border-t p-3">
          <QueryError compact error={trail.error} onRetry={() => trail.fetchNextPage()} retrying={trail.isFetchingNextPage} />
        </div>
      )}
      {trail.isFetchingNextPage && <Skeleton className="mx-4 my-3 h-10" />}
      {trail.hasNextPage && (
        <div className="border-t px-4 py-2 text-center">
          <Button variant="ghost" size="sm" pending={trail.isFetchingNextPage} onClick={() => trail.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
    </>
  );
}

function VersionLink({ name, version }: { name: string; version: number | null }) {
  if (version === null) return <span className="text-muted">none</span>;
  return (
    <Link href={modelHref(name, version)} className="rounded-sm hover:underline">
      version {version}
    </Link>
  );
}
