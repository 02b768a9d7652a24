'use client';

import { useState } from 'react';
import { type ForecastPoint, type HistoryPoint, lastYear } from '../charts/forecast-series';
import { change, day, money } from '../format';
import { Button } from '../ui/button';
import { Cell, HeadCell, Table } from './table';

const shownAtFirst = 14;

/** Every point of a forecast in figures, beside the same weekday of last year. */
export function ForecastTable({
  points,
  history,
  currency,
  name,
}: {
  points: ForecastPoint[];
  history: HistoryPoint[];
  currency: string;
  name: string;
}) {
  const [all, setAll] = useState(false);
  const before = lastYear(
    history,
    points.map((point) => point.date),
  );
  const shown = all ? points : points.slice(0, shownAtFirst);
  return (
    <>
      <Table label={`Forecast of ${name}`} className="min-w-xl">
        <thead>
          <tr>
            <HeadCell>Date</HeadCell>
            <HeadCell numeric>Forecast</HeadCell>
            <HeadCell numeric>80% interval</HeadCell>
            <HeadCell numeric>95% interval</HeadCell>
            <HeadCell numeric>Last year</HeadCell>
            <HeadCell numeric>Change</HeadCell>
          </tr>
        </thead>
        <tbody>
          {shown.map((point, index) => {
            const then = before[index] ?? null;
            return (
              <tr key={point.date} className="transition-colors hover:bg-raised">
                <Cell>{day(point.date, 'weekday')}</Cell>
                <Cell numeric className="font-semibold">
                  {money(point.mean, currency)}
                </Cell>
                <Cell numeric className="text-muted">
                  {money(point.lower80, currency)} – {money(point.upper80, currency)}
                </Cell>
                <Cell numeric className="text-muted">
                  {money(point.lower95, currency)} – {money(point.upper95, currency)}
                </Cell>
                <Cell numeric className="text-muted">
                  {money(then, currency)}
                </Cell>
                <Cell numeric className="text-muted">
                  {change(then ? point.mean / then - 1 : null)}
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
      {points.length > shownAtFirst && (
        <div className="border-t px-4 py-2 text-center">
          <Button variant="ghost" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${points.length}`}
          </Button>
        </div>
      )}
    </>
  );
}
