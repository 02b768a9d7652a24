import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { base, dateAt, linePointer, plainAxis, timeAxis, tooltip } from './chart-base';
import { type ChartColors, seriesColor, withOpacity } from './colors';
import { addDays, type ForecastPoint, type Frequency, type HistoryPoint, lastYear } from './forecast-series';
import { axisMoney, forecastTooltip } from './forecast-tooltip';

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

/** Another forecast over the same chart: a model's, or what was said at an earlier origin. */
export interface ForecastOverlay {
  name: string;
  /** Place among the colours of things side by side. */
  color: number;
  points: { date: string; mean: number | null; lower80?: number; upper80?: number }[];
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
  frequency: Frequency;
  /** By the week: whether one begins or ends on its date. */
  weekLabel?: 'start' | 'end';
  overlays?: ForecastOverlay[];
  /** Planners' numbers in place of the model's, which stays drawn; with their reasons. */
  overrides?: { date: string; value: number; reasons: string[] }[];
}

type Pair = [string, number | null];
type Bounds = { date: string; lower: number; upper: number };

const levels = [
  [95, 0.1],
  [90, 0.09],
  [80, 0.13],
] as const;

function boundsOf(points: ForecastPoint[], level: 80 | 90 | 95): Bounds[] {
  return points.map((point) => ({ date: point.date, lower: point[`lower${level}`], upper: point[`upper${level}`] }));
}

/** Lines of other forecasts, with their 80% intervals where they are told. */
function overlaySeries(overlays: ForecastOverlay[], colors: ChartColors): SeriesOption[] {
  return overlays.flatMap(({ name, color, points }) => {
    const own = seriesColor(colors, color);
    const bounds = points.flatMap(({ date, lower80: lower, upper80: upper }) =>
      lower === undefined || upper === undefined ? [] : [{ date, lower, upper }],
    );
    return [
      ...(bounds.length > 0 ? band(`${name}: 80% interval`, bounds, undefined, withOpacity(own, 0.12)) : []),
      {
        type: 'line',
        name,
        symbol: 'none',
        silent: true,
        data: points.map(({ date, mean }): Pair => [date, mean]),
        lineStyle: { color: own, width: 1.5, type: bounds.length > 0 ? 'solid' : [6, 3] },
        itemStyle: { color: own },
        emphasis: { disabled: true },
      } satisfies SeriesOption,
    ];
  });
}

/** A band as two stacked lines: its lower edge unseen, and on it the height that is filled. */
export function band(name: string, points: Bounds[], anchor: Pair | undefined, color: string): SeriesOption[] {
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
    { ...common, name: `${name} lower`, data: [...start, ...points.map(({ date, lower }): Pair => [date, lower])] },
    {
      ...common,
      name,
      areaStyle: { color, opacity: 1 },
      data: [...start.map(([date]): Pair => [date, 0]), ...points.map(({ date, lower, upper }): Pair => [date, upper - lower])],
    },
  ];
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
  const describe = forecastTooltip(data, colors);
  const shown = data.holidays.filter((marker) => marker.date >= first && marker.date <= end);
  const dates = data.points.map((point) => point.date);

  const series: SeriesOption[] = [
    ...levels.flatMap(([level, opacity]) =>
      band(`${level}% interval`, boundsOf(data.points, level), anchor, withOpacity(colors.forecast, opacity)),
    ),
    {
      type: 'line',
      name: 'Last year',
      symbol: 'none',
      silent: true,
      data: data.showLastYear ? lastYear(data.history, dates, data.frequency).map((value, index): Pair => [dates[index] ?? '', value]) : [],
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
    ...overlaySeries(data.overlays ?? [], colors),
    {
      type: 'scatter',
      name: 'Override',
      symbol: 'diamond',
      symbolSize: 9,
      silent: true,
      data: (data.overrides ?? []).map(({ date, value }) => [date, value]),
      itemStyle: { color: colors.surface, borderColor: colors.promotion, borderWidth: 2 },
      emphasis: { disabled: true },
      z: 6,
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
    ...base(colors),
    grid: { left: narrow ? 44 : 56, right: narrow ? 10 : 18, top: 26, bottom: 76 },
    xAxis: timeAxis(colors, 10),
    yAxis: [plainAxis(colors, narrow, axisMoney(data.currency)), { type: 'value', show: false, min: 0, max: 1 }],
    tooltip: {
      trigger: 'axis',
      ...tooltip(colors),
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const date = dateAt(given);
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
