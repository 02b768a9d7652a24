import type { EChartsOption, LineSeriesOption } from 'echarts/types/dist/shared';
import { figure, instant } from '../format';
import { base, linePointer, tooltip, tooltipRow, tooltipTitle, valueAxis } from './chart-base';
import { type ChartColors, seriesColor, withOpacity } from './colors';
import { smoothed } from './smoothing';

export interface Curve {
  name: string;
  /** By step, or by milliseconds since the epoch. */
  points: { x: number; y: number | null }[];
  /** Place among the colours. */
  color: number;
  /** How its line is drawn, where colours alone do not tell all apart. */
  dash?: 'solid' | 'dashed' | 'dotted';
}

export interface CurveLook {
  /** Logarithmic: values of 0 and below have no place on it. */
  log: boolean;
  /** 0 to below 1, see `smoothed`. */
  smoothing: number;
  byTime: boolean;
  /** Marks each point, for a few of them such as backtest origins. */
  marks?: boolean;
  /** The axis below, in words. */
  xName: string;
  /** How its values are written, where they are no plain figures. */
  xWritten?: (x: number) => string;
}

/** Lines of metrics over steps; the smoothed one before its own faint line. */
export function curveOption(curves: Curve[], look: CurveLook, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 480;
  const line = (curve: Curve, values: (number | null)[], faint: boolean): LineSeriesOption => {
    const color = seriesColor(colors, curve.color);
    const shown = faint ? withOpacity(color, 0.28) : color;
    return {
      type: 'line',
      name: curve.name,
      data: curve.points.map(({ x }, at) => [x, positive(values[at] ?? null, look.log)]),
      showSymbol: look.marks === true && !faint,
      symbol: 'circle',
      symbolSize: 6,
      lineStyle: { color: shown, width: faint ? 1 : 1.75, type: curve.dash ?? 'solid' },
      itemStyle: { color: shown },
      emphasis: { disabled: true },
      silent: faint,
      z: faint ? 1 : 2,
    };
  };
  const series = curves.flatMap((curve) => {
    const values = curve.points.map(({ y }) => y);
    return look.smoothing > 0
      ? [line(curve, values, true), line(curve, smoothed(values, look.smoothing), false)]
      : [line(curve, values, false)];
  });
  return {
    ...base(colors),
    grid: { left: narrow ? 52 : 64, right: 16, top: 16, bottom: 40 },
    xAxis: {
      ...valueAxis(colors, look.xName, look.xWritten ?? ((value) => value.toLocaleString('en-US'))),
      ...(look.byTime && { type: 'time' as const, axisLabel: { color: colors.muted, fontSize: 11, hideOverlap: true } }),
      nameLocation: 'middle',
      nameGap: 24,
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: colors.lineStrong } },
      ...(look.marks && { minInterval: 1 }),
      min: 'dataMin',
      max: 'dataMax',
    } as EChartsOption['xAxis'],
    yAxis: { ...valueAxis(colors, '', figure), ...(look.log && { type: 'log' as const }) } as EChartsOption['yAxis'],
    dataZoom: [{ type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: false, moveOnMouseWheel: false, filterMode: 'none' }],
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const hits = (Array.isArray(given) ? given : [given]) as unknown as { value: [number, number | null]; seriesIndex?: number }[];
        const x = hits[0]?.value[0];
        if (x === undefined) return '';
        const head = tooltipTitle(look.byTime ? instant(new Date(x)) : `${look.xName} ${look.xWritten?.(x) ?? x.toLocaleString('en-US')}`);
        const every = look.smoothing > 0 ? 2 : 1;
        const rows = hits.flatMap(({ value, seriesIndex = 0 }) => {
          // Of a smoothed curve the faint line is told in the same row.
          const curve = curves[Math.floor(seriesIndex / every)];
          if (!curve || (every === 2 && seriesIndex % 2 === 0)) return [];
          const raw = curve.points.find((point) => point.x === x)?.y ?? null;
          const text = every === 2 ? `${figure(value[1])} (${figure(raw)})` : figure(value[1]);
          return [tooltipRow(seriesColor(colors, curve.color), curve.name, text)];
        });
        return head + rows.join('');
      },
    },
    series,
  };
}

function positive(value: number | null, log: boolean): number | null {
  return log && (value === null || value <= 0) ? null : value;
}
