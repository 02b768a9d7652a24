import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { percent } from '../format';
import { base, hitOf, linePointer, nameAxis, tooltip, tooltipRow, tooltipTitle, valueAxis } from './chart-base';
import { type ChartColors, seriesColor } from './colors';

export interface AccuracyLine {
  name: string;
  color: number;
  /** Stands out from the others. */
  strong: boolean;
  dashed: boolean;
  /** Error by step ahead, in percent; null where nothing was scored. */
  values: (number | null)[];
}

/** Errors of several models by steps ahead. @param unit what a step is, such as `day` */
export function accuracyOption(lines: AccuracyLine[], unit: string, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 560;
  const steps = Math.max(0, ...lines.map(({ values }) => values.length));
  const share = (value: number) => percent(value / 100, 0);
  return {
    ...base(colors),
    grid: { left: narrow ? 42 : 52, right: narrow ? 10 : 18, top: 18, bottom: 44 },
    xAxis: {
      ...nameAxis(
        colors,
        Array.from({ length: steps }, (_, k) => String(k + 1)),
        `${unit}s ahead`,
      ),
      nameLocation: 'middle',
      nameGap: 28,
      boundaryGap: false,
    },
    yAxis: { ...valueAxis(colors, '', share), scale: false, min: 0, splitNumber: narrow ? 4 : 5 },
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const place = hitOf(given)?.dataIndex ?? -1;
        const rows = lines.flatMap(({ name, color, values }) => {
          const value = values[place];
          return value === null || value === undefined ? [] : [tooltipRow(seriesColor(colors, color), name, percent(value / 100))];
        });
        return `${tooltipTitle(`${place + 1} ${unit}${place === 0 ? '' : 's'} ahead`)}${rows.join('')}`;
      },
    },
    series: lines.map(
      ({ name, color, strong, dashed, values }): SeriesOption => ({
        type: 'line',
        name,
        data: values,
        symbol: 'circle',
        symbolSize: 4,
        showSymbol: steps <= 15,
        connectNulls: true,
        lineStyle: { color: seriesColor(colors, color), width: strong ? 2.5 : 1.25, type: dashed ? [5, 3] : 'solid' },
        itemStyle: { color: seriesColor(colors, color) },
        emphasis: { disabled: true },
        z: strong ? 3 : 2,
      }),
    ),
  };
}
