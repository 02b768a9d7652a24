import type { EChartsOption } from 'echarts/types/dist/shared';
import { base, hitOf, nameAxis, shadowPointer, tooltip, tooltipRow, tooltipTitle, valueAxis } from '../chart-base';
import { type ChartColors, seriesColor } from '../colors';

export interface SegmentBars {
  labels: string[];
  models: { name: string; color: number; values: (number | null)[] }[];
  exact: (value: number | null | undefined) => string;
  short: (value: number) => string;
}

/** Errors by segment, a bar for each model; many segments lie down, so that their names can be read. */
export function segmentsOption({ labels, models, exact, short }: SegmentBars, colors: ChartColors, width: number): EChartsOption {
  const flat = labels.length > 14 || width < 480;
  const shown = flat ? [...labels].reverse() : labels;
  const valuesOf = (values: (number | null)[]) => (flat ? [...values].reverse() : values);
  const names = {
    ...nameAxis(colors, shown),
    axisLabel: { color: colors.muted, fontSize: 11, interval: 0, hideOverlap: !flat, width: 104, overflow: 'truncate' as const },
  };
  const figures = { ...valueAxis(colors, '', short), scale: false, splitNumber: flat ? 4 : 5 };
  return {
    ...base(colors),
    grid: flat ? { left: 116, right: 20, top: 6, bottom: 28 } : { left: 56, right: 16, top: 14, bottom: 30 },
    xAxis: flat ? figures : names,
    yAxis: flat ? names : figures,
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: shadowPointer(colors),
      formatter: (given) => {
        const hit = hitOf(given);
        const at = hit?.dataIndex ?? -1;
        const label = shown[at];
        if (label === undefined) return '';
        return (
          tooltipTitle(label) +
          models.map((model) => tooltipRow(seriesColor(colors, model.color), model.name, exact(valuesOf(model.values)[at]))).join('')
        );
      },
    },
    series: models.map((model) => ({
      type: 'bar' as const,
      name: model.name,
      data: valuesOf(model.values),
      barMaxWidth: 18,
      barGap: '12%',
      itemStyle: { color: seriesColor(colors, model.color), borderRadius: 2 },
      emphasis: { disabled: true },
    })),
  };
}

/** How tall the bars need to be, in pixels. */
export function segmentsHeight({ labels, models }: SegmentBars): number {
  return labels.length > 14 ? 60 + labels.length * Math.max(18, 9 * models.length) : 300;
}
