import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { compactMoney, day, money } from '../format';
import { type ChartColors, withOpacity } from './colors';
import { addDays, type ForecastPoint, type HistoryPoint, lastYear } from './forecast-series';

export interface Marker {
  date: string;
  name: string;
}

/** A planned promotion or closure, both days included. */
export interface PlannedEvent {
  kind: 'promotion' | 'closure';
  name: string;
  startDate: string;
  endDate: string;
}

export interface ForecastChartData {
  history: HistoryPoint[];
  points: ForecastPoint[];
  /** Last day that the forecast could know. */
  origin: string;
  holidays: Marker[];
  events: PlannedEvent[];
  currency: string;
  /** Days shown before the origin at first; null shows all. */
  visibleDays: number | null;
  showLastYear: boolean;
  frequency: 'day' | 'week' | 'month';
}

type Pair = [string, number | null];

/** A band as two stacked lines: its lower edge unseen, and on it the height that is filled. */
function band(name: string, points: ForecastPoint[], anchor: Pair | undefined, level: 80 | 95, color: string): SeriesOption[] {
  const lower = (point: ForecastPoint) => (level === 80 ? point.lower80 : point.lower95);
  const upper = (point: ForecastPoint) => (level === 80 ? point.upper80 : point.upper95);
  const start: Pair[] = anchor ? [anchor] : [];
  const common = {
    type: 'line' as const,
    symbol: 'none',
    stack: name,
    stackStrategy: 'all' as const,
    silent: true,
    lineStyle: { width: 0 },
    emphasis: { disabled: true },
  };
  return [
    { ...common, name: `${name} lower`, data: [...start, ...points.map((point): Pair => [point.date, lower(point)])] },
    {
      ...common,
      name,
      areaStyle: { color, opacity: 1 },
      data: [...start.map(([date]): Pair => [date, 0]), ...points.map((point): Pair => [point.date, upper(point) - lower(point)])],
    },
  ];
}

function row(color: string, name: string, value: string, dashed = false): string {
  const mark = `<span style="display:inline-block;width:10px;height:0;border-top:2px ${dashed ? 'dashed' : 'solid'} ${color};vertical-align:middle;margin-right:8px"></span>`;
  return `<div style="display:flex;justify-content:space-between;gap:20px"><span>${mark}${name}</span><b style="font-weight:600;font-variant-numeric:tabular-nums">${value}</b></div>`;
}

const namedEvents = 3;

