'use client';

import { useState } from 'react';
import { type ForecastPoint, type Frequency, type HistoryPoint, lastYear } from '../charts/forecast-series';
import { change, money, period } from '../format';
import { Button } from '../ui/button';
import { Cell, HeadCell, Table } from './table';

const shownAtFirst = 14;
const noModels: ModelColumn[] = [];

/** What another model says, by date. */
export interface ModelColumn {
  name: string;
  values: ReadonlyMap<string, number | null>;
}

/** Every point of a forecast in figures, beside what it is compared with and the same period of last year. */
export function ForecastTable({
  points,
  history,
  currency,
  frequency,
  name,
  models = noModels,
}: {
  points: ForecastPoint[];
  history: HistoryPoint[];
  currency: string;
  frequency: Frequency;
  name: string;
  models?: ModelColumn[];
}) {
  const [all, setAll] = useState(false);
  const before = lastYear(
    history,
    points.map((point) => point.date),
    frequency,
  );
  const shown = all ? points : points.slice(0, shownAtFirst);
  const range = (lower: number, upper: number) => `${money(lower, currency)} – ${money(upper, currency)}`;
  return (
    <>
      <Table label={`Forecast of ${name}`} className={models.length > 0 ? 'min-w-6xl' : 'min-w-4xl'}>
        <thead>
          <tr>
            <HeadCell>Date</HeadCell>
            <HeadCell numeric>Forecast</HeadCell>
            {models.map((model) => (
              <HeadCell key={model.name} numeric>
                {model.name}
              </HeadCell>
            ))}
            <HeadCell numeric>80% interval</HeadCell>
            <HeadCell numeric>90% interval</HeadCell>
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
                <Cell>{period(point.date, frequency)}</Cell>
                <Cell numeric className="font-semibold">
                  {money(point.mean, currency)}
                </Cell>
                {models.map((model) => (
                  <Cell key={model.name} numeric>
                    {money(model.values.get(point.date), currency)}
                  </Cell>
                ))}
                <Cell numeric className="text-muted">
                  {range(point.lower80, point.upper80)}
                </Cell>
                <Cell numeric className="text-muted">
                  {range(point.lower90, point.upper90)}
                </Cell>
                <Cell numeric className="text-muted">
                  {range(point.lower95, point.upper95)}
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
