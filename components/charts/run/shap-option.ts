import type { EChartsOption } from 'echarts/types/dist/shared';
import type { PlotOf } from '@/lib/plots/schema';
import { figure } from '../../format';
import { along, base, hitOf, namesBeside, shadowPointer, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, withOpacity } from '../colors';

type Shap = PlotOf<'shap'>['models'][string];

/** What SHAP values are in, and how they are written. */
export const shapUnits: Record<Shap['unit'], { title: string; written: (value: number) => string; short: (value: number) => string }> = {
  share: {
    title: "Share of the series' recent level",
    written: (value) => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)}%`,
    short: (value) => `${figure(100 * value)}%`,
  },
  target: { title: "In the target's units", written: (value) => `${value > 0 ? '+' : ''}${figure(value)}`, short: figure },
  log: { title: 'On a logarithmic scale', written: (value) => `${value > 0 ? '+' : ''}${figure(value)}`, short: figure },
};

const mostDrawn = 15;

/** Every sampled row as a point: where it lies tells how much the feature moved the forecast, its colour whether the feature was high. */
export function beeswarmOption(data: Shap, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 480;
  const features = data.features.filter(({ contributions }) => contributions).slice(0, mostDrawn);
  const { written, short, title } = shapUnits[data.unit];
  const points = features.flatMap((feature, place) => {
    const moved = feature.contributions ?? [];
    const offsets = spread(moved);
    return moved.flatMap((value, at) =>
      value === null ? [] : [[value, features.length - 1 - place + (offsets[at] ?? 0), feature.values?.[at] ?? null, at] as const],
    );
  });
  const coded = points.filter(([, , value]) => value !== null);
  const plain = points.filter(([, , value]) => value === null);
  const swarm = (name: string, data: readonly (typeof points)[number][]) => ({
    type: 'scatter' as const,
    name,
    data: data.map((point) => [...point]),
    symbolSize: 4,
    itemStyle: { color: withOpacity(colors.series8, 0.6), opacity: 0.8 },
    emphasis: { disabled: true },
  });
  return {
    ...base(colors),
    animation: false,
    grid: { left: narrow ? 126 : 158, right: 24, top: 6, bottom: 84 },
    xAxis: { ...valueAxis(colors, title, short), ...along(28), splitNumber: narrow ? 3 : 5 },
    yAxis: {
      ...valueAxis(colors, '', (value) => features[features.length - 1 - Math.round(value)]?.feature ?? ''),
      scale: false,
      min: -0.6,
      max: features.length - 0.4,
      splitLine: { show: false },
      axisLabel: {
        color: colors.ink,
        fontSize: 11,
        width: narrow ? 114 : 146,
        overflow: 'truncate',
        customValues: features.map((_, place) => place),
        formatter: (value: number) => (Number.isInteger(value) ? (features[features.length - 1 - value]?.feature ?? '') : ''),
      },
    } as EChartsOption['yAxis'],
    visualMap: {
      type: 'continuous',
      seriesIndex: 0,
      dimension: 2,
      min: 0,
      max: 1,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 4,
      itemWidth: 10,
      itemHeight: narrow ? 90 : 150,
      text: ['High value', 'Low value'],
      textStyle: { color: colors.muted, fontSize: 11 },
      inRange: { color: [colors.low, colors.high] },
    },
    tooltip: {
      ...tooltip(colors),
      trigger: 'item',
      formatter: (given) => {
        const hit = hitOf(given)?.value;
        if (!Array.isArray(hit)) return '';
        const [moved, place, value] = hit as [number, number, number | null];
        const feature = features[features.length - 1 - Math.round(place)];
        const where = value === null ? '' : tooltipRow(colors.muted, 'Its value, from least to greatest', `${(100 * value).toFixed(0)}%`);
        return (
          tooltipTitle(feature?.feature ?? '') +
          tooltipRow(moved < 0 ? colors.low : colors.high, 'Moves the forecast by', written(moved)) +
          where
        );
      },
    },
    series: [swarm('By value', coded), swarm('Without an order', plain)],
  };
}

/** How far from its row's middle each point lies, so that those beside each other do not cover each other: -0.4 to 0.4. */
function spread(values: (number | null)[]): number[] {
  const there = values.filter((value) => value !== null);
  const least = Math.min(...there);
  const span = Math.max(...there) - least || 1;
  const bins = 60;
  const filled = new Map<number, number>();
  const places = values.map((value) => {
    if (value === null) return { bin: -1, order: 0 };
    const bin = Math.floor(((value - least) / span) * bins);
    const order = filled.get(bin) ?? 0;
    filled.set(bin, order + 1);
    return { bin, order };
  });
  const most = Math.max(...filled.values(), 1);
  return places.map(({ order }) => {
    const side = order % 2 === 0 ? 1 : -1;
    return (side * Math.ceil(order / 2) * 0.8) / Math.max(most, 12);
  });
}

/** Mean size of what each feature moves; its sign is whether more of the feature means more sales. */
export function shapBarsOption(data: Shap, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 480;
  const features = data.features.slice(0, mostDrawn).reverse();
  const { written, short, title } = shapUnits[data.unit];
  const colorOf = (direction: number | null) =>
    direction === null || Math.abs(direction) < 0.1 ? colors.series8 : direction > 0 ? colors.high : colors.low;
  return {
    ...base(colors),
    grid: { left: narrow ? 126 : 158, right: 24, top: 6, bottom: 46 },
    xAxis: { ...valueAxis(colors, title, short), ...along(28), scale: false, splitNumber: 4 },
    yAxis: namesBeside(
      colors,
      features.map(({ feature }) => feature),
      narrow ? 114 : 146,
      { fontSize: 11, interval: 0 },
    ),
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: shadowPointer(colors),
      formatter: (given) => {
        const hit = hitOf(given);
        const feature = features[hit?.dataIndex ?? -1];
        if (!feature) return '';
        return (
          tooltipTitle(feature.feature) +
          tooltipRow(colorOf(feature.direction), 'Moves by', written(feature.meanAbsolute).replace('+', '±')) +
          tooltipRow(colors.muted, 'More of it means', directionWords(feature.direction))
        );
      },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 14,
        data: features.map(({ meanAbsolute, direction }) => ({
          value: meanAbsolute,
          itemStyle: { color: colorOf(direction), borderRadius: 2 },
        })),
        emphasis: { disabled: true },
      },
    ],
  };
}

export function directionWords(direction: number | null): string {
  if (direction === null) return 'no order';
  if (Math.abs(direction) < 0.1) return 'either';
  return direction > 0 ? 'more' : 'less';
}
