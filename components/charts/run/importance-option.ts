import type { EChartsOption } from 'echarts/types/dist/shared';
import type { PlotOf } from '@/lib/plots/schema';
import { figure, words } from '../../format';
import { base, hitOf, namesBeside, shadowPointer, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, seriesColor } from '../colors';

type Features = PlotOf<'importance'>['models'][string];

/** Drivers in the order of their colours, in plain words. */
export const driverTitles: Record<string, string> = {
  level: 'Trend and recent level',
  season: 'Season',
  holiday: 'Holidays',
  promotion: 'Promotions',
  price: 'Price',
  closure: 'Closures',
  other: 'Other covariates',
  identity: 'Which series it is',
};
const driverNames = Object.keys(driverTitles);

export function driverColor(driver: string): number {
  return Math.max(0, driverNames.indexOf(driver));
}

export interface ImportanceBar {
  name: string;
  driver: string;
  /** Of all, 0 to 1. */
  share: number;
  /** The features of a driver. */
  features: string[];
}

/** Features, or drivers with theirs together, the most important first. */
export function importanceBars(features: Features, kind: 'gain' | 'split', by: 'feature' | 'driver', most = 25): ImportanceBar[] {
  const total = features.reduce((sum, feature) => sum + (feature[kind] ?? 0), 0) || 1;
  const bars = new Map<string, ImportanceBar>();
  for (const feature of features) {
    const name = by === 'feature' ? feature.feature : feature.driver;
    const bar = bars.get(name) ?? { name, driver: feature.driver, share: 0, features: [] };
    bar.share += (feature[kind] ?? 0) / total;
    bar.features.push(feature.feature);
    bars.set(name, bar);
  }
  return [...bars.values()].sort((a, b) => b.share - a.share).slice(0, most);
}

/** Bars of importance in the colours of their drivers. */
export function importanceOption(bars: ImportanceBar[], by: 'feature' | 'driver', colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 480;
  const shown = [...bars].reverse();
  return {
    ...base(colors),
    grid: { left: narrow ? 126 : 158, right: 24, top: 6, bottom: 28 },
    xAxis: { ...valueAxis(colors, '', (value) => `${figure(100 * value)}%`), scale: false, splitNumber: 4 },
    yAxis: namesBeside(
      colors,
      shown.map(({ name }) => (by === 'driver' ? (driverTitles[name] ?? words(name)) : name)),
      narrow ? 114 : 146,
      { fontSize: 11, interval: 0 },
    ),
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: shadowPointer(colors),
      formatter: (given) => {
        const hit = hitOf(given);
        const bar = shown[hit?.dataIndex ?? -1];
        if (!bar) return '';
        const color = seriesColor(colors, driverColor(bar.driver));
        const share = `${(100 * bar.share).toFixed(1)}%`;
        const driver = driverTitles[bar.driver] ?? words(bar.driver);
        return by === 'driver'
          ? tooltipTitle(driver) + tooltipRow(color, `${bar.features.length} features`, share)
          : tooltipTitle(bar.name) + tooltipRow(color, driver, share);
      },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 14,
        data: shown.map(({ share, driver }) => ({
          value: share,
          itemStyle: { color: seriesColor(colors, driverColor(driver)), borderRadius: 2 },
        })),
        emphasis: { disabled: true },
      },
    ],
  };
}
