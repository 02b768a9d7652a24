import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { day, percent } from '../format';
import { base, hitOf, linePointer, nameAxis, tooltip, tooltipRow, tooltipTitle, valueAxis } from './chart-base';
import { type ChartColors, seriesColor } from './colors';

export interface TimeLine {
  name: string;
  color: number;
  dashed?: boolean;
  /** Shares, 0 to 1; null where there is none. */
  values: (number | null)[];
}

/** Shares over forecasts' origins, as lines; `promises` are levels that are marked across. */
export function overTimeOption(
  { origins, lines, promises = [] }: { origins: string[]; lines: TimeLine[]; promises?: number[] },
  colors: ChartColors,
  width: number,
): EChartsOption {
  const narrow = width < 560;
  const share = (value: number) => percent(value, 0);
  return {
    ...base(colors),
    grid: { left: narrow ? 42 : 52, right: narrow ? 14 : 24, top: 18, bottom: 30 },
    xAxis: {
      ...nameAxis(
        colors,
        origins.map((origin) => day(origin, narrow ? 'short' : 'long')),
      ),
      boundaryGap: origins.length < 2,
    },
    yAxis: {
      ...valueAxis(colors, '', share),
      scale: promises.length > 0,
      ...(promises.length === 0 && { min: 0 }),
      splitNumber: narrow ? 4 : 5,
    },
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const place = hitOf(given)?.dataIndex ?? -1;
        const rows = lines.flatMap(({ name, color, values }) => {
          const value = values[place];
          return value === null || value === undefined ? [] : [tooltipRow(seriesColor(colors, color), name, percent(value))];
        });
        return `${tooltipTitle(`Forecast from ${day(origins[place] ?? '')}`)}${rows.join('')}`;
      },
    },
    series: lines.map(
      ({ name, color, dashed, values }, index): SeriesOption => ({
        type: 'line',
        name,
        data: values,
        symbol: 'circle',
        symbolSize: 6,
        showSymbol: origins.length <= 30,
        connectNulls: true,
        lineStyle: { color: seriesColor(colors, color), width: dashed ? 1.5 : 2.25, type: dashed ? [5, 3] : 'solid' },
        itemStyle: { color: seriesColor(colors, color) },
        emphasis: { disabled: true },
        ...(index === 0 &&
          promises.length > 0 && {
            markLine: {
              silent: true,
              symbol: 'none',
              label: { show: false },
              lineStyle: { color: colors.faint, type: [2, 3], width: 1 },
              data: promises.map((level) => ({ yAxis: level })),
            },
          }),
      }),
    ),
  };
}
