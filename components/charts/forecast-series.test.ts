import { expect, it } from 'vitest';
import { addDays, type ForecastPoint, lastYear, periodOf, windowTotal, yearBefore } from './forecast-series';

function point(date: string, step: number, mean: number): ForecastPoint {
  return { date, step, mean, lower80: mean, upper80: mean, lower90: mean, upper90: mean, lower95: mean, upper95: mean };
}

const points = Array.from({ length: 10 }, (_, k) => point(addDays('2026-11-23', k), k + 1, 10 + k));
const history = Array.from({ length: 10 }, (_, k) => ({ date: addDays('2025-11-24', k), y: 5 }));

it('counts days across months, years and leap days', () => {
  expect([addDays('2026-12-31', 1), addDays('2028-03-01', -1), addDays('2026-11-23', -364)]).toEqual([
    '2027-01-01',
    '2028-02-29',
    '2025-11-24',
  ]);
});

it('compares with the same weekday, 52 weeks before', () => {
  expect(lastYear(history, ['2026-11-23', '2027-06-01'], 'day')).toEqual([5, null]);
  expect(new Date('2026-11-23').getUTCDay()).toBe(new Date('2025-11-24').getUTCDay());
});

it('sums a window and its twin of last year', () => {
  expect(windowTotal(points, history, 7, 1)).toEqual({ days: 7, total: 91, lastYear: 35 });
});

it('has no total of a window longer than the forecast', () => {
  expect(windowTotal(points, history, 28, 1)).toBeUndefined();
});

it('has no last year where a day of it is missing', () => {
  expect(windowTotal(points, history.slice(1), 7, 1)).toEqual({ days: 7, total: 91, lastYear: null });
  const gap = history.map((day, index) => (index === 3 ? { ...day, y: null } : day));
  expect(windowTotal(points, gap, 7, 1)?.lastYear).toBeNull();
});

it('counts weeks in weekly forecasts', () => {
  const weeks = Array.from({ length: 8 }, (_, k) => point(addDays('2026-11-23', 7 * k), k + 1, 100));
  expect(windowTotal(weeks, [], 28, 7)).toEqual({ days: 28, total: 400, lastYear: null });
});

it('compares months with the same month of last year', () => {
  expect([yearBefore('2026-03-01', 'month'), yearBefore('2026-11-23', 'week')]).toEqual(['2025-03-01', '2025-11-24']);
});

it('knows the days of a period', () => {
  expect(periodOf('2028-02-01', 'month')).toEqual(['2028-02-01', '2028-02-29']);
  expect(periodOf('2012-10-26', 'week', 'end')).toEqual(['2012-10-20', '2012-10-26']);
  expect(periodOf('2026-11-23', 'week')).toEqual(['2026-11-23', '2026-11-29']);
});
