'use client';

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { History, RotateCcw, Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Override } from '@/lib/overrides/schema';
import { describe } from '../api/client';
import { fetchOverrides, overridesKey, restoreOverride, withdrawOverride } from '../api/overrides';
import { type Scope, ScopeSwitch } from '../forecasts/scope-switch';
import { useAuthor } from '../forecasts/use-author';
import { count, money } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { Message } from '../ui/message';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { RelativeTime } from '../ui/time';
import { spanWords } from '../what-if/edit-words';
import type { OverrideSubject } from './overrides-view';

/** Every override there was, those withdrawn among them, with who and why. */
export function OverrideHistory({ subject }: { subject: OverrideSubject }) {
  const { dataset, series, currency } = subject;
  const [scope, setScope] = useState<Scope>('series');
  const query = useInfiniteQuery({
    queryKey: [...overridesKey(dataset), 'list', scope === 'series' ? series.id : ''],
    queryFn: ({ signal, pageParam }) =>
      fetchOverrides({ dataset, ...(scope === 'series' && { series: series.id }), ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card aria-labelledby="history-title" className="overflow-hidden">
      <CardHeader
        id="history-title"
        title="History"
        description="The newest override of a date holds; one that is withdrawn gives way to what held before"
        actions={<ScopeSwitch label="Overrides of" value={scope} onChange={setScope} />}
      />
      {query.isError ? (
        <QueryError title="Overrides could not be read" error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : query.isPending ? (
        <Skeleton className="m-4 h-24" />
      ) : items.length === 0 ? (
        <Message icon={History} title="No override yet" className="py-10">
          The plan is what the model says. Where you know more than it does, type your number above and say why.
        </Message>
      ) : (
        <Table label="History of overrides" className="min-w-4xl">
          <thead>
            <tr>
              <HeadCell>Dates</HeadCell>
              {scope === 'all' && <HeadCell>Series</HeadCell>}
              <HeadCell>Reason</HeadCell>
              <HeadCell numeric>Model</HeadCell>
              <HeadCell numeric>Override</HeadCell>
              <HeadCell>By</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell className="w-8">
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.id} item={item} currency={currency} showSeries={scope === 'all'} />
            ))}
          </tbody>
        </Table>
      )}
      {query.hasNextPage && (
        <div className="border-t px-4 py-2 text-center">
          <Button variant="ghost" size="sm" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </Card>
  );
}

function Row({ item, currency, showSeries }: { item: Override; currency: string; showSeries: boolean }) {
  const client = useQueryClient();
  const router = useRouter();
  const [author] = useAuthor();
  const active = item.status === 'active';
  const move = useMutation({
    mutationFn: (withdraw: boolean) => (withdraw ? withdrawOverride(item.id, author || undefined) : restoreOverride(item.id)),
    onSuccess: (_, withdraw) => {
      router.refresh();
      if (withdraw) toast('The override is withdrawn', { action: { label: 'Undo', onClick: () => move.mutate(false) }, duration: 10_000 });
      else toast.success('The override is in force again');
      return client.invalidateQueries({ queryKey: overridesKey(item.dataset) });
    },
    onError: (error) => toast.error('The override stays as it was', { description: describe(error) }),
  });
  const sum = (of: 'model' | 'value') => item.points.reduce((total, point) => total + point[of], 0);
  return (
    <tr className={active ? undefined : 'text-muted'}>
      <Cell>
        {spanWords(item.firstDate, item.lastDate)}
        <span className="block text-xs text-muted">{count(item.points.length, item.frequency)}</span>
      </Cell>
      {showSeries && <Cell className="text-muted">{item.series.split(':').slice(1).join(' ')}</Cell>}
      <Cell className="max-w-80 min-w-48 whitespace-normal wrap-anywhere">{item.reason}</Cell>
      <Cell numeric className="text-muted">
        {money(sum('model'), currency)}
      </Cell>
      <Cell numeric className={active ? 'font-semibold' : 'line-through'}>
        {money(sum('value'), currency)}
      </Cell>
      <Cell>
        <span className="block max-w-40 truncate">{item.author}</span>
        <span className="text-xs text-muted">
          <RelativeTime value={item.createdAt} />
        </span>
      </Cell>
      <Cell>
        <Badge tone={active ? 'success' : 'neutral'}>{active ? 'Active' : 'Withdrawn'}</Badge>
      </Cell>
      <Cell>
        <Button variant="ghost" size="sm" pending={move.isPending} onClick={() => move.mutate(active)}>
          {!move.isPending && (active ? <Undo2 aria-hidden /> : <RotateCcw aria-hidden />)}
          {active ? 'Withdraw' : 'Restore'}
        </Button>
      </Cell>
    </tr>
  );
}
