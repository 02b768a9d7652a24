import type { EChartsOption } from 'echarts/types/dist/shared';
import type { PlotOf } from '@/lib/plots/schema';
import { words } from '../../format';
import { base, hitOf, nameAxis, tooltip, tooltipRow, tooltipTitle } from '../chart-base';
import { type ChartColors, withOpacity } from '../colors';

type ErrorMap = PlotOf<'error-map'>['maps'][number];

/** Where a model errs: WAPE as shades of one colour, bias between two. */
export function errorMapOption(map: ErrorMap, figure: 'wape' | 'bias', colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 560;
  const cells = map.rows.labels.flatMap((_, row) =>
    map.columns.labels.map((_, column) => [column, row, map[figure][row]?.[column] ?? null] as [number, number, number | null]),
  );
  const sizes = cells.flatMap(([, , value]) => (value === null ? [] : [Math.abs(value)])).sort((a, b) => a - b);
  // The few worst cells would leave all others the same shade.
  const most = sizes[Math.floor(0.97 * (sizes.length - 1))] ?? 1;
  const shown = map.rows.labels.length <= 16 && !narrow;
  return {
    ...base(colors),
    grid: { left: narrow ? 92 : 116, right: 12, top: 26, bottom: 44 },
    xAxis: {
      ...nameAxis(
        colors,
        map.columns.labels.map((label) => label.slice(0, 3)),
      ),
      position: 'top',
      axisLine: { show: false },
    },
    yAxis: {
      ...nameAxis(colors, map.rows.labels),
      inverse: true,
      axisLine: { show: false },
      axisLabel: {
        color: colors.muted,
        fontSize: 11,
        interval: map.rows.labels.length > 30 ? 'auto' : 0,
        width: narrow ? 80 : 104,
        overflow: 'truncate',
      },
    },
    visualMap: {
      type: 'continuous',
      min: figure === 'bias' ? -most : 0,
      max: most || 1,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemWidth: 10,
      itemHeight: narrow ? 90 : 160,
      text: figure === 'bias' ? ['Too high', 'Too low'] : ['More error', 'Less'],
      textStyle: { color: colors.muted, fontSize: 11 },
      inRange: {
        color:
          figure === 'bias'
            ? [withOpacity(colors.low, 0.6), colors.surface, withOpacity(colors.high, 0.6)]
            : [colors.raised, withOpacity(colors.forecast, 0.62)],
      },
    },
    tooltip: {
      ...tooltip(colors),
      trigger: 'item',
      formatter: (given) => {
        const hit = hitOf(given)?.value;
        if (!Array.isArray(hit)) return '';
        const [column, row] = hit as [number, number];
        const written = (value: number | null | undefined) => (typeof value === 'number' ? `${value.toFixed(1)}%` : '–');
        return (
          tooltipTitle(`${words(map.rows.labels[row] ?? '')} · ${map.columns.labels[column]}`) +
          tooltipRow(colors.forecast, 'WAPE', written(map.wape[row]?.[column])) +
          tooltipRow(colors.muted, 'Bias', written(map.bias[row]?.[column]))
        );
      },
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map(([column, row, value]) => [column, row, value ?? '-']),
        itemStyle: { borderColor: colors.surface, borderWidth: 2, borderRadius: 3 },
        label: {
          show: shown,
          fontSize: 11,
          color: colors.ink,
          formatter: ({ value }) => (Array.isArray(value) && typeof value[2] === 'number' ? value[2].toFixed(0) : ''),
        },
        emphasis: { itemStyle: { borderColor: colors.ink, borderWidth: 1 } },
      },
    ],
  };
}
