import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import type { PlotOf } from '@/lib/plots/schema';
import { day } from '../../format';
import { base, dateAt, linePointer, timeAxis, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, withOpacity } from '../colors';
import { daysBetween } from '../forecast-series';
import type { Amounts } from './amounts';

type Column = (number | null)[];

/** Errors over time: the middle 80% of the series as a band, their median and their mean. */
export function residualsOption(
  data: PlotOf<'residuals-over-time'>,
  model: string,
  window: 'selection' | 'test',
  amounts: Amounts,
  colors: ChartColors,
  width: number,
): EChartsOption {
  const places = data.windows.flatMap((name, at) => (name === window ? [at] : []));
  const dates = places.map((at) => data.dates[at] ?? '');
  const drawn = data.models[model];
  const pick = (column: Column | undefined) => places.map((at) => column?.[at] ?? null);
  const [mean, lower, median, upper] = [pick(drawn?.mean), pick(drawn?.lower), pick(drawn?.median), pick(drawn?.upper)];
  // Where origins lie apart, a line across would tell of days that nothing was forecast for.
  const pairs = (column: Column) => withGaps(dates, column);
  const common = { type: 'line' as const, symbol: 'none', emphasis: { disabled: true } };
  const band = { ...common, stack: 'band', stackStrategy: 'all' as const, silent: true, lineStyle: { width: 0 } };
  const series: SeriesOption[] = [
    { ...band, name: 'lower', data: pairs(lower) },
    {
      ...band,
      name: 'Middle 80% of series',
      areaStyle: { color: withOpacity(colors.forecast, 0.16) },
      data: pairs(upper.map((value, at) => (value === null || lower[at] === null ? null : value - (lower[at] as number)))),
    },
    {
      ...common,
      name: 'Median',
      data: pairs(median),
      lineStyle: { color: colors.forecast, width: 1.75 },
      itemStyle: { color: colors.forecast },
    },
    {
      ...common,
      name: 'Mean',
      data: pairs(mean),
      lineStyle: { color: colors.promotion, width: 1.5, type: [4, 3] },
      itemStyle: { color: colors.promotion },
      markLine: {
        silent: true,
        symbol: 'none',
        animation: false,
        label: { show: false },
        lineStyle: { color: colors.muted, type: 'solid', width: 1 },
        data: [{ yAxis: 0 }],
      },
    },
  ];
  return {
    ...base(colors),
    grid: { left: width < 480 ? 54 : 66, right: 18, top: 14, bottom: 30 },
    xAxis: timeAxis(colors),
    yAxis: valueAxis(colors, '', amounts.short),
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const date = dateAt(given);
        const at = dates.indexOf(date);
        if (at < 0) return '';
        return (
          tooltipTitle(day(date)) +
          tooltipRow(colors.promotion, 'Mean error', amounts.exact(mean[at])) +
          tooltipRow(colors.forecast, 'Median error', amounts.exact(median[at])) +
          tooltipRow(withOpacity(colors.forecast, 0.3), 'Middle 80%', `${amounts.exact(lower[at])} – ${amounts.exact(upper[at])}`)
        );
      },
    },
    series,
  };
}

/** Pairs of date and value, with a gap after a break in the dates. */
function withGaps(dates: string[], column: Column): [string, number | null][] {
  const usual = usualStep(dates);
  return dates.flatMap((date, at): [string, number | null][] => {
    const next = dates[at + 1];
    const breaks = next !== undefined && daysBetween(date, next) > usual;
    return breaks
      ? [
          [date, column[at] ?? null],
          [`${date}T12:00:00Z`, null],
        ]
      : [[date, column[at] ?? null]];
  });
}

/** Days from a date to the next where nothing is missing: the commonest distance. */
function usualStep(dates: string[]): number {
  const counts = new Map<number, number>();
  for (let at = 1; at < dates.length; at++) {
    const days = daysBetween(dates[at - 1] ?? '', dates[at] ?? '');
    counts.set(days, (counts.get(days) ?? 0) + 1);
  }
  const [commonest = 1] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  // Months are of several lengths.
  return commonest > 27 ? 31 : commonest;
}
