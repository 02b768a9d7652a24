import { expect, it } from 'vitest';
import { leastPeriods } from '@/lib/evaluation/windows';
import { fewestPeriods, fittingHorizon } from './fitting-horizon';

it('is the usual horizon for a long history, a shorter one for a short one, and none for a few days', () => {
  const of = (lastDate: string) => fittingHorizon({ frequency: 'day', firstDate: '2026-01-01', lastDate });
  expect(of('2026-12-31')).toBe(30);
  const short = of('2026-04-30') as number;
  expect(short).toBeLessThan(30);
  expect(leastPeriods(short, 'day')).toBeLessThanOrEqual(120);
  expect(leastPeriods(short + 1, 'day')).toBeGreaterThan(120);
  expect(of('2026-01-20')).toBeUndefined();
  expect(fewestPeriods('day')).toBe(leastPeriods(1, 'day'));
});
