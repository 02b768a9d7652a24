import type { EChartsOption } from 'echarts/types/dist/shared';
import { figure } from '../format';
import { along, base, hitOf, nameAxis, tooltip, tooltipRow, tooltipTitle, valueAxis } from './chart-base';
import { type ChartColors, seriesColor, seriesColorCount } from './colors';

export interface ScatterPoint {
  name: string;
  color: number;
  x: number | string | null;
  y: number | null;
}

const symbols = ['circle', 'diamond', 'rect'];

/** Things by two of their figures; the lower axis may be one of names. What lacks one of the two has no place. */
export function scatterOption(
  points: ScatterPoint[],
  names: { x: string; y: string },
  numeric: boolean,
  colors: ChartColors,
  width: number,
): EChartsOption {
  const categories = [...new Set(points.flatMap(({ x }) => (x === null ? [] : [String(x)])))].sort((a, b) =>
    a.localeCompare(b, 'en-US', { numeric: true }),
  );
  const placed = points.filter(({ x, y }) => x !== null && y !== null);
  const narrow = width < 480;
  return {
    ...base(colors),
    grid: { left: narrow ? 60 : 76, right: 24, top: 20, bottom: 52 },
    xAxis: {
      ...(numeric ? valueAxis(colors, names.x, figure) : nameAxis(colors, categories, names.x)),
      ...along(32),
      axisLine: { show: true, lineStyle: { color: colors.lineStrong } },
    } as EChartsOption['xAxis'],
    yAxis: { ...valueAxis(colors, names.y, figure), ...along(narrow ? 46 : 60) } as EChartsOption['yAxis'],
    tooltip: {
      ...tooltip(colors),
      trigger: 'item',
      formatter: (given) => {
        const point = placed[hitOf(given)?.dataIndex ?? -1];
        if (!point) return '';
        const color = seriesColor(colors, point.color);
        const x = typeof point.x === 'number' ? figure(point.x) : (point.x ?? '–');
        return tooltipTitle(point.name) + tooltipRow(color, names.x, x) + tooltipRow(color, names.y, figure(point.y));
      },
    },
    series: [
      {
        type: 'scatter',
        symbolSize: 12,
        data: placed.map(({ x, y, color }) => ({
          value: [numeric ? (x as number) : String(x), y as number],
          symbol: symbols[Math.floor(color / seriesColorCount) % symbols.length],
          itemStyle: { color: seriesColor(colors, color), borderColor: colors.surface, borderWidth: 1 },
        })),
        label: {
          show: placed.length <= 12 && !narrow,
          position: 'top',
          color: colors.muted,
          fontSize: 11,
          formatter: ({ dataIndex }) => placed[dataIndex]?.name ?? '',
          width: 120,
          overflow: 'truncate',
        },
        labelLayout: { hideOverlap: true },
        emphasis: { scale: 1.3 },
      },
    ],
  };
}
