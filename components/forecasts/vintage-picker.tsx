'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { History, X } from 'lucide-react';
import { useState } from 'react';
import { fetchVintages, type OfSeries } from '../api/forecasts';
import { daysBetween } from '../charts/forecast-series';
import { day, percent } from '../format';
import { Button } from '../ui/button';
import { Popover } from '../ui/popover';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';
import { howLongBefore } from './forecast-spans';

/** Chooses an earlier origin: what did we say then? The list is read when the window first opens. */
export function VintagePicker({
  ofSeries,
  origin,
  chosen,
  onChoose,
}: {
  ofSeries: OfSeries;
  origin: string;
  chosen: string | undefined;
  onChoose: (origin: string | undefined) => void;
}) {
  const [open, setOpen] = useState(false);
  const { dataset, series } = ofSeries;
  const query = useQuery({
    queryKey: ['vintages', dataset, series],
    queryFn: ({ signal }) => fetchVintages({ dataset, series }, signal),
    enabled: open,
  });
  const earlier = query.data?.items.filter((item) => item.origin !== origin) ?? [];
  return (
    <span className="inline-flex">
      <Popover
        label="Past forecasts"
        align="end"
        className="w-80 p-0"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button size="sm" className={chosen === undefined ? undefined : 'rounded-r-none'}>
            <History aria-hidden className="size-3.5" />
            {chosen === undefined ? 'Past forecasts' : `Said on ${day(chosen)}`}
          </Button>
        }
      >
        <div className="border-b px-4 py-3">
          <h3 className="text-sm font-semibold">What did we say?</h3>
          <p className="text-xs text-muted">Each forecast that was published before, and how far it was off since (WAPE).</p>
        </div>
        {query.isError && <QueryError error={query.error} title="Past forecasts could not be read" onRetry={() => query.refetch()} />}
        {query.isPending && (
          <div className="flex flex-col gap-2 p-4" role="status" aria-label="Loading">
            <Skeleton className="h-5" />
            <Skeleton className="h-5" />
          </div>
        )}
        {query.data && earlier.length === 0 && (
          <p className="px-4 py-6 text-center text-muted">
            This is the first forecast of the series. After the next run with newer data, it will be here to look back at.
          </p>
        )}
        <ul className="max-h-80 overflow-y-auto p-1.5 empty:hidden">
          {earlier.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                aria-pressed={item.origin === chosen}
                onClick={() => {
                  onChoose(item.origin);
                  setOpen(false);
                }}
                className={clsx(
                  'flex min-h-9 w-full items-center justify-between gap-3 rounded-md px-2.5 py-1 text-left hover:bg-hover',
                  item.origin === chosen && 'bg-accent-soft',
                )}
              >
                <span className="min-w-0">
                  <span className="block font-medium">{day(item.origin)}</span>
                  <span className="block text-xs text-muted">
                    {item.origin < origin ? howLongBefore(daysBetween(item.origin, origin)) : 'a later origin'}
                    {item.modelVersion !== null && ` · version ${item.modelVersion}`}
                  </span>
                </span>
                <span className="shrink-0 text-right text-xs tabular">
                  {item.score ? (
                    <>
                      <span className="block font-medium">{percent(item.score.wape === null ? null : item.score.wape / 100)}</span>
                      <span className="block text-muted">
                        {item.score.points} of {item.horizon} known
                      </span>
                    </>
                  ) : (
                    <span className="text-muted">nothing known yet</span>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </Popover>
      {chosen !== undefined && (
        <Button size="sm" className="-ml-px rounded-l-none px-1.5" aria-label="Show no past forecast" onClick={() => onChoose(undefined)}>
          <X aria-hidden className="size-3.5" />
        </Button>
      )}
    </span>
  );
}
