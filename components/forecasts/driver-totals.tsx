'use client';

import type { OnDemandForecast, OnDemandPoint } from '@/lib/serving/schema';
import { plusMinus } from '../format';
import { Cell, HeadCell, Table } from '../tables/table';
import { Card, CardHeader } from '../ui/card';
import { type DriverName, driverTotals, signalsOf } from './drivers';
import { swatch } from './drivers-view';

const mostSignals = 8;

/** Over all dates: how much each driver moves the forecast, what it is read from, and how the figures come about. */
export function DriverTotals({
  items,
  names,
  drivers,
  currency,
}: {
  items: OnDemandPoint[];
  names: DriverName[];
  drivers: OnDemandForecast['drivers'];
  currency: string;
}) {
  return (
    <Card aria-labelledby="driver-totals-title" className="overflow-hidden">
      <CardHeader
        id="driver-totals-title"
        title="Over all dates"
        description="What each driver adds in sum, and its share of all movement"
      />
      <Table label="Drivers over all dates" className="border-t">
        <thead>
          <tr>
            <HeadCell>Driver</HeadCell>
            <HeadCell numeric>Adds in sum</HeadCell>
            <HeadCell numeric>Movement</HeadCell>
          </tr>
        </thead>
        <tbody>
          {driverTotals(items, names).map(({ name, title, amount, share, color }) => {
            const signals = signalsOf(drivers, name);
            return (
              <tr key={name}>
                <Cell>
                  <span className="flex items-center gap-2 font-medium">
                    <span aria-hidden className="size-2.5 shrink-0 rounded-xs" style={{ backgroundColor: swatch(color) }} />
                    {title}
                  </span>
                  {signals.length > 0 && (
                    <span className="block max-w-64 text-xs whitespace-normal text-muted" title={signals.join(', ')}>
                      {signals.slice(0, mostSignals).join(', ')}
                      {signals.length > mostSignals && ` and ${signals.length - mostSignals} more`}
                    </span>
                  )}
                </Cell>
                <Cell numeric className="align-top">
                  {plusMinus(amount, currency)}
                </Cell>
                <Cell numeric className="align-top text-muted">
                  {share}
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <p className="border-t px-4 py-3 text-xs text-muted">
        How it is made: the recent level is the mean of the newest periods. SHAP values of the boosted models, weighed as the forecast
        weighs its models, are grouped by what each signal tells of; models that read no signals give a level, a season and holidays. An
        aggregate is the sum of its parts. Level and drivers add up to the forecast. They tell what the models make of the data, not what
        causes sales.
      </p>
    </Card>
  );
}
