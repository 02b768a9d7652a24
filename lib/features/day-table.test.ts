import { expect, it } from 'vitest';
import type { HolidayCalendar } from './calendar';
import { columnGroups } from './columns';
import { DayTable } from './day-table';
import { weekLabelOf } from './panel';
import { defaultFeatureSpec } from './spec';

// 2026-12-25 is a Friday; day 20,812.
const christmas = Date.UTC(2026, 11, 25) / 86_400_000;
const calendar: HolidayCalendar = { ds: Int32Array.of(christmas), code: Int32Array.of(1), names: ['Christmas Day'] };

function holidayIn(frequency: 'week' | 'month', ds: number, label: 'start' | 'end'): number {
  const days = new DayTable({ calendar: false, holidays: true }, calendar, frequency);
  days.reserve(ds, ds, label);
  return days.values[days.at(ds)] as number;
}

it('finds a holiday in the seven days that a week has, whichever day names it', () => {
  const inside = (label: 'start' | 'end') => [-7, -6, 0, 6, 7].map((later) => holidayIn('week', christmas + later, label));
  expect(inside('start')).toEqual([0, 1, 1, 0, 0]);
  expect(inside('end')).toEqual([0, 0, 1, 1, 0]);
});

it('finds a holiday at the end of a month', () => {
  expect(holidayIn('month', Date.UTC(2026, 11, 1) / 86_400_000, 'start')).toBe(1);
  expect(holidayIn('month', Date.UTC(2026, 10, 1) / 86_400_000, 'start')).toBe(0);
});

it('takes weeks that are named by their Friday, Saturday or Sunday for weeks that end then', () => {
  const label = (day: number) => weekLabelOf({ ds: Int32Array.of(day) });
  expect([christmas, christmas + 1, christmas + 2].map(label)).toEqual(['end', 'end', 'end']);
  expect([christmas + 3, christmas + 6].map(label)).toEqual(['start', 'start']);
  expect(weekLabelOf({ ds: Int32Array.of(christmas), weekLabel: 'start' })).toBe('start');
});

it('tells covariates and keys from features of the same name', () => {
  const spec = { ...defaultFeatureSpec('day'), step: true };
  const groups = columnGroups(spec, { keys: ['holiday'], codes: {} }, { known: ['month', 'step', 'price'], past: [] }, [
    'month',
    'holiday',
  ]);
  const names = groups.flatMap((group) => group.names);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(['month', 'known_month', 'step', 'known_step', 'price', 'holiday', 'key_holiday']));
});
