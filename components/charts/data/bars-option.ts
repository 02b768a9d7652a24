import type { EChartsOption } from 'echarts/types/dist/shared';
import { figure } from '../../format';
import { base, hitOf, nameAxis, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, seriesColor } from '../colors';

export interface BarBin {
  from: number;
  to: number;
  count: number;
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** How often values of each span come up. */
export function barsOption(bins: BarBin[], counted: string, colors: ChartColors): EChartsOption {
  const color = seriesColor(colors, 0);
  return {
    ...base(colors),
    grid: { left: 48, right: 8, top: 12, bottom: 26 },
    xAxis: nameAxis(
      colors,
      bins.map(({ from }) => compact.format(from)),
    ),
    yAxis: { ...valueAxis(colors, '', (value) => compact.format(value)), scale: false, minInterval: 1, splitNumber: 3 },
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: colors.raised, opacity: 0.6 } },
      formatter: (given) => {
        const hit = hitOf(given) as { dataIndex?: number } | undefined;
        const bin = bins[hit?.dataIndex ?? -1];
        if (!bin) return '';
        const span = bin.to > bin.from ? `${figure(bin.from)} to ${figure(bin.to)}` : figure(bin.from);
        return tooltipTitle(span) + tooltipRow(color, counted, bin.count.toLocaleString('en-US'));
      },
    },
    series: [
      {
        type: 'bar',
        data: bins.map(({ count }) => count),
        barCategoryGap: '12%',
        itemStyle: { color, borderRadius: [2, 2, 0, 0] },
        emphasis: { disabled: true },
      },
    ],
  };
}
