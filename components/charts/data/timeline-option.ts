import type { EChartsOption } from 'echarts/types/dist/shared';
import type { DatasetProfile } from '@/lib/datasets/profile/schema';
import { compactMoney, day, money } from '../../format';
import { base, hitOf, linePointer, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, seriesColor, withOpacity } from '../colors';

/** The sum of all series over time, and how many of them have a value. */
export function timelineOption(timeline: DatasetProfile['timeline'], currency: string, colors: ChartColors, width: number): EChartsOption {
  const [sum, alive] = [seriesColor(colors, 0), seriesColor(colors, 2)];
  const narrow = width < 480;
  return {
    ...base(colors),
    grid: { left: narrow ? 48 : 60, right: narrow ? 36 : 48, top: 20, bottom: 26 },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: colors.lineStrong } },
      axisTick: { show: false },
      axisLabel: { color: colors.muted, fontSize: 11, hideOverlap: true },
    },
    yAxis: [
      { ...valueAxis(colors, '', (value) => compactMoney(value, currency)), scale: false, splitNumber: 4 },
      {
        ...valueAxis(colors, narrow ? '' : 'Series', (value) => value.toLocaleString('en-US')),
        scale: false,
        minInterval: 1,
        splitLine: { show: false },
        splitNumber: 2,
      },
    ],
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const hit = hitOf(given) as { dataIndex?: number } | undefined;
        const point = timeline[hit?.dataIndex ?? -1];
        if (!point) return '';
        return (
          tooltipTitle(day(point.date)) +
          tooltipRow(sum, 'Sum', point.total === null ? 'nothing recorded' : money(point.total, currency)) +
          tooltipRow(alive, 'Series with a value', point.series.toLocaleString('en-US'))
        );
      },
    },
    series: [
      {
        type: 'line',
        name: 'Series',
        yAxisIndex: 1,
        step: 'middle',
        data: timeline.map(({ date, series }) => [date, series]),
        showSymbol: false,
        lineStyle: { width: 1, color: withOpacity(alive, 0.7) },
        emphasis: { disabled: true },
      },
      {
        type: 'line',
        name: 'Sum',
        data: timeline.map(({ date, total }) => [date, total]),
        showSymbol: false,
        lineStyle: { width: 1.75, color: sum },
        areaStyle: { color: withOpacity(sum, 0.08) },
        emphasis: { disabled: true },
      },
    ],
  };
}
