import { expect, it } from 'vitest';
import type { PlanPoint } from '@/lib/overrides/schema';
import { draftValue, pointsOf, tell, totalsOf } from './draft';

const point = (date: string, model: number, final = model): PlanPoint => ({ series: 's', date, step: 1, model, final, override: null });

it('tells numbers and changes of the model’s number, whatever holds at present', () => {
  const overridden = point('2026-12-01', 100, 130);
  expect(draftValue(overridden, undefined)).toBe(130);
  expect(draftValue(overridden, { value: 90 })).toBe(90);
  expect(draftValue(overridden, { change: 0.1 })).toBeCloseTo(110, 12);
});

it('sums what is, what holds and what would hold', () => {
  const points = [point('2026-12-01', 100, 130), point('2026-12-02', 50)];
  const draft = tell(new Map(), ['2026-12-02'], { change: 0.5 });
  expect(totalsOf(points, draft)).toEqual({ model: 150, present: 180, next: 205 });
  expect(totalsOf(points, tell(draft, ['2026-12-02'], undefined)).next).toBe(180);
});

it('sends dates in their order', () => {
  const draft = tell(tell(new Map(), ['2026-12-02'], { value: 1 }), ['2026-12-01'], { change: 0.2 });
  expect(pointsOf(draft)).toEqual([
    { date: '2026-12-01', change: 0.2 },
    { date: '2026-12-02', value: 1 },
  ]);
});
