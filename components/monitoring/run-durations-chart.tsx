'use client';

import { useCallback } from 'react';
import { Chart } from '../charts/chart';
import type { ChartColors } from '../charts/colors';
import { type RunBar, runDurationsOption } from '../charts/run-durations-option';

export function RunDurationsChart({ runs, label }: { runs: RunBar[]; label: string }) {
  const option = useCallback((colors: ChartColors, width: number) => runDurationsOption(runs, colors, width), [runs]);
  return <Chart option={option} label={label} className="h-48" />;
}
