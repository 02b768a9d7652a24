import type { EChartsOption } from 'echarts/types/dist/shared';
import type { PlotOf } from '@/lib/plots/schema';
import { along, base, hitOf, linePointer, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, withOpacity } from '../colors';
import type { Amounts } from './amounts';
import { normalDensity, normalQuantile } from './normal';

type Distribution = PlotOf<'error-distribution'>['models'][string];

/** A histogram of errors, and over it the normal curve of the same mean and deviation. */
export function histogramOption(data: Distribution, amounts: Amounts, colors: ChartColors, width: number): EChartsOption {
  const { edges, counts, count, mean, deviation } = data;
  const bin = (edges[1] ?? 1) - (edges[0] ?? 0);
  const first = edges[0] ?? 0;
  const last = edges.at(-1) ?? 1;
  const curve =
    mean === null || deviation === null || deviation === 0
      ? []
      : Array.from({ length: 121 }, (_, k) => {
          const x = first + ((last - first) * k) / 120;
          return [x, (count * bin * normalDensity((x - mean) / deviation)) / deviation];
        });
  return {
    ...base(colors),
    grid: { left: width < 480 ? 46 : 56, right: 18, top: 14, bottom: 46 },
    xAxis: {
      ...valueAxis(colors, 'Actual less forecast', amounts.short),
      ...along(28),
      splitLine: { show: false },
      min: first,
      max: last,
      ...withoutEnds(colors, amounts),
    },
    yAxis: { ...valueAxis(colors, '', (value) => value.toLocaleString('en-US')), scale: false, minInterval: 1 },
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const hit = (Array.isArray(given) ? given : [given]).find(({ seriesName }) => seriesName === 'Errors');
        const at = hit?.dataIndex ?? -1;
        const from = edges[at];
        const to = edges[at + 1];
        if (from === undefined || to === undefined) return '';
        const share = count > 0 ? (counts[at] ?? 0) / count : 0;
        return (
          tooltipTitle(`${amounts.exact(from)} to ${amounts.exact(to)}`) +
          tooltipRow(colors.forecast, 'Forecasts', `${(counts[at] ?? 0).toLocaleString('en-US')} (${(100 * share).toFixed(1)}%)`)
        );
      },
    },
    series: [
      {
        // Steps with an area below: bars of equal width that touch, which bars over an axis of figures are not.
        type: 'line',
        name: 'Errors',
        step: 'end',
        data: edges.map((edge, at) => [edge, counts[Math.min(at, counts.length - 1)] ?? 0]),
        symbol: 'none',
        lineStyle: { color: colors.forecast, width: 1 },
        areaStyle: { color: withOpacity(colors.forecast, 0.32) },
        emphasis: { disabled: true },
      },
      {
        type: 'line',
        name: 'Normal',
        data: curve,
        symbol: 'none',
        silent: true,
        lineStyle: { color: colors.promotion, width: 1.75 },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          label: { show: false },
          lineStyle: { color: colors.muted, type: 'solid', width: 1 },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  };
}

/** Labels but for those of the ends, which are no round figures. */
function withoutEnds(colors: ChartColors, amounts: Amounts) {
  const formatter = (value: number) => amounts.short(value);
  return { axisLabel: { color: colors.muted, fontSize: 11, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter } };
}

/** Quantiles of the errors against those of a normal of the same mean and deviation: on the line where errors are normal. */
export function qqOption(data: Distribution, probabilities: number[], amounts: Amounts, colors: ChartColors, width: number): EChartsOption {
  const { mean, deviation, quantiles } = data;
  const points = probabilities.flatMap((probability, at) => {
    const found = quantiles[at];
    return found === null || found === undefined ? [] : [[normalQuantile(probability), found, probability] as [number, number, number]];
  });
  const ends = [points[0]?.[0] ?? -3, points.at(-1)?.[0] ?? 3];
  const line = mean === null || deviation === null ? [] : ends.map((z) => [z, mean + z * deviation]);
  return {
    ...base(colors),
    grid: { left: width < 480 ? 60 : 74, right: 18, top: 14, bottom: 46 },
    xAxis: {
      ...valueAxis(colors, 'Quantile of a normal', (value) => value.toFixed(0)),
      ...along(28),
      splitLine: { show: false },
      interval: 1,
    },
    yAxis: { ...valueAxis(colors, 'Quantile of the errors', amounts.short), ...along(58) },
    tooltip: {
      ...tooltip(colors),
      trigger: 'item',
      formatter: (given) => {
        const hit = hitOf(given)?.value;
        if (!Array.isArray(hit) || hit.length < 3) return '';
        const [z, found, probability] = hit as [number, number, number];
        const normal = mean === null || deviation === null ? null : mean + z * deviation;
        return (
          tooltipTitle(`${(100 * probability).toLocaleString('en-US', { maximumFractionDigits: 2 })}% of the errors are below`) +
          tooltipRow(colors.forecast, 'Errors', amounts.exact(found)) +
          tooltipRow(colors.promotion, 'Normal', amounts.exact(normal))
        );
      },
    },
    series: [
      { type: 'line', name: 'Normal', data: line, symbol: 'none', silent: true, lineStyle: { color: colors.promotion, width: 1.5 }, z: 1 },
      { type: 'scatter', name: 'Errors', data: points, symbolSize: 6, itemStyle: { color: withOpacity(colors.forecast, 0.75) }, z: 2 },
    ],
  };
}
