import type { EChartsOption } from 'echarts/types/dist/shared';
import type { PlotOf } from '@/lib/plots/schema';
import { day } from '../../format';
import { along, base, hitOf, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, withOpacity } from '../colors';
import type { Amounts } from './amounts';

/** What was forecast against what came, point by point, and the line where both are the same. */
export function predictionsOption(
  data: PlotOf<'predictions'>,
  model: string,
  { log }: { log: boolean },
  amounts: Amounts,
  colors: ChartColors,
  width: number,
): EChartsOption {
  const forecast = data.models[model] ?? [];
  const points = data.actual.flatMap((actual, at) => {
    const said = forecast[at];
    if (actual === null || said === null || said === undefined || (log && (actual <= 0 || said <= 0))) return [];
    return [[actual, said, at] as [number, number, number]];
  });
  const all = [...points.map(([x]) => x), ...points.map(([, y]) => y)];
  const least = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const axis = (name: string) => ({
    ...valueAxis(colors, name, amounts.short),
    ...(log && { type: 'log' as const }),
    scale: log,
    splitNumber: width < 480 ? 3 : 5,
  });
  const shownAxis = (name: string, gap: number) => ({ ...axis(name), ...along(gap) }) as EChartsOption['xAxis'] & EChartsOption['yAxis'];
  return {
    ...base(colors),
    grid: { left: 72, right: 24, top: 14, bottom: 48 },
    xAxis: shownAxis('Actual', 30),
    yAxis: shownAxis('Forecast', 56),
    tooltip: {
      ...tooltip(colors),
      trigger: 'item',
      formatter: (given) => {
        const hit = hitOf(given)?.value;
        if (!Array.isArray(hit) || hit.length < 3) return '';
        const [actual, said, at] = hit as [number, number, number];
        const date = data.dates[data.date[at] ?? -1];
        return (
          tooltipTitle(`${data.seriesNames[data.series[at] ?? -1] ?? ''}${date ? ` · ${day(date)}` : ''}`) +
          tooltipRow(colors.history, 'Actual', amounts.exact(actual)) +
          tooltipRow(colors.forecast, `Forecast, ${data.step[at]} ahead`, amounts.exact(said))
        );
      },
    },
    series: [
      {
        type: 'scatter',
        name: 'Forecasts',
        data: points,
        symbolSize: 5,
        itemStyle: { color: withOpacity(colors.forecast, 0.45) },
        emphasis: { itemStyle: { color: colors.forecast } },
        large: false,
      },
      {
        type: 'line',
        name: 'Forecast = actual',
        data: points.length > 0 ? [least, most].map((at) => [at, at]) : [],
        symbol: 'none',
        silent: true,
        lineStyle: { color: colors.muted, width: 1.25, type: [5, 4] },
        z: 3,
      },
    ],
  };
}
