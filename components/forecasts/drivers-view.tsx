'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { ApiError } from '../api/client';
import { fetchDrivers } from '../api/forecasts';
import { Chart } from '../charts/chart';
import type { ChartColors } from '../charts/colors';
import { driversOption } from '../charts/drivers-option';
import { overlayColor } from '../charts/forecast-chart';
import type { Frequency } from '../charts/forecast-series';
import { day, money, period } from '../format';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { QueryError } from '../ui/query-error';
import { Select } from '../ui/select';
import { Skeleton } from '../ui/skeleton';
import { DriverBreakdown } from './driver-breakdown';
import { DriverTotals } from './driver-totals';
import { driverLooks, driversShown, partsOf, restOf, sentence } from './drivers';
import { TooLargeToExplain } from './too-large';
import { useViewState } from './use-view-state';

const isTooLarge = (error: unknown) => error instanceof ApiError && error.errors.some(({ path }) => path === 'explain');

/** What moves a series' forecast: each date taken apart into drivers that add up to it. The date looked at stands in the address. */
export function DriversView({
  dataset,
  series,
  currency,
  frequency,
}: {
  dataset: string;
  series: { id: string; label: string };
  currency: string;
  frequency: Frequency;
}) {
  const [params, change] = useViewState();
  const query = useQuery({
    queryKey: ['drivers', dataset, series.id],
    queryFn: ({ signal }) => explained(dataset, series.id, signal),
    retry: (count, error) => !isTooLarge(error) && count < 1,
    staleTime: 5 * 60_000,
  });
  const items = useMemo(() => query.data?.items ?? [], [query.data]);
  const names = useMemo(() => driversShown(items), [items]);
  const asked = items.findIndex(({ date }) => date === params.get('date'));
  const selected = Math.max(0, asked);
  const option = useCallback(
    (colors: ChartColors, width: number) =>
      driversOption(
        {
          dates: items.map(({ date }) => ({ short: day(date, frequency === 'month' ? 'month' : 'short'), long: period(date, frequency) })),
          drivers: names.map((name) => ({
            title: driverLooks[name].title,
            color: driverLooks[name].color,
            amounts: items.map(({ explanation }) => explanation?.contributions[name] ?? 0),
          })),
          net: items.map(({ mean, explanation }) => mean - (explanation?.base ?? 0)),
          selected,
          currency,
        },
        colors,
        width,
      ),
    [items, names, selected, currency, frequency],
  );

  if (query.isError) {
    if (isTooLarge(query.error)) return <TooLargeToExplain label={series.label} />;
    return (
      <Card>
        <QueryError error={query.error} title="The drivers could not be read" onRetry={() => query.refetch()} retrying={query.isFetching} />
      </Card>
    );
  }
  const point = items[selected];
  if (!query.data || !point) return <Waiting />;
  const parts = partsOf(point, names);
  const show = (place: number) => change({ date: items[place]?.date }, 'replace');

  return (
    <div className="flex flex-col gap-5">
      <Card aria-labelledby="drivers-title" className="pb-2">
        <CardHeader
          id="drivers-title"
          title={`What moves ${series.label}`}
          description={`What each driver adds to the recent level of ${money(point.explanation?.base, currency)}, or takes away, by date`}
          actions={
            <div className="flex items-center gap-1">
              <Button size="icon" variant="ghost" aria-label="Earlier date" disabled={selected === 0} onClick={() => show(selected - 1)}>
                <ChevronLeft aria-hidden className="size-4" />
              </Button>
              <Select
                aria-label="Date"
                className="w-40"
                value={point.date}
                onValueChange={(date) => change({ date }, 'replace')}
                options={items.map(({ date }) => ({ value: date, label: period(date, frequency) }))}
              />
              <Button
                size="icon"
                variant="ghost"
                aria-label="Later date"
                disabled={selected === items.length - 1}
                onClick={() => show(selected + 1)}
              >
                <ChevronRight aria-hidden className="size-4" />
              </Button>
            </div>
          }
        />
        <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 px-4 text-xs text-muted">
          {names.map((name) => (
            <li key={name} className="flex items-center gap-1.5">
              <span aria-hidden className="size-2.5 rounded-xs" style={{ backgroundColor: swatch(driverLooks[name].color) }} />
              {driverLooks[name].title}
            </li>
          ))}
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="w-3.5 border-t-2 border-ink" />
            Forecast, against the recent level
          </li>
        </ul>
        <Chart
          option={option}
          onPick={(place) => place >= 0 && place < items.length && show(place)}
          label={`What moves the forecast of ${series.label} from ${day(items[0]?.date ?? point.date)} to ${day(items.at(-1)?.date ?? point.date)}. The lists below have every figure.`}
          className="mt-1 h-72 sm:h-80"
        />
      </Card>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <DriverBreakdown
          title={period(point.date, frequency)}
          words={sentence(parts, point.mean, currency)}
          base={point.explanation?.base ?? 0}
          parts={parts}
          rest={restOf(point, names)}
          mean={point.mean}
          currency={currency}
        />
        <DriverTotals items={items} names={names} drivers={query.data.drivers} currency={currency} />
      </div>
    </div>
  );
}

/** The CSS colour of a driver. */
export function swatch(color: number): string {
  return color < 8 ? overlayColor(color) : 'var(--color-faint)';
}

/** All that was published, or as much as one answer explains: sums of many series are explained for fewer dates. */
async function explained(dataset: string, series: string, signal: AbortSignal) {
  for (const horizon of [undefined, 7]) {
    try {
      return await fetchDrivers({ dataset, series, horizon }, signal);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
    }
  }
  return fetchDrivers({ dataset, series, horizon: 1 }, signal);
}

function Waiting() {
  return (
    <div className="flex flex-col gap-5" role="status" aria-label="Loading">
      <Skeleton className="h-96 rounded-lg" />
      <div className="grid gap-5 lg:grid-cols-2">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
      </div>
    </div>
  );
}
