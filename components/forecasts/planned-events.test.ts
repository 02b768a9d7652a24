import { expect, it } from 'vitest';
import type { ForecastPoint } from '../charts/forecast-series';
import { occasions } from './planned-events';

const point = (date: string, mean: number): ForecastPoint => ({
  ...{ date, step: 1, mean, lower80: mean, upper80: mean },
  ...{ lower90: mean, upper90: mean, lower95: mean, upper95: mean },
});

it('tells what is expected of days while they last, and what was sold in those before', () => {
  const sale = { kind: 'promotion' as const, name: 'Sale', startDate: '2026-11-23', endDate: '2026-11-24' };
  const found = occasions(
    { holidays: [{ date: '2026-11-21', name: 'Past' }], events: [sale, sale] },
    [point('2026-11-23', 10), point('2026-11-24', 20), point('2026-11-25', 40)],
    [
      { date: '2026-11-20', y: 5 },
      { date: '2026-11-21', y: 7 },
    ],
    { frequency: 'day', weekLabel: 'start' },
  );
  expect(found.ahead).toEqual([{ ...sale, total: 30 }]);
  expect(found.past.map(({ name, total }) => [name, total])).toEqual([['Past', 7]]);
});

it('finds a holiday in the week that ends after it', () => {
  const { ahead } = occasions({ holidays: [{ date: '2012-11-22', name: 'Thanksgiving' }], events: [] }, [point('2012-11-23', 9)], [], {
    frequency: 'week',
    weekLabel: 'end',
  });
  expect(ahead.map(({ name, total }) => [name, total])).toEqual([['Thanksgiving', 9]]);
});
