'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { History, RotateCcw } from 'lucide-react';
import type { CalendarChange } from '@/lib/calendar/schema';
import { calendarKey, fetchCalendarChanges } from '../../api/calendar';
import { count } from '../../format';
import { Button } from '../../ui/button';
import { Card, CardHeader } from '../../ui/card';
import { QueryError } from '../../ui/query-error';
import { Skeleton } from '../../ui/skeleton';
import { RelativeTime } from '../../ui/time';

/** What a version changed, in words. */
export function changeWords({ diff }: Pick<CalendarChange, 'diff'>): string[] {
  const names = (what: string, all: { name: string }[]) => (all.length > 0 ? [`${what} ${all.map(({ name }) => name).join(', ')}`] : []);
  return [
    ...names('Added', diff.added),
    ...names(
      'Changed',
      diff.changed.map(({ after }) => after),
    ),
    ...names('Removed', diff.removed),
    ...(diff.holidaysOff.length > 0 ? [`Without ${diff.holidaysOff.join(', ')}`] : []),
    ...(diff.holidaysOn.length > 0 ? [`With ${diff.holidaysOn.join(', ')} again`] : []),
  ];
}

/** Who changed the calendar, when and why; each version can be brought back. */
export function HistoryList({
  dataset,
  newest,
  onRestore,
  restoring,
}: {
  dataset: string;
  newest: number;
  onRestore: (version: number) => void;
  restoring: number | undefined;
}) {
  const query = useInfiniteQuery({
    queryKey: [...calendarKey(dataset), 'versions', newest],
    queryFn: ({ pageParam, signal }) => fetchCalendarChanges(dataset, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    retry: false,
  });
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <Card aria-labelledby="history-title" className="overflow-hidden">
      <CardHeader id="history-title" title="History" description="Each save is a version; none is ever changed" />
      {query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : !items ? (
        <Skeleton className="mx-4 mb-4 h-16" />
      ) : items.length === 0 ? (
        <p className="flex items-center gap-2 px-4 pb-4 text-sm text-muted">
          <History aria-hidden className="size-4" /> Nothing was saved yet.
        </p>
      ) : (
        <ol className="divide-y border-t">
          {items.map((item) => (
            <li key={item.version} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-3 text-sm">
              <div className="min-w-0 flex-1 basis-56">
                <p>
                  <b className="font-medium">Version {item.version}</b> by {item.author}, <RelativeTime value={item.createdAt ?? ''} />,{' '}
                  {count(item.events, 'event')}
                  {item.restoredFrom !== null && `, brings back version ${item.restoredFrom}`}
                </p>
                {item.note && <p className="wrap-anywhere text-muted">{item.note}</p>}
                <ul className="text-xs text-muted">
                  {changeWords(item).map((words) => (
                    <li key={words} className="wrap-anywhere">
                      {words}
                    </li>
                  ))}
                </ul>
              </div>
              {item.version !== newest && (
                <Button
                  size="sm"
                  pending={restoring === item.version}
                  aria-label={`Restore version ${item.version}`}
                  onClick={() => onRestore(item.version)}
                >
                  <RotateCcw aria-hidden />
                  Restore
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <div className="flex justify-center border-t p-3">
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </Card>
  );
}
