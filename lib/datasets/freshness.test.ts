import { expect, it } from 'vitest';
import { freshnessOf } from './freshness';

const now = new Date('2026-11-25T13:00:00Z');

it('tells how old data are, and calls them late once two periods are missing', () => {
  expect(freshnessOf('2026-11-22', 'day', now)).toEqual({ days: 3, state: 'current' });
  expect(freshnessOf('2026-11-10', 'day', now)).toEqual({ days: 15, state: 'late' });
  expect(freshnessOf('2026-11-13', 'week', now).state).toBe('current');
  expect(freshnessOf('2026-11-06', 'week', now).state).toBe('late');
  expect(freshnessOf('2026-10-01', 'month', now).state).toBe('current');
  expect(freshnessOf('2027-01-01', 'month', now)).toEqual({ days: -37, state: 'current' });
});
