'use client';

import clsx from 'clsx';
import { Braces, ChartNoAxesColumn } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { PlotName, PlotOf } from '@/lib/plots/schema';
import { ApiError } from '../../api/client';
import { plotAddress } from '../../api/tracked-run';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Message } from '../../ui/message';
import { QueryError } from '../../ui/query-error';
import { Skeleton } from '../../ui/skeleton';
import { Tooltip } from '../../ui/tooltip';
import { useNear } from './use-near';
import { usePlot } from './use-plot';

/** A chart in its card: fetched when it comes near, with a word where the run logged nothing to draw it. */
export function PlotCard<Name extends PlotName>({
  runId,
  plot,
  title,
  description,
  wide = false,
  actions,
  children,
}: {
  runId: string;
  plot: Name;
  title: string;
  description: ReactNode;
  /** Over both columns. */
  wide?: boolean;
  /** Controls, once there are data. */
  actions?: (data: PlotOf<Name>) => ReactNode;
  children: (data: PlotOf<Name>) => ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const query = usePlot(runId, plot, useNear(frame));
  const { data, error } = query;
  const missing = error instanceof ApiError && error.status === 404;
  return (
    <div ref={frame} className={clsx('min-w-0', wide && 'lg:col-span-2')}>
      <Card aria-label={title} className="flex h-full flex-col">
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-3">
          <div className="min-w-0 flex-[1_1_14rem]">
            <h2 className="text-base font-semibold">{title}</h2>
            <p className="text-xs text-pretty text-muted">{description}</p>
          </div>
          {data && (
            <div className="flex flex-wrap items-center gap-2">
              {actions?.(data)}
              <Tooltip content="The data as JSON">
                <Button asChild size="icon" variant="ghost">
                  <a href={plotAddress(runId, plot)} target="_blank" rel="noreferrer" aria-label={`Data of ${title} as JSON`}>
                    <Braces aria-hidden />
                  </a>
                </Button>
              </Tooltip>
            </div>
          )}
        </header>
        <div className="flex-1 px-3 pb-3">
          {data ? (
            children(data)
          ) : missing ? (
            <Message icon={ChartNoAxesColumn} title="This run did not log it" className="py-10">
              What this chart draws is logged with every pipeline run since; repeat the run to see it.
            </Message>
          ) : error ? (
            <QueryError
              error={error}
              title="The chart could not be read"
              retrying={query.isFetching}
              onRetry={() => void query.refetch()}
            />
          ) : (
            <div role="status" aria-label={`Loading ${title}`}>
              <Skeleton className="h-72" />
            </div>
          )}
        </div>
      </Card>
    </div>
  );
}
