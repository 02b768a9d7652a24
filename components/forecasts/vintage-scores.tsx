'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { fetchVintages, type OfSeries } from '../api/forecasts';
import { day, percent } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { Skeleton } from '../ui/skeleton';

/** Each forecast of the series that was published before, and how it did; its date leads to it over the chart. */
export function VintageScores({ ofSeries, label }: { ofSeries: OfSeries; label: string }) {
  const path = usePathname();
  const params = useSearchParams();
  const { dataset, series } = ofSeries;
  const query = useQuery({
    queryKey: ['vintages', dataset, series],
    queryFn: ({ signal }) => fetchVintages({ dataset, series }, signal),
  });
  const scored = query.data?.items.filter((item) => item.score !== null) ?? [];
  const href = (origin: string) => {
    const next = new URLSearchParams(params);
    next.delete('tab');
    next.set('origin', origin);
    return `${path}?${next}`;
  };
  return (
    <Card aria-labelledby="vintages-title" className="overflow-hidden">
      <CardHeader
        id="vintages-title"
        title="What we said, and what came"
        description={`Past forecasts of ${label}, scored on the sales since`}
      />
      {query.isError && <QueryError error={query.error} title="Past forecasts could not be read" onRetry={() => query.refetch()} />}
      {query.isPending && (
        <div className="px-4 pb-4" role="status" aria-label="Loading">
          <Skeleton className="h-16" />
        </div>
      )}
      {query.data && scored.length === 0 && (
        <p className="border-t px-4 py-5 text-sm text-muted">
          No forecast is old enough to be judged by sales. The next run with newer data brings the first figures here.
        </p>
      )}
      {scored.length > 0 && (
        <Table label={`Past forecasts of ${label}`} className="min-w-xl border-t">
          <thead>
            <tr>
              <HeadCell>Forecast from</HeadCell>
              <HeadCell numeric>Known</HeadCell>
              <HeadCell numeric>Error (WAPE)</HeadCell>
              <HeadCell numeric>Bias</HeadCell>
              <HeadCell numeric>In 80%</HeadCell>
              <HeadCell numeric>In 95%</HeadCell>
            </tr>
          </thead>
          <tbody>
            {scored.map(({ id, origin, horizon, modelVersion, score }) => (
              <tr key={id} className="transition-colors hover:bg-raised">
                <Cell>
                  <Link href={href(origin)} prefetch={false} className="font-medium hover:text-accent-ink">
                    {day(origin)}
                  </Link>
                  <span className="text-muted"> · {modelVersion === null ? 'unregistered' : `version ${modelVersion}`}</span>
                </Cell>
                <Cell numeric className="text-muted">
                  {score?.points} of {horizon}
                </Cell>
                <Cell numeric className="font-semibold">
                  {percent(score?.wape == null ? null : score.wape / 100)}
                </Cell>
                <Cell numeric className="text-muted">
                  {percent(score?.bias == null ? null : score.bias / 100)}
                </Cell>
                <Cell numeric className="text-muted">
                  {percent(score?.coverage80, 0)}
                </Cell>
                <Cell numeric className="text-muted">
                  {percent(score?.coverage95, 0)}
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
