import type { EChartsOption } from 'echarts/types/dist/shared';
import { figure } from '../format';
import { base, hitOf, tooltip, tooltipRow, tooltipTitle } from './chart-base';
import { type ChartColors, seriesColor } from './colors';

export interface ParallelAxis {
  name: string;
  /** Numbers, or else names: one value a line, null where there is none. */
  values: (number | string | null)[];
  numeric: boolean;
}

export interface ParallelLine {
  name: string;
  color: number;
  dash: 'solid' | 'dashed' | 'dotted';
}

/** Things as lines across one axis a figure. A stretch of an axis that is dragged over singles out the lines through it. */
export function parallelOption(axes: ParallelAxis[], lines: ParallelLine[], colors: ChartColors, width: number): EChartsOption {
  const names = axes.map(({ values }) =>
    [...new Set(values.filter((value) => value !== null).map(String))].sort((a, b) => a.localeCompare(b, 'en-US', { numeric: true })),
  );
  const room = (width - 100) / Math.max(1, axes.length - 1);
  return {
    ...base(colors),
    parallel: { left: 48, right: 72, top: 44, bottom: 24, axisExpandable: false },
    parallelAxis: axes.map(({ name, numeric }, dim) => ({
      dim,
      name,
      nameLocation: 'end' as const,
      nameGap: 16,
      nameTruncate: { maxWidth: Math.max(60, room - 12), ellipsis: '…' },
      nameTextStyle: { color: colors.ink, fontSize: 11, fontWeight: 600 },
      ...(numeric ? { type: 'value' as const, scale: true } : { type: 'category' as const, data: names[dim] ?? [] }),
      axisLine: { lineStyle: { color: colors.lineStrong } },
      axisTick: { show: false },
      axisLabel: {
        color: colors.muted,
        fontSize: 11,
        hideOverlap: true,
        width: Math.max(48, room - 16),
        overflow: 'truncate' as const,
        ...(numeric && { formatter: (value: number | string) => figure(Number(value)) }),
      },
      areaSelectStyle: { width: 18, borderWidth: 1, borderColor: colors.forecast, color: colors.forecast, opacity: 0.14 },
    })),
    tooltip: {
      ...tooltip(colors),
      trigger: 'item',
      formatter: (given) => {
        const { seriesIndex = -1 } = hitOf(given) ?? {};
        const line = lines[seriesIndex];
        if (!line) return '';
        const rows = axes.map(({ name, values }) => {
          const value = values[seriesIndex];
          return tooltipRow(seriesColor(colors, line.color), name, typeof value === 'number' ? figure(value) : (value ?? '–'));
        });
        return tooltipTitle(line.name) + rows.join('');
      },
    },
    series: lines.map((line, at) => ({
      type: 'parallel' as const,
      name: line.name,
      lineStyle: { color: seriesColor(colors, line.color), width: 2, opacity: 0.85, type: line.dash },
      emphasis: { lineStyle: { width: 3.5, opacity: 1 } },
      inactiveOpacity: 0.08,
      activeOpacity: 1,
      // ECharts reads a dash as no value.
      data: [axes.map(({ values }) => values[at] ?? '-')],
    })),
  } as EChartsOption;
}
