'use client';

import { useCallback } from 'react';
import { Chart } from '../charts/chart';
import type { ChartColors } from '../charts/colors';
import { forecastOption } from '../charts/forecast-option';
import type { ForecastPoint, HistoryPoint } from '../charts/forecast-series';
import { day, money } from '../format';

/** Days of history before the forecast. */
const visibleDays = { day: 56, week: 182, month: 730 } as const;

export interface OutlookData {
  history: HistoryPoint[];
  points: ForecastPoint[];
  origin: string;
  currency: string;
  frequency: 'day' | 'week' | 'month';
}

/** The forecast's chart at a glance: the same drawing, held still, without what is planned. */
export function OutlookChart({ name, data }: { name: string; data: OutlookData }) {
  const { points, origin, currency, frequency } = data;
  const option = useCallback(
    (colors: ChartColors, width: number) => {
      const whole = forecastOption(
        { ...data, holidays: [], events: [], visibleDays: visibleDays[frequency], showLastYear: true },
        colors,
        width,
      );
      const zooms = Array.isArray(whole.dataZoom) ? whole.dataZoom : [];
      const grid = { ...(Array.isArray(whole.grid) ? whole.grid[0] : whole.grid), bottom: 30 };
      return { ...whole, grid, dataZoom: zooms.filter(({ type }) => type === 'inside').map((zoom) => ({ ...zoom, disabled: true })) };
    },
    [data, frequency],
  );
  const [first, last] = [points[0], points.at(-1)];
  const label =
    first && last
      ? `Sales of ${name} up to ${day(origin)} and the forecast from ${day(first.date)} (${money(first.mean, currency)}) to ${day(last.date)} (${money(last.mean, currency)}), with 80% and 95% intervals and last year’s sales.`
      : `Sales of ${name} up to ${day(origin)}; no forecast.`;
  return <Chart option={option} label={label} className="h-64 sm:h-76" />;
}
