'use client';

import clsx from 'clsx';
import { useCallback } from 'react';
import { day, money } from '../format';
import { Chart } from './chart';
import type { ChartColors } from './colors';
import { type ScenarioChartData, type ScenarioLine, scenarioOption } from './scenario-option';

const marks = [
  'h-0 border-t-2 border-chart-forecast',
  'h-0 border-t-2 border-dashed border-chart-promotion',
  'h-0 border-t-2 border-dotted border-success',
  'h-0 border-t-2 border-dashed border-danger',
];

/** The line's look in words and tables beside the chart. */
export function ScenarioMark({ place }: { place: number | undefined }) {
  const look = place === undefined ? 'h-0 border-t-2 border-dashed border-faint' : marks[place % marks.length];
  return <span aria-hidden className={clsx('inline-block w-4 shrink-0 align-middle', look)} />;
}

function inWords(name: string, { lines, currency }: ScenarioChartData): string {
  const totals = lines.map((line) => `${line.name} ${money(sum(line), currency)}`).join(', ');
  const points = lines[0]?.points ?? [];
  const span = points.length > 0 ? `from ${day(points[0]?.date ?? '')} to ${day(points.at(-1)?.date ?? '')}` : '';
  return `Recent sales of ${name}, and forecasts ${span}; in total: ${totals}. The tables below have every figure.`;
}

function sum({ points }: ScenarioLine): number {
  return points.reduce((total, { mean }) => total + mean, 0);
}

/** What is planned and what would be otherwise, as lines. */
export function ScenarioChart({ name, data, busy = false }: { name: string; data: ScenarioChartData; busy?: boolean }) {
  const option = useCallback((colors: ChartColors, width: number) => scenarioOption(data, colors, width), [data]);
  return (
    <div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 text-xs text-muted">
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="h-0.5 w-4 bg-chart-history" />
          Sales
        </li>
        {data.lines.map((line) => (
          <li key={`${line.place} ${line.name}`} className="flex min-w-0 items-center gap-1.5">
            <ScenarioMark place={line.place} />
            <span className="truncate">{line.name}</span>
          </li>
        ))}
        {(data.edited?.length ?? 0) > 0 && (
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-xs bg-chart-promotion/20" />
            Changed
          </li>
        )}
      </ul>
      <Chart option={option} label={inWords(name, data)} className={clsx('mt-1 h-72 transition-opacity sm:h-84', busy && 'opacity-70')} />
    </div>
  );
}