/** What is planned for a day: the first few names, and how many more. */
function note(color: string, names: string[]): string {
  const more = names.length > namedEvents ? ` and ${names.length - namedEvents} more` : '';
  return `<div style="margin-top:4px;max-width:260px;white-space:normal;color:${color}">${names.slice(0, namedEvents).map(escapeHtml).join(', ')}${more}</div>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What the pointer's date has to say. */
function tooltip(data: ForecastChartData, colors: ChartColors): (date: string) => string {
  const { currency } = data;
  const history = new Map(data.history.map((point) => [point.date, point.y]));
  const points = new Map(data.points.map((point) => [point.date, point]));
  const holidays = new Map(data.holidays.map((marker) => [marker.date, marker.name]));
  return (date) => {
    const point = points.get(date);
    const actual = history.get(date);
    const before = lastYear(data.history, [date])[0];
    const holiday = holidays.get(date);
    const planned = [
      ...new Set(data.events.filter((event) => event.startDate <= date && date <= event.endDate).map((event) => event.name)),
    ];
    const lines = [
      `<div style="margin-bottom:4px;font-weight:600">${day(date, 'weekday')}, ${date.slice(0, 4)}${holiday ? ` · ${escapeHtml(holiday)}` : ''}</div>`,
      actual !== undefined && actual !== null && row(colors.history, 'Sales', money(actual, currency)),
      point && row(colors.forecast, 'Forecast', money(point.mean, currency)),
      point &&
        row(withOpacity(colors.forecast, 0.5), '80% interval', `${money(point.lower80, currency)} – ${money(point.upper80, currency)}`),
      point &&
        row(withOpacity(colors.forecast, 0.25), '95% interval', `${money(point.lower95, currency)} – ${money(point.upper95, currency)}`),
      before !== null && before !== undefined && row(colors.lastYear, 'Last year', money(before, currency), true),
      planned.length > 0 && note(colors.promotion, planned),
    ];
    return lines.filter(Boolean).join('');
  };
}

/** The days of events of a kind as runs of points along the foot of the chart, with a gap after each run. */
function strip(events: PlannedEvent[], kind: PlannedEvent['kind'], first: string, last: string): Pair[] {
  const days = new Set<string>();
  for (const event of events) {
    if (event.kind !== kind) continue;
    const end = event.endDate < last ? event.endDate : last;
    for (let date = event.startDate > first ? event.startDate : first; date <= end; date = addDays(date, 1)) days.add(date);
  }
  return [...days].sort().flatMap((date): Pair[] =>
    days.has(addDays(date, 1))
      ? [[date, 0]]
      : [
          [date, 0],
          [addDays(date, 1), null],
        ],
  );
}

/** The chart of one series: what was sold, what is forecast, and how sure that is. */
export function forecastOption(data: ForecastChartData, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 560;
  const last = data.history.findLast((point) => point.y !== null);
  // Joins the lines, but only where the forecast follows on what is drawn.
  const anchor: Pair | undefined = last && last.date === data.origin ? [last.date, last.y] : undefined;
  const end = data.points.at(-1)?.date ?? data.origin;
  const first = data.history[0]?.date ?? data.origin;
  const from = data.visibleDays === null ? first : [addDays(data.origin, -data.visibleDays), first].sort().at(-1);
  const describe = tooltip(data, colors);
  const shown = data.holidays.filter((marker) => marker.date >= first && marker.date <= end);
  const dates = data.points.map((point) => point.date);

  const series: SeriesOption[] = [
    ...band('95% interval', data.points, anchor, 95, withOpacity(colors.forecast, 0.13)),
    ...band('80% interval', data.points, anchor, 80, withOpacity(colors.forecast, 0.19)),
    {
      type: 'line',
      name: 'Last year',
      symbol: 'none',
      silent: true,
      data: data.showLastYear ? lastYear(data.history, dates).map((value, index): Pair => [dates[index] ?? '', value]) : [],
      lineStyle: { color: colors.lastYear, width: 1.25, type: [3, 3] },
      emphasis: { disabled: true },
    },
    {
      type: 'line',
      name: 'Sales',
      symbol: 'none',
      data: data.history.map((point): Pair => [point.date, point.y]),
      lineStyle: { color: colors.history, width: 1.5 },
      itemStyle: { color: colors.history },
      emphasis: { disabled: true },
      markLine: {
        silent: true,
        symbol: 'none',
        animation: false,
        data: [{ xAxis: data.origin }],
        lineStyle: { color: colors.lineStrong, type: 'solid', width: 1 },
        label: { formatter: 'Forecast starts', color: colors.muted, fontSize: 11, position: 'end', distance: 4 },
      },
    },
    {
      type: 'line',
      name: 'Forecast',
      symbol: 'circle',
      showSymbol: false,
      symbolSize: 6,
      data: [...(anchor ? [anchor] : []), ...data.points.map((point): Pair => [point.date, point.mean])],
      lineStyle: { color: colors.forecast, width: 2 },
      itemStyle: { color: colors.forecast },
      emphasis: { disabled: true },
    },
    ...(['promotion', 'closure'] as const).map((kind): SeriesOption => {
      const color = kind === 'promotion' ? colors.promotion : colors.closure;
      return {
        type: 'line',
        name: kind,
        yAxisIndex: 1,
        symbol: 'rect',
        symbolSize: 3,
        showAllSymbol: true,
        silent: true,
        data: strip(data.events, kind, first, end),
        lineStyle: { color, width: 3, cap: 'butt' },
        itemStyle: { color },
        emphasis: { disabled: true },
      };
    }),
    {
      type: 'scatter',
      name: 'Holidays',
      yAxisIndex: 1,
      symbol: 'diamond',
      symbolSize: 7,
      silent: true,
      data: shown.map((marker) => [marker.date, 0]),
      itemStyle: { color: colors.holiday },
      emphasis: { disabled: true },
    },
  ];

  return {
    animationDuration: 250,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: colors.font },
    grid: { left: narrow ? 44 : 56, right: narrow ? 10 : 18, top: 26, bottom: 76 },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: colors.lineStrong } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        color: colors.muted,
        fontSize: 11,
        hideOverlap: true,
        margin: 10,
        formatter: { year: '{yyyy}', month: '{MMM}', day: '{MMM} {d}' },
      },
      axisPointer: { label: { show: false } },
    },
    yAxis: [
      {
        type: 'value',
        scale: true,
        splitNumber: narrow ? 4 : 5,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: colors.line } },
        axisLabel: { color: colors.muted, fontSize: 11, formatter: (value: number) => compactMoney(value, data.currency) },
      },
      { type: 'value', show: false, min: 0, max: 1 },
    ],
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colors.overlay,
      borderColor: colors.line,
      padding: [8, 12],
      textStyle: { color: colors.ink, fontSize: 12 },
      extraCssText: 'box-shadow:0 6px 24px rgb(0 0 0 / .16);border-radius:8px;line-height:1.6',
      axisPointer: { type: 'line', lineStyle: { color: colors.faint, type: 'solid', width: 1 } },
      formatter: (given) => {
        const value = (Array.isArray(given) ? given[0] : given)?.value;
        const date = Array.isArray(value) ? String(value[0]).slice(0, 10) : '';
        return date ? describe(date) : '';
      },
    },
    dataZoom: [
      {
        type: 'inside',
        startValue: from,
        endValue: end,
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseMove: false,
        moveOnMouseWheel: false,
        filterMode: 'filter',
      },
      {
        type: 'slider',
        startValue: from,
        endValue: end,
        bottom: 10,
        height: 28,
        brushSelect: false,
        filterMode: 'filter',
        borderColor: 'transparent',
        backgroundColor: colors.raised,
        fillerColor: withOpacity(colors.forecast, 0.1),
        dataBackground: { lineStyle: { color: colors.lastYear, width: 1 }, areaStyle: { color: colors.lastYear, opacity: 0.15 } },
        selectedDataBackground: { lineStyle: { color: colors.forecast, width: 1 }, areaStyle: { color: colors.forecast, opacity: 0.15 } },
        handleStyle: { color: colors.overlay, borderColor: colors.faint },
        moveHandleSize: 0,
        showDetail: false,
        emphasis: { handleStyle: { borderColor: colors.forecast } },
      },
    ],
    series,
  };
}
