import type { SeriesOption } from 'echarts/types/dist/shared';
import { describe, expect, it } from 'vitest';
import type { ChartColors } from './colors';
import { type ForecastChartData, forecastOption } from './forecast-option';
import { addDays } from './forecast-series';

const colors = new Proxy({}, { get: () => 'rgb(1, 2, 3)' }) as ChartColors;
const data: ForecastChartData = {
  history: Array.from({ length: 400 }, (_, k) => ({ date: addDays('2025-10-19', k), y: k === 5 ? null : 100 + k })),
  points: Array.from({ length: 3 }, (_, k) => ({
    date: addDays('2026-11-23', k),
    step: k + 1,
    mean: 10,
    lower80: 8,
    upper80: 13,
    lower90: 7,
    upper90: 14,
    lower95: 5,
    upper95: 16,
  })),
  origin: '2026-11-22',
  holidays: [{ date: '2026-11-24', name: 'Some <b>day</b>' }],
  events: [{ kind: 'promotion', name: 'Sale', startDate: '2026-11-23', endDate: '2026-11-24' }],
  currency: 'USD',
  visibleDays: 112,
  showLastYear: true,
  frequency: 'day',
};

function seriesOf(option: ReturnType<typeof forecastOption>, name: string): [string, number | null][] {
  const found = (option.series as SeriesOption[]).find((series) => series.name === name);
  return found?.data as [string, number | null][];
}

describe('the forecast chart', () => {
  const option = forecastOption(data, colors, 1000);

  it('stacks each band on its lower edge, from the last known value on', () => {
    expect(seriesOf(option, '95% interval lower')).toEqual([
      ['2026-11-22', 499],
      ['2026-11-23', 5],
      ['2026-11-24', 5],
      ['2026-11-25', 5],
    ]);
    expect(seriesOf(option, '95% interval').map(([, height]) => height)).toEqual([0, 11, 11, 11]);
    expect(seriesOf(option, '80% interval').map(([, height]) => height)).toEqual([0, 5, 5, 5]);
    expect(seriesOf(option, 'Forecast')[0]).toEqual(['2026-11-22', 499]);
  });

  it('leaves a gap where nothing was recorded', () => {
    expect(seriesOf(option, 'Sales')[5]).toEqual(['2025-10-24', null]);
  });

  it('puts last year under the forecast', () => {
    expect(seriesOf(option, 'Last year')).toEqual([
      ['2026-11-23', 136],
      ['2026-11-24', 137],
      ['2026-11-25', 138],
    ]);
  });

  it('shows the span it is asked for, up to the end of the forecast', () => {
    const [zoom] = option.dataZoom as { startValue: string; endValue: string }[];
    expect(zoom).toMatchObject({ startValue: '2026-08-02', endValue: '2026-11-25' });
    const all = forecastOption({ ...data, visibleDays: null }, colors, 1000).dataZoom as { startValue: string }[];
    expect(all[0]?.startValue).toBe('2025-10-19');
  });

  it('marks the days of an event, and breaks after it', () => {
    expect(seriesOf(option, 'promotion')).toEqual([
      ['2026-11-23', 0],
      ['2026-11-24', 0],
      ['2026-11-25', null],
    ]);
  });

  it('tells all of a day at the pointer, and no markup of others', () => {
    const { formatter } = option.tooltip as { formatter: (at: unknown) => string };
    const text = formatter([{ value: ['2026-11-24', 10] }]);
    expect(text).toContain('Tue, Nov 24, 2026 · Some &#60;b&#62;day&#60;/b&#62;');
    expect(text).toContain('$5 – $16');
    expect(text).toContain('Sale');
  });

  it('does not join a forecast to a history that ends earlier', () => {
    const late = forecastOption({ ...data, origin: '2026-11-29' }, colors, 1000);
    expect(seriesOf(late, 'Forecast')).toHaveLength(3);
  });
});
