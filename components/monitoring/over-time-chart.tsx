'use client';

import { useCallback } from 'react';
import { Chart } from '../charts/chart';
import type { ChartColors } from '../charts/colors';
import { Legend } from '../charts/legend';
import { overTimeOption, type TimeLine } from '../charts/over-time-option';

/** Shares by origin of the forecast, oldest first. `label` says in words what the lines show. */
export function OverTimeChart({
  origins,
  lines,
  promises,
  label,
}: {
  origins: string[];
  lines: TimeLine[];
  promises?: number[];
  label: string;
}) {
  const option = useCallback(
    (colors: ChartColors, width: number) => overTimeOption({ origins, lines, promises }, colors, width),
    [origins, lines, promises],
  );
  return (
    <>
      <Legend items={lines.map(({ name, color }) => ({ name, color }))} className="px-4" />
      <Chart option={option} label={label} className="h-56" />
    </>
  );
}
