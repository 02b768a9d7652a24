import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { plusMinus } from '../format';
import { base, hitOf, nameAxis, tooltip, tooltipRow, tooltipTitle, valueAxis } from './chart-base';
import { type ChartColors, seriesColor } from './colors';
import { axisMoney } from './forecast-tooltip';

export interface DriversChartData {
  /** Dates as they are written on the axis, and in full. */
  dates: { short: string; long: string }[];
  drivers: { title: string; color: number; amounts: number[] }[];
  /** What the forecast is above, or below, the recent level. */
  net: number[];
  /** Place of the date that is looked at. */
  selected: number;
  currency: string;
}

/** What each driver adds to each date, or takes away, stacked around the recent level, and where that leads. */
export function driversOption(data: DriversChartData, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 560;
  const bars = data.drivers.map(
    ({ title, color, amounts }): SeriesOption => ({
      type: 'bar',
      name: title,
      stack: 'drivers',
      barMaxWidth: 22,
      barCategoryGap: '30%',
      data: amounts.map((value, place) => ({ value, itemStyle: { opacity: place === data.selected ? 1 : 0.72 } })),
      itemStyle: { color: driverColor(colors, color) },
      emphasis: { disabled: true },
    }),
  );
  return {
    ...base(colors),
    grid: { left: narrow ? 46 : 62, right: narrow ? 10 : 18, top: 18, bottom: 30 },
    xAxis: {
      ...nameAxis(
        colors,
        data.dates.map(({ short }) => short),
      ),
      axisLine: { onZero: false, lineStyle: { color: colors.lineStrong } },
    },
    yAxis: { ...valueAxis(colors, '', axisMoney(data.currency)), scale: false, splitNumber: narrow ? 4 : 5 },
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (given) => {
        const place = hitOf(given)?.dataIndex ?? -1;
        const rows = data.drivers.map(({ title, color, amounts }) =>
          tooltipRow(driverColor(colors, color), title, plusMinus(amounts[place] ?? 0, data.currency)),
        );
        const net = tooltipRow(colors.ink, 'Against the recent level', plusMinus(data.net[place] ?? 0, data.currency));
        return `${tooltipTitle(data.dates[place]?.long ?? '')}${rows.join('')}${net}`;
      },
    },
    series: [
      ...bars,
      {
        type: 'line',
        name: 'Against the recent level',
        data: data.net,
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { color: colors.ink, width: 1.5 },
        itemStyle: { color: colors.ink },
        emphasis: { disabled: true },
        z: 3,
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          data: [{ xAxis: data.selected }],
          lineStyle: { color: colors.faint, type: 'dashed', width: 1 },
          label: { show: false },
        },
      },
    ],
  };
}

/** The ninth driver is hardly ever seen, and takes the faintest of inks. */
function driverColor(colors: ChartColors, color: number): string {
  return color < 8 ? seriesColor(colors, color) : colors.faint;
}
