import { describe, expect, it } from 'vitest';
import { parseDay } from '@/lib/data/days';
import { detectSpacing, periodsBetween, shift } from './frequency';

const spacing = (days: number[]) =>
  detectSpacing(
    days,
    days.map(() => 1),
  );
const every = (step: number, count: number, from = '2024-01-05') => Array.from({ length: count }, (_, i) => parseDay(from) + i * step);
const monthly = (date: (year: number, month: number) => number) =>
  Array.from({ length: 24 }, (_, i) => date(2023 + Math.floor(i / 12), i % 12));
const utc = (year: number, month: number, date: number) => Date.UTC(year, month, date) / 86_400_000;

describe('detectSpacing', () => {
  it('tells days, weeks and months apart', () => {
    expect(spacing(every(1, 30)).frequency).toBe('day');
    expect(spacing(every(7, 30))).toMatchObject({ frequency: 'week', weekday: 4, fits: 1 });
    expect(spacing(monthly((y, m) => utc(y, m, 1))).frequency).toBe('month');
    expect(spacing(monthly((y, m) => utc(y, m + 1, 0))).frequency).toBe('month');
    expect(spacing(monthly((y, m) => utc(y, m, 15))).frequency).toBe('month');
  });

  it('bears holes: closed Sundays, missing weeks', () => {
    expect(spacing(every(1, 90).filter((day) => (day + 3) % 7 !== 6)).frequency).toBe('day');
    expect(spacing(every(7, 60).filter((_, i) => i % 5 !== 0)).frequency).toBe('week');
  });

  it('bears a few dates off the common weekday, and says how many fit', () => {
    const days = every(7, 100);
    days[50]! += 1;
    expect(spacing(days)).toMatchObject({ frequency: 'week', weekday: 4, fits: 0.99 });
  });

  it('says how other dates are spaced', () => {
    expect(spacing([1])).toMatchObject({ frequency: null, why: 'a single date has no spacing' });
    expect(spacing(every(28, 20))).toMatchObject({ frequency: null, why: 'dates are 28 days apart' });
    expect(spacing(monthly((y, m) => utc(y, 3 * m, 1))).why).toBe('dates are a quarter apart');
    expect(spacing(Array.from({ length: 8 }, (_, i) => utc(2015 + i, 0, 1))).why).toBe('dates are a year apart');
    expect(spacing(every(10, 20)).why).toMatch(/^dates are 10 days apart/);
  });
});

it('counts periods as it shifts by them', () => {
  for (const frequency of ['day', 'week', 'month'] as const) {
    const from = parseDay('2023-11-01');
    for (const periods of [0, 1, 2, 14, 27]) expect(periodsBetween(from, shift(from, periods, frequency), frequency)).toBe(periods);
  }
  expect(shift(parseDay('2023-11-01'), 3, 'month')).toBe(parseDay('2024-02-01'));
});
