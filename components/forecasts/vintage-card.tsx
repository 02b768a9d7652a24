'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import type { ForecastSummary } from '@/lib/forecasts/schema';
import type { ForecastPoint, Frequency, HistoryPoint } from '../charts/forecast-series';
import { change, count, day, money, percent, period } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Button } from '../ui/button';
import { Card, CardHeader } from '../ui/card';
import { revision, vintageRows } from './overlays';

const shownAtFirst = 10;

/** What was said at an earlier origin, against what came true and against what is said now. */
export function VintageCard({
  forecast,
  points,
  latest,
  history,
  currency,
  frequency,
  before,
  onClose,
}: {
  forecast: ForecastSummary;
  points: ForecastPoint[];
  latest: ForecastPoint[];
  history: HistoryPoint[];
  currency: string;
  frequency: Frequency;
  /** How long before the latest origin it was. */
  before: string;
  onClose: () => void;
}) {
  const [all, setAll] = useState(false);
  const rows = vintageRows(points, history, latest);
  const known = rows.filter((row) => row.actual !== null);
  const sum = (value: (row: (typeof rows)[number]) => number) => known.reduce((total, row) => total + value(row), 0);
  const size = sum(({ actual }) => Math.abs(actual ?? 0));
  const off = size === 0 ? null : sum(({ actual, said }) => Math.abs(said - (actual ?? 0))) / size;
  const bias = size === 0 ? null : sum(({ actual, said }) => said - (actual ?? 0)) / size;
  const inside = known.filter(({ actual, lower80, upper80 }) => (actual ?? 0) >= lower80 && (actual ?? 0) <= upper80).length;
  const since = revision(rows);
  return (
    <Card aria-labelledby="vintage-title" className="overflow-hidden">
      <CardHeader
        id="vintage-title"
        title={`What we said on ${day(forecast.origin)}`}
        description={`${before} the latest${forecast.modelVersion === null ? '' : `, by version ${forecast.modelVersion}`}`}
        actions={
          <Button size="sm" variant="ghost" onClick={onClose}>
            <X aria-hidden className="size-3.5" />
            Close
          </Button>
        }
      />
      <p className="px-4 pb-3 text-sm">
        {known.length === 0 ? (
          'Nothing of it can be judged yet: no sales have come since.'
        ) : (
          <>
            Of the {count(known.length, frequency)} that have come since, it said{' '}
            {money(
              sum(({ said }) => said),
              currency,
            )}
            ; sold were{' '}
            {money(
              sum(({ actual }) => actual ?? 0),
              currency,
            )}
            . It was off by <strong className="font-semibold">{percent(off)}</strong> (WAPE)
            {bias !== null && `, ${percent(Math.abs(bias))} too ${bias >= 0 ? 'high' : 'low'} in total`}, and {inside} of {known.length} lay
            inside the 80% interval.
          </>
        )}
        {since && ` For the ${count(since.periods, frequency)} that both cover, the forecast has changed by ${change(since.change)} since.`}
      </p>
      <Table label={`Forecast of ${day(forecast.origin)} against what came`} className="min-w-xl border-t">
        <thead>
          <tr>
            <HeadCell>Date</HeadCell>
            <HeadCell numeric>Said</HeadCell>
            <HeadCell numeric>80% interval</HeadCell>
            <HeadCell numeric>Came</HeadCell>
            <HeadCell numeric>Off by</HeadCell>
            <HeadCell numeric>Said now</HeadCell>
          </tr>
        </thead>
        <tbody>
          {(all ? rows : rows.slice(0, shownAtFirst)).map((row) => (
            <tr key={row.date} className="transition-colors hover:bg-raised">
              <Cell>{period(row.date, frequency)}</Cell>
              <Cell numeric className="font-semibold">
                {money(row.said, currency)}
              </Cell>
              <Cell numeric className="text-muted">
                {money(row.lower80, currency)} – {money(row.upper80, currency)}
              </Cell>
              <Cell numeric>{money(row.actual, currency)}</Cell>
              <Cell numeric className="text-muted">
                {change(row.error)}
              </Cell>
              <Cell numeric className="text-muted">
                {money(row.now, currency)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      {rows.length > shownAtFirst && (
        <div className="border-t px-4 py-2 text-center">
          <Button variant="ghost" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer dates' : `Show all ${rows.length} dates`}
          </Button>
        </div>
      )}
    </Card>
  );
}
