import type { EChartsOption, SeriesOption } from 'echarts/types/dist/shared';
import { day, money } from '../format';
import { base, dateAt, linePointer, plainAxis, timeAxis, tooltip } from './chart-base';
import { type ChartColors, withOpacity } from './colors';
import { band } from './forecast-option';
import type { HistoryPoint } from './forecast-series';
import { axisMoney, row } from './forecast-tooltip';

/** One forecast among those that are compared. */
export interface ScenarioLine {
  name: string;
  /** Place among the scenarios, which is its look; undefined for what is planned. */
  place: number | undefined;
  points: { date: string; mean: number; lower80?: number; upper80?: number }[];
}

export interface ScenarioChartData {
  history: HistoryPoint[];
  lines: ScenarioLine[];
  currency: string;
  /** First and last date of the edits, shaded. */
  edited?: { from: string; to: string }[];
}

/** What is shaded reaches to the middle between days, so that a single day has a width. */
const halfDayMs = 43_200_000;

type Pair = [string, number | null];

/** Looks of scenarios by place: colour, and dashes for those who tell colours apart less. */
export const scenarioLooks = [
  { color: 'forecast', dash: 'solid' },
  { color: 'promotion', dash: [7, 3] },
  { color: 'holiday', dash: [2, 2] },
  { color: 'closure', dash: [9, 3, 2, 3] },
] as const satisfies { color: keyof ChartColors; dash: 'solid' | readonly number[] }[];

function lookOf(place: number | undefined, colors: ChartColors): { color: string; dash: 'solid' | number[]; width: number } {
  if (place === undefined) return { color: colors.faint, dash: [4, 3], width: 1.5 };
  const look = scenarioLooks[place % scenarioLooks.length] ?? scenarioLooks[0];
  return { color: colors[look.color], dash: look.dash === 'solid' ? 'solid' : [...look.dash], width: 2 };
}

function bandOf(line: ScenarioLine, color: string): SeriesOption[] {
  const bounds = line.points.flatMap(({ date, lower80: lower, upper80: upper }) =>
    lower === undefined || upper === undefined ? [] : [{ date, lower, upper }],
  );
  return bounds.length > 0 ? band('interval', bounds, undefined, withOpacity(color, 0.14)) : [];
}

function tooltipOf({ history, lines, currency }: ScenarioChartData, colors: ChartColors): (date: string) => string {
  const sold = new Map(history.map((point) => [point.date, point.y]));
  const byLine = lines.map((line) => ({ line, values: new Map(line.points.map(({ date, mean }) => [date, mean])) }));
  return (date) => {
    const actual = sold.get(date);
    const rows = byLine.flatMap(({ line, values }) => {
      const value = values.get(date);
      return value === undefined ? [] : [row(lookOf(line.place, colors).color, line.name, money(value, currency))];
    });
    const head = `<div style="margin-bottom:4px;font-weight:600">${day(date, 'weekday')}, ${date.slice(0, 4)}</div>`;
    return head + (actual === null || actual === undefined ? '' : row(colors.history, 'Sales', money(actual, currency))) + rows.join('');
  };
}

/** The chart of what is planned and what would be otherwise: recent sales, a line a forecast, the first scenario's 80 % interval. */
export function scenarioOption(data: ScenarioChartData, colors: ChartColors, width: number): EChartsOption {
  const narrow = width < 560;
  const describe = tooltipOf(data, colors);
  const last = data.history.findLast(({ y }) => y !== null);
  const start: Pair[] = last ? [[last.date, last.y]] : [];
  const first = data.lines.find(({ place }) => place === 0);
  const series: SeriesOption[] = [
    ...(first ? bandOf(first, lookOf(0, colors).color) : []),
    {
      type: 'line',
      name: 'Sales',
      symbol: 'none',
      data: data.history.map((point): Pair => [point.date, point.y]),
      lineStyle: { color: colors.history, width: 1.5 },
      itemStyle: { color: colors.history },
      emphasis: { disabled: true },
      markArea: {
        silent: true,
        itemStyle: { color: withOpacity(colors.promotion, 0.09) },
        data: (data.edited ?? []).map(({ from, to }) => [{ xAxis: Date.parse(from) - halfDayMs }, { xAxis: Date.parse(to) + halfDayMs }]),
      },
    },
    ...data.lines.map((line): SeriesOption => {
      const look = lookOf(line.place, colors);
      return {
        type: 'line',
        name: line.name,
        symbol: 'circle',
        showSymbol: false,
        symbolSize: 6,
        data: [...start, ...line.points.map(({ date, mean }): Pair => [date, mean])],
        lineStyle: { color: look.color, width: look.width, type: look.dash },
        itemStyle: { color: look.color },
        emphasis: { disabled: true },
        z: line.place === undefined ? 3 : 4,
      };
    }),
  ];
  return {
    ...base(colors),
    grid: { left: narrow ? 44 : 56, right: narrow ? 10 : 18, top: 16, bottom: 30 },
    xAxis: timeAxis(colors, 10),
    yAxis: plainAxis(colors, narrow, axisMoney(data.currency)),
    tooltip: {
      trigger: 'axis',
      ...tooltip(colors),
      axisPointer: linePointer(colors),
      formatter: (given) => {
        const date = dateAt(given);
        return date ? describe(date) : '';
      },
    },
    series,
  };
}
