import { expect, it } from 'vitest';
import type { OnDemandPoint } from '@/lib/serving/schema';
import { type DriverName, driversShown, driverTotals, partsOf, restOf, sentence, signalsOf } from './drivers';

const none = { level: 0, season: 0, holiday: 0, promotion: 0, price: 0, closure: 0, weather: 0, other: 0, identity: 0 };

function point(contributions: Partial<Record<DriverName, number>>, base = 1000): OnDemandPoint {
  const all = { ...none, ...contributions };
  const mean = Object.values(all).reduce((sum, value) => sum + value, base);
  const flat = { lower80: mean, upper80: mean, lower90: mean, upper90: mean, lower95: mean, upper95: mean };
  const known = { series: 's', date: '2026-11-23', step: 1, level: 'total', intervalMethod: '' };
  return { ...known, mean, ...flat, explanation: { base, contributions: all } };
}

it('says what moves a point in a sentence, the largest first', () => {
  const own = point({ promotion: 1240, season: -300, holiday: 20, level: 2 });
  const parts = partsOf(own, driversShown([own]));
  expect(parts.map(({ name }) => name)).toEqual(['promotion', 'season', 'holiday', 'level']);
  expect(sentence(parts, own.mean, 'USD')).toBe('Promotion adds $1,240, season takes away $300 and holidays add $20.');
  expect(sentence([], 1000, 'USD')).toBe('Nothing moves it far from the recent level.');
});

it('keeps what is too small to be named, so that all adds up', () => {
  const own = point({ promotion: 500, weather: 0.5, identity: -0.25 });
  const names = driversShown([own]);
  expect(names).toEqual(['promotion']);
  const named = partsOf(own, names).reduce((sum, { amount }) => sum + amount, 0);
  expect((own.explanation?.base ?? 0) + named + restOf(own, names)).toBeCloseTo(own.mean, 9);
});

it('adds drivers up over all dates, by how much they move', () => {
  const items = [point({ season: 300, promotion: 100 }), point({ season: -300 })];
  expect(driverTotals(items, ['promotion', 'season']).map(({ name, amount, share }) => [name, amount, share])).toEqual([
    ['season', 0, '86%'],
    ['promotion', 100, '14%'],
  ]);
});

it('writes features as the signals that they are read from', () => {
  const features = ['temperature_mean_28', 'temperature_max_7', 'day_of_week', 'member theta'];
  expect(signalsOf([{ name: 'weather', words: 'weather', features }], 'weather')).toEqual(['temperature', 'day of week']);
});
