'use client';

import type { ReactNode, Ref } from 'react';
import { useCallback } from 'react';
import { day, money } from '../format';
import { Segmented } from '../ui/segmented';
import { Chart, type ChartHandle } from './chart';
import { type ChartColors, colorVariable } from './colors';
import { type ForecastChartData, forecastOption } from './forecast-option';

function LegendItem({ mark, color, children }: { mark: string; color?: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className={mark} style={color === undefined ? undefined : { borderColor: color }} />
      {children}
    </li>
  );
}

/** The chart in words: its span, its first and last figure, what lies over it. */
function inWords(
  name: string,
  { points, origin, currency, overlays = [] }: Omit<ForecastChartData, 'visibleDays' | 'showLastYear'>,
): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return `Sales of ${name} up to ${day(origin)}; no forecast.`;
  const others = overlays.length > 0 ? ` Beside it: ${overlays.map((overlay) => overlay.name).join('; ')}.` : '';
  return `Sales of ${name} up to ${day(origin)} and the forecast from ${day(first.date)} (${money(first.mean, currency)}) to ${day(last.date)} (${money(last.mean, currency)}) with 80%, 90% and 95% intervals.${others} The table below has every figure.`;
}

/** History, forecast and intervals of one series, and what is compared with them, over a span of history. */
export function ForecastChart({
  name,
  data,
  span,
  onSpan,
  spans,
  ref,
}: {
  name: string;
  data: Omit<ForecastChartData, 'visibleDays' | 'showLastYear'>;
  /** Days of history, or `all`. */
  span: string;
  onSpan: (span: string) => void;
  spans: { value: string; label: string }[];
  ref?: Ref<ChartHandle>;
}) {
  const option = useCallback(
    (colors: ChartColors, width: number) =>
      forecastOption({ ...data, visibleDays: span === 'all' ? null : Number(span), showLastYear: true }, colors, width),
    [data, span],
  );
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4">
        <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          <LegendItem mark="h-0.5 w-3.5 rounded-full bg-chart-history">Sales</LegendItem>
          <LegendItem mark="h-0.5 w-3.5 rounded-full bg-chart-forecast">Forecast</LegendItem>
          <LegendItem mark="size-2.5 rounded-xs bg-chart-forecast/45">80%</LegendItem>
          <LegendItem mark="size-2.5 rounded-xs bg-chart-forecast/30">90%</LegendItem>
          <LegendItem mark="size-2.5 rounded-xs bg-chart-forecast/15">95%</LegendItem>
          <LegendItem mark="w-3.5 border-t-2 border-dashed border-chart-last-year">Last year</LegendItem>
          {data.overlays?.map((overlay) => (
            <LegendItem key={overlay.name} mark="w-3.5 border-t-2" color={overlayColor(overlay.color)}>
              {overlay.name}
            </LegendItem>
          ))}
          {(data.overrides?.length ?? 0) > 0 && (
            <LegendItem mark="size-2 rotate-45 border-2 border-chart-promotion">Planner’s override</LegendItem>
          )}
          {data.holidays.length > 0 && <LegendItem mark="size-1.5 rotate-45 bg-success">Holiday</LegendItem>}
          {data.events.some((event) => event.kind === 'promotion') && (
            <LegendItem mark="h-[3px] w-3.5 bg-chart-promotion">Promotion</LegendItem>
          )}
          {data.events.some((event) => event.kind === 'closure') && <LegendItem mark="h-[3px] w-3.5 bg-danger">Closure</LegendItem>}
        </ul>
        <Segmented label="History shown" value={span} onValueChange={onSpan} options={spans} />
      </div>
      <Chart ref={ref} option={option} label={inWords(name, data)} className="mt-1 h-80 sm:h-104" />
    </div>
  );
}

/** The CSS colour of an overlay. */
export function overlayColor(color: number): string {
  return `var(${colorVariable(`series${color + 1}` as 'series1')})`;
}
