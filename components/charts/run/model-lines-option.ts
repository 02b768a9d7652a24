import type { EChartsOption } from 'echarts/types/dist/shared';
import { base, hitOf, linePointer, nameAxis, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, seriesColor } from '../colors';

export interface ModelLine {
  name: string;
  /** Place among the colours. */
  color: number;
  values: (number | null)[];
  dashed?: boolean;
}

/** Lines of several models over the same few places: backtest origins, steps ahead, dates. */
export function modelLinesOption(
  lines: ModelLine[],
  axis: {
    labels: string[];
    name: string;
    /** How a figure is written, and how on the axis. */
    exact: (value: number | null | undefined) => string;
    short: (value: number) => string;
    fromZero?: boolean;
    /** Extra horizontal lines, dashed. */
    marks?: { value: number; color: number }[];
    max?: number;
  },
  colors: ChartColors,
  width: number,
): EChartsOption {
  const narrow = width < 560;
  const few = axis.labels.length <= 31;
  return {
    ...base(colors),
    grid: { left: narrow ? 52 : 62, right: 18, top: 16, bottom: 42 },
    xAxis: { ...nameAxis(colors, axis.labels, axis.name), nameLocation: 'middle', nameGap: 26, boundaryGap: axis.labels.length < 8 },
    yAxis: { ...valueAxis(colors, '', axis.short), scale: !axis.fromZero, ...(axis.max !== undefined && { max: axis.max }) },
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const hit = hitOf(given);
        const at = hit?.dataIndex ?? -1;
        const label = axis.labels[at];
        if (label === undefined) return '';
        return (
          tooltipTitle(axis.name ? `${axis.name} ${label}` : label) +
          lines.map((line) => tooltipRow(seriesColor(colors, line.color), line.name, axis.exact(line.values[at]))).join('')
        );
      },
    },
    series: lines.map((line, at) => ({
      type: 'line' as const,
      name: line.name,
      data: line.values,
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: few,
      lineStyle: { color: seriesColor(colors, line.color), width: 1.75, type: line.dashed ? ([4, 3] as number[]) : ('solid' as const) },
      itemStyle: { color: seriesColor(colors, line.color) },
      emphasis: { disabled: true },
      ...(at === 0 &&
        axis.marks && {
          markLine: {
            silent: true,
            symbol: 'none',
            animation: false,
            label: { show: false },
            data: axis.marks.map(({ value, color }) => ({
              yAxis: value,
              lineStyle: { color: seriesColor(colors, color), type: [4, 4] as number[], width: 1 },
            })),
          },
        }),
    })),
  };
}
