'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { HierarchyNode } from '@/lib/series-forecasts/schema';
import type { HierarchyRequest } from '../api/forecasts';
import { change, money, percent } from '../format';
import { Cell } from '../tables/table';
import { Button } from '../ui/button';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { useSeriesHref } from './hierarchy-crumbs';
import { seriesLabel } from './series-label';
import { useHierarchy } from './use-hierarchy';

const columns = 5;
const indent = (depth: number) => ({ paddingLeft: `${0.5 + depth * 1.25}rem` });

/** The parts of a series as rows of a table, below the row of the series itself where they are the first of the tree. */
export function HierarchyRows({
  asked,
  depth,
  currency,
  label,
}: {
  asked: Omit<HierarchyRequest, 'cursor'>;
  /** 1 for the parts of the series that is shown. */
  depth: number;
  currency: string;
  label: string;
}) {
  const query = useHierarchy(asked);
  if (query.isError) {
    return (
      <tr>
        <td colSpan={columns} className="p-3">
          <QueryError
            compact
            error={query.error}
            title={`The parts of ${label} could not be read`}
            onRetry={() => query.refetch()}
            retrying={query.isFetching}
          />
        </td>
      </tr>
    );
  }
  const [first] = query.data?.pages ?? [];
  if (!first) {
    return ['a', 'b', 'c'].map((row) => (
      <tr key={row}>
        <td colSpan={columns} className="px-4 py-2.5">
          <span className="sr-only">Loading</span>
          <Skeleton className="h-4" />
        </td>
      </tr>
    ));
  }
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {depth === 1 && (
        <tr className="bg-raised font-semibold">
          <Cell className="whitespace-normal">{label}</Cell>
          <Figures node={first.parent} currency={currency} whole />
        </tr>
      )}
      {items.map((node) => (
        <Branch key={node.id} node={node} parent={first.parent} asked={asked} deeper={first.deeper} depth={depth} currency={currency} />
      ))}
      {items.length === 0 && (
        <tr>
          <td colSpan={columns} className="px-4 py-6 text-center text-sm text-muted">
            {first.by === null ? 'It is a series of its own: nothing is below it.' : `No part matches “${asked.q}”.`}
          </td>
        </tr>
      )}
      {query.hasNextPage && (
        <tr>
          <td colSpan={columns} className="px-4 py-2 text-center">
            <Button size="sm" variant="ghost" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
              Show more of the {first.sum?.count}
            </Button>
          </td>
        </tr>
      )}
    </>
  );
}

/** Of a part only what it has beside the keys of the whole: `Product 9` below store 1. */
function partLabel(node: HierarchyNode, parent: HierarchyNode): string {
  const own = Object.entries(node.keys).filter(([name, value]) => parent.keys[name] !== value);
  return seriesLabel({ level: node.level, keys: own.length === 0 ? node.keys : Object.fromEntries(own) });
}

function Branch({
  node,
  parent,
  asked,
  deeper,
  depth,
  currency,
}: {
  node: HierarchyNode;
  parent: HierarchyNode;
  asked: Omit<HierarchyRequest, 'cursor'>;
  deeper: boolean;
  depth: number;
  currency: string;
}) {
  const [open, setOpen] = useState(false);
  const href = useSeriesHref();
  const label = partLabel(node, parent);
  return (
    <>
      <tr className="transition-colors hover:bg-raised">
        <Cell className="max-w-80">
          <span className="flex items-center gap-1" style={indent(depth - 1)}>
            {deeper ? (
              <button
                type="button"
                aria-expanded={open}
                aria-label={`Parts of ${label}`}
                onClick={() => setOpen(!open)}
                className="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
              >
                <ChevronRight aria-hidden className={`size-4 transition-transform ${open ? 'rotate-90' : ''}`} />
              </button>
            ) : (
              <span aria-hidden className={depth === 1 ? 'w-2 shrink-0' : 'w-6 shrink-0'} />
            )}
            <Link href={href(node)} scroll={false} prefetch={false} className="truncate py-0.5 font-medium hover:text-accent-ink">
              {label}
            </Link>
          </span>
        </Cell>
        <Figures node={node} currency={currency} />
      </tr>
      {open && (
        <HierarchyRows asked={{ ...asked, series: node.id, by: undefined, q: '' }} depth={depth + 1} currency={currency} label={label} />
      )}
    </>
  );
}

function Figures({
  node: { expected, before, share },
  currency,
  whole = false,
}: {
  node: HierarchyNode;
  currency: string;
  whole?: boolean;
}) {
  const against = before === null || before === 0 ? null : expected / before - 1;
  return (
    <>
      <Cell numeric className="font-semibold">
        {money(expected, currency)}
      </Cell>
      <Cell numeric>
        {whole ? (
          <span className="text-muted">the whole</span>
        ) : (
          <span className="flex items-center justify-end gap-2">
            <span aria-hidden className="h-1.5 w-20 overflow-hidden rounded-full bg-raised">
              <span
                className="block h-full rounded-full bg-chart-forecast"
                style={{ width: `${Math.min(100, Math.max(0, 100 * (share ?? 0)))}%` }}
              />
            </span>
            <span className="w-12">{percent(share)}</span>
          </span>
        )}
      </Cell>
      <Cell numeric className="font-normal text-muted">
        {money(before, currency)}
      </Cell>
      <Cell
        numeric
        className={against === null ? 'font-normal text-muted' : against >= 0 ? 'font-medium text-success' : 'font-medium text-danger'}
      >
        {change(against)}
      </Cell>
    </>
  );
}
