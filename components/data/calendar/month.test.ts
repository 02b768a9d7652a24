import { expect, it } from 'vitest';
import { addMonths, daysOfMonth, isMonth, monthTitle } from './month';

it('lays a month out in whole weeks from Monday', () => {
  const days = daysOfMonth('2026-11');
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42]);
  expect(daysOfMonth('2027-02')).toHaveLength(28);
});

it('goes from month to month over the years, and takes odd text for none', () => {
  expect([addMonths('2026-12', 1), addMonths('2026-01', -1), addMonths('2026-05', 12)]).toEqual(['2027-01', '2025-12', '2027-05']);
  expect(monthTitle('2026-12')).toBe('December 2026');
  expect(['2026-13', '26-01', '', null, undefined].some(isMonth)).toBe(false);
});
