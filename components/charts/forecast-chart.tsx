'use client';

import { useCallback, useState } from 'react';
import { day, money } from '../format';
import { Segmented } from '../ui/segmented';
import { Chart } from './chart';
import type { ChartColors } from './colors';
import { type ForecastChartData, forecastOption } from './forecast-option';

const ranges = [
  { value: '56', label: '8 weeks' },
  { value: '112', label: '16 weeks' },
  { value: '364', label: '1 year' },
  { value: 'all', label: 'All' },
];

function LegendItem({ mark, children }: { mark: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className={mark} />
      {children}
    </li>
  );
}

/** The chart in words: its span, its first and last figure. */
function inWords(name: string, { points, origin, currency }: Pick<ForecastChartData, 'points' | 'origin' | 'currency'>): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return `Sales of ${name} up to ${day(origin)}; no forecast.`;
  return `Sales of ${name} up to ${day(origin)} and the forecast from ${day(first.date)} (${money(first.mean, currency)}) to ${day(last.date)} (${money(last.mean, currency)}) with 80% and 95% intervals. The table below has every figure.`;
}

/** History, forecast and intervals of one series, with the span of history chosen above it. */
export function ForecastChart({ name, data }: { name: string; data: Omit<ForecastChartData, 'visibleDays' | 'showLastYear'> }) {
  const [range, setRange] = useState('112');
  const option = useCallback(
    (colors: ChartColors, width: number) => {
      const visibleDays = range === 'all' ? null : Number(range);
      return forecastOption({ ...data, visibleDays, showLastYear: true }, colors, width);
    },
    [data, range],
  );
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4">
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          <LegendItem mark="h-0.5 w-3.5 rounded-full bg-chart-history">Sales</LegendItem>
          <LegendItem mark="h-0.5 w-3.5 rounded-full bg-chart-forecast">Forecast</LegendItem>
          <LegendItem mark="size-2.5 rounded-xs bg-chart-forecast/40">80%</LegendItem>
          <LegendItem mark="size-2.5 rounded-xs bg-chart-forecast/20">95%</LegendItem>
          <LegendItem mark="w-3.5 border-t-2 border-dashed border-chart-last-year">Last year</LegendItem>
          {data.holidays.length > 0 && <LegendItem mark="size-1.5 rotate-45 bg-success">Holiday</LegendItem>}
          {data.events.some((event) => event.kind === 'promotion') && (
            <LegendItem mark="h-[3px] w-3.5 bg-chart-promotion">Promotion</LegendItem>
          )}
          {data.events.some((event) => event.kind === 'closure') && <LegendItem mark="h-[3px] w-3.5 bg-danger">Closure</LegendItem>}
        </ul>
        <Segmented label="History shown" value={range} onValueChange={setRange} options={ranges} />
      </div>
      <Chart option={option} label={inWords(name, data)} className="mt-1 h-80 sm:h-104" />
    </div>
  );
}
