import type { EChartsOption } from 'echarts/types/dist/shared';
import type { PlotOf } from '@/lib/plots/schema';
import { modelTitle } from '../../format';
import { base, hitOf, namesBeside, shadowPointer, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, seriesColorCount, withOpacity } from '../colors';
import type { Amounts } from './amounts';
import { type ErrorMetric, shortError, writtenError } from './metric-words';

/** Models in the order of a figure on the backtest, the best first. */
export function rankedModels({ models }: PlotOf<'comparison'>, metric: ErrorMetric = 'rmse'): string[] {
  const worth = (name: string) => {
    const value = models[name]?.backtest[metric];
    if (typeof value !== 'number') return Number.POSITIVE_INFINITY;
    return metric === 'r2' ? -value : Math.abs(value);
  };
  return Object.keys(models).sort((a, b) => worth(a) - worth(b));
}

/** A model's place among the colours: the best has the first, what all are measured by the grey one, the others those between. */
export function modelColor(name: string, ranked: string[], best: string | undefined): number {
  if (name === best) return 0;
  if (name === 'seasonal-naive') return seriesColorCount - 1;
  const others = ranked.filter((other) => other !== best && other !== 'seasonal-naive');
  return 1 + (Math.max(0, others.indexOf(name)) % (seriesColorCount - 2));
}

/** Bars of one figure by model, on the backtest and on the test window; the chosen model stands out. */
export function comparisonOption(
  data: PlotOf<'comparison'>,
  metric: ErrorMetric,
  amounts: Amounts,
  colors: ChartColors,
  width: number,
): EChartsOption {
  const narrow = width < 560;
  const names = rankedModels(data, metric).reverse();
  const of = (window: 'backtest' | 'test', color: string, faded: string) => ({
    type: 'bar' as const,
    name: window === 'backtest' ? 'Backtest' : 'Test',
    barMaxWidth: 11,
    barGap: '20%',
    data: names.map((name) => ({
      value: data.models[name]?.[window][metric] ?? null,
      itemStyle: { color: name === data.best ? color : faded, borderRadius: 2 },
    })),
    emphasis: { disabled: true },
  });
  return {
    ...base(colors),
    grid: { left: narrow ? 128 : 172, right: 24, top: 8, bottom: 28 },
    xAxis: { ...valueAxis(colors, '', (value) => shortError(metric, value, amounts)), scale: false, splitNumber: narrow ? 3 : 5 },
    yAxis: namesBeside(colors, names.map(modelTitle), narrow ? 116 : 160, {
      formatter: (title, at) => (names[at] === data.best ? `★ ${title}` : title),
    }),
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: shadowPointer(colors),
      formatter: (given) => {
        const hit = hitOf(given);
        const name = names[hit?.dataIndex ?? -1];
        const figures = name === undefined ? undefined : data.models[name];
        if (name === undefined || !figures) return '';
        return (
          tooltipTitle(modelTitle(name)) +
          tooltipRow(colors.forecast, 'Backtest', writtenError(metric, figures.backtest[metric], amounts)) +
          tooltipRow(withOpacity(colors.forecast, 0.45), 'Test', writtenError(metric, figures.test[metric], amounts))
        );
      },
    },
    series: [
      of('test', withOpacity(colors.forecast, 0.45), withOpacity(colors.series8, 0.32)),
      of('backtest', colors.forecast, withOpacity(colors.series8, 0.75)),
    ],
  };
}
