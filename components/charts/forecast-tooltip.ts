import { compactMoney, day, money } from '../format';
import { escapeHtml } from './chart-base';
import { type ChartColors, seriesColor, withOpacity } from './colors';
import type { ForecastChartData } from './forecast-option';
import { lastYear, periodOf } from './forecast-series';

/** A line of a tooltip: a stroke as the chart draws it, a name, a figure. */
export function row(color: string, name: string, value: string, dashed = false): string {
  const mark = `<span style="display:inline-block;width:10px;height:0;border-top:2px ${dashed ? 'dashed' : 'solid'} ${color};vertical-align:middle;margin-right:8px"></span>`;
  return `<div style="display:flex;justify-content:space-between;gap:20px"><span>${mark}${escapeHtml(name)}</span><b style="font-weight:600;font-variant-numeric:tabular-nums">${value}</b></div>`;
}

const namedEvents = 3;

/** What is planned for a period: the first few names, and how many more. */
function note(color: string, names: string[]): string {
  const more = names.length > namedEvents ? ` and ${names.length - namedEvents} more` : '';
  return `<div style="margin-top:4px;max-width:260px;white-space:normal;color:${color}">${names.slice(0, namedEvents).map(escapeHtml).join(', ')}${more}</div>`;
}

/** What the pointer's date has to say. */
export function forecastTooltip(data: ForecastChartData, colors: ChartColors): (date: string) => string {
  const { currency, frequency, overlays = [] } = data;
  const history = new Map(data.history.map((point) => [point.date, point.y]));
  const points = new Map(data.points.map((point) => [point.date, point]));
  const others = overlays.map((overlay) => new Map(overlay.points.map((point) => [point.date, point])));
  const range = (lower: number, upper: number) => `${money(lower, currency)} – ${money(upper, currency)}`;
  return (date) => {
    const point = points.get(date);
    const actual = history.get(date);
    const before = lastYear(data.history, [date], frequency)[0];
    const [from, to] = periodOf(date, frequency, data.weekLabel);
    const holidays = data.holidays.filter((marker) => from <= marker.date && marker.date <= to).map(({ name }) => name);
    const planned = [...new Set(data.events.filter((event) => event.startDate <= to && from <= event.endDate).map((event) => event.name))];
    const title = frequency === 'day' ? `${day(date, 'weekday')}, ${date.slice(0, 4)}` : periodTitle(date, from, to, frequency);
    const override = data.overrides?.find((one) => one.date === date);
    const lines = [
      `<div style="margin-bottom:4px;font-weight:600">${title}${holidays.length > 0 ? ` · ${escapeHtml(holidays.join(', '))}` : ''}</div>`,
      actual !== undefined && actual !== null && row(colors.history, 'Sales', money(actual, currency)),
      point && row(colors.forecast, 'Forecast', money(point.mean, currency)),
      override && row(colors.promotion, 'Planner’s override', money(override.value, currency)),
      override && note(colors.muted, override.reasons),
      point && row(withOpacity(colors.forecast, 0.6), '80% interval', range(point.lower80, point.upper80)),
      point && row(withOpacity(colors.forecast, 0.4), '90% interval', range(point.lower90, point.upper90)),
      point && row(withOpacity(colors.forecast, 0.25), '95% interval', range(point.lower95, point.upper95)),
      ...overlays.map((overlay, k) => {
        const value = others[k]?.get(date)?.mean;
        return value !== undefined && value !== null && row(seriesColor(colors, overlay.color), overlay.name, money(value, currency));
      }),
      before !== null && before !== undefined && row(colors.lastYear, 'Last year', money(before, currency), true),
      planned.length > 0 && note(colors.promotion, planned),
    ];
    return lines.filter(Boolean).join('');
  };
}

function periodTitle(date: string, from: string, to: string, frequency: 'week' | 'month'): string {
  return frequency === 'week' ? `${day(from, 'short')} – ${day(to)}` : day(date, 'month');
}

/** Money on an axis. */
export function axisMoney(currency: string): (value: number) => string {
  return (value) => compactMoney(value, currency);
}
