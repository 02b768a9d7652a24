import type { EChartsOption } from 'echarts/types/dist/shared';
import { figure } from '../format';
import { base, hitOf, namesBeside, shadowPointer, tooltip, tooltipRow, tooltipTitle, valueAxis } from './chart-base';
import { type ChartColors, seriesColor } from './colors';

export interface RankedBar {
  name: string;
  color: number;
  value: number | null;
  best: boolean;
}

/** Bars of one figure, the first above. */
export function rankedBarsOption(bars: RankedBar[], metric: string, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 560;
  // ECharts counts from below.
  const upwards = [...bars].reverse();
  return {
    ...base(colors),
    grid: { left: narrow ? 120 : 168, right: 64, top: 8, bottom: 28 },
    xAxis: { ...valueAxis(colors, '', figure), scale: false, splitNumber: narrow ? 3 : 5 },
    yAxis: namesBeside(
      colors,
      upwards.map(({ name }) => name),
      narrow ? 108 : 156,
      { formatter: (name, at) => (upwards[at]?.best ? `★ ${name}` : name) },
    ),
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: shadowPointer(colors),
      formatter: (given) => {
        const bar = upwards[hitOf(given)?.dataIndex ?? -1];
        return bar ? tooltipTitle(bar.name) + tooltipRow(seriesColor(colors, bar.color), metric, figure(bar.value)) : '';
      },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        data: upwards.map(({ value, color }) => ({ value, itemStyle: { color: seriesColor(colors, color), borderRadius: 2 } })),
        label: {
          show: true,
          position: 'right',
          color: colors.muted,
          fontSize: 11,
          formatter: ({ dataIndex }) => figure(upwards[dataIndex]?.value),
        },
        emphasis: { disabled: true },
      },
    ],
  };
}
