import type { EChartsOption } from 'echarts/types/dist/shared';
import { type ChartColors, withOpacity } from './colors';

type XAxis = Exclude<NonNullable<EChartsOption['xAxis']>, unknown[]>;
type YAxis = Exclude<NonNullable<EChartsOption['yAxis']>, unknown[]>;

/** What every chart of ours has in common: the page's font, short movements. */
export function base(colors: ChartColors): EChartsOption {
  return { animationDuration: 250, animationDurationUpdate: 200, textStyle: { fontFamily: colors.font } };
}

/** An axis of figures; `name` stands at its end. */
export function valueAxis(colors: ChartColors, name: string, written: (value: number) => string) {
  return {
    type: 'value',
    name,
    scale: true,
    splitNumber: 5,
    nameTextStyle: { color: colors.muted, fontSize: 11 },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.muted, fontSize: 11, hideOverlap: true, formatter: (value: number) => written(value) },
    axisPointer: { label: { show: false } },
  } satisfies XAxis & YAxis;
}

/** An axis of names. */
export function nameAxis(colors: ChartColors, names: string[], name = '') {
  return {
    type: 'category',
    data: names,
    name,
    nameTextStyle: { color: colors.muted, fontSize: 11 },
    axisLine: { lineStyle: { color: colors.lineStrong } },
    axisTick: { show: false },
    axisLabel: { color: colors.muted, fontSize: 11, hideOverlap: true },
    axisPointer: { label: { show: false } },
  } satisfies XAxis & YAxis;
}

/** An axis of dates, marked by days, months and years as they fit. @param margin pixels between it and its marks */
export function timeAxis(colors: ChartColors, margin = 8) {
  return {
    type: 'time',
    axisLine: { lineStyle: { color: colors.lineStrong } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      color: colors.muted,
      fontSize: 11,
      hideOverlap: true,
      margin,
      formatter: { year: '{yyyy}', month: '{MMM}', day: '{MMM} {d}' },
    },
    axisPointer: { label: { show: false } },
  } satisfies XAxis;
}

/** An axis of figures that needs no name, beside a line over time. */
export function plainAxis(colors: ChartColors, narrow: boolean, written: (value: number) => string) {
  return {
    type: 'value',
    scale: true,
    splitNumber: narrow ? 4 : 5,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.muted, fontSize: 11, formatter: written },
  } satisfies YAxis;
}

/** The names of lying bars, cut at a width. */
export function namesBeside(
  colors: ChartColors,
  names: string[],
  width: number,
  label: { fontSize?: number; interval?: 0; formatter?: (name: string, at: number) => string } = {},
) {
  return {
    ...nameAxis(colors, names),
    axisLine: { show: false },
    axisLabel: { color: colors.ink, fontSize: 12, width, overflow: 'truncate' as const, ...label },
  } satisfies YAxis;
}

/** The name of an axis in its middle, along it: for charts whose both axes are figures. */
export function along(nameGap: number): { nameLocation: 'middle'; nameGap: number } {
  return { nameLocation: 'middle', nameGap };
}

/** The window at the pointer, in our clothes. */
export function tooltip(colors: ChartColors) {
  return {
    confine: true,
    backgroundColor: colors.overlay,
    borderColor: colors.line,
    padding: [8, 12] as [number, number],
    textStyle: { color: colors.ink, fontSize: 12 },
    extraCssText: 'box-shadow:0 6px 24px rgb(0 0 0 / .16);border-radius:8px;line-height:1.6',
  };
}

/** The line that goes with the pointer along a chart. */
export function linePointer(colors: ChartColors) {
  return { type: 'line' as const, lineStyle: { color: colors.faint, type: 'solid' as const, width: 1 } };
}

/** The shade over the bar at the pointer. */
export function shadowPointer(colors: ChartColors) {
  return { type: 'shadow' as const, shadowStyle: { color: withOpacity(colors.faint, 0.08) } };
}

/** What the pointer is at, the first of several. */
export function hitOf<Hit>(given: Hit | Hit[]): Hit | undefined {
  return Array.isArray(given) ? given[0] : given;
}

/** The date of what the pointer is at, where its value begins with one; else empty. */
export function dateAt(given: { value?: unknown } | { value?: unknown }[]): string {
  const value = hitOf(given)?.value;
  return Array.isArray(value) ? String(value[0]).slice(0, 10) : '';
}

/** Text as markup that says just that: names come from data. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The head of a tooltip. */
export function tooltipTitle(text: string): string {
  return `<div style="margin-bottom:4px;font-weight:600">${escapeHtml(text)}</div>`;
}

/** A line of a tooltip: a mark in the colour, a name, a figure. */
export function tooltipRow(color: string, name: string, value: string): string {
  const mark = `<span style="display:inline-block;width:8px;height:8px;border-radius:2px;background:${color};margin-right:8px"></span>`;
  return `<div style="display:flex;justify-content:space-between;gap:20px"><span>${mark}${escapeHtml(name)}</span><b style="font-weight:600;font-variant-numeric:tabular-nums">${escapeHtml(value)}</b></div>`;
}
