import type { EChartsOption } from 'echarts/types/dist/shared';
import { figure } from '../format';
import { base, hitOf, namesBeside, tooltip, tooltipRow, tooltipTitle, valueAxis } from './chart-base';
import { type ChartColors, seriesColor, withOpacity } from './colors';

export interface Box {
  name: string;
  color: number;
  values: number[];
}

/** Least, quartiles and greatest of values, quartiles between values by their distance (Hyndman and Fan's seventh). */
export function fiveNumbers(values: readonly number[]): [number, number, number, number, number] | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
    return below + (above - below) * (place - Math.floor(place));
  };
  return [at(0), at(0.25), at(0.5), at(0.75), at(1)];
}

/** How the values of several things spread: a box of the middle half, a line at the median, whiskers to the ends, and every value. */
export function boxOption(boxes: Box[], metric: string, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 560;
  const upwards = [...boxes].reverse();
  const spread = upwards.map(({ values }) => fiveNumbers(values));
  return {
    ...base(colors),
    grid: { left: narrow ? 120 : 168, right: 32, top: 8, bottom: 28 },
    xAxis: { ...valueAxis(colors, '', figure), splitNumber: narrow ? 3 : 5 },
    yAxis: namesBeside(
      colors,
      upwards.map(({ name }) => name),
      narrow ? 108 : 156,
    ),
    tooltip: {
      ...tooltip(colors),
      trigger: 'item',
      formatter: (given) => {
        const hit = hitOf(given);
        // A box is told by its place, a point by the name that it stands at.
        const at = hit?.seriesType === 'boxplot' ? hit.dataIndex : Number((hit?.value as [number, number] | undefined)?.[1] ?? -1);
        const [box, five] = [upwards[at], spread[at]];
        if (!box || !five) return '';
        const color = seriesColor(colors, box.color);
        const words = ['Least', 'First quartile', 'Median', 'Third quartile', 'Greatest'];
        return tooltipTitle(`${box.name}: ${metric}`) + words.map((word, k) => tooltipRow(color, word, figure(five[k]))).join('');
      },
    },
    series: [
      {
        type: 'boxplot',
        boxWidth: [8, 22],
        data: upwards.map(({ color }, at) => ({
          value: spread[at] ?? [],
          itemStyle: { color: withOpacity(seriesColor(colors, color), 0.16), borderColor: seriesColor(colors, color), borderWidth: 1.5 },
        })),
        emphasis: { disabled: true },
      },
      {
        type: 'scatter',
        symbolSize: 4,
        silent: true,
        data: upwards.flatMap(({ values, color }, at) =>
          values.slice(0, 200).map((value) => ({ value: [value, at], itemStyle: { color: seriesColor(colors, color), opacity: 0.45 } })),
        ),
      },
    ],
  } as EChartsOption;
}
