import { expect, it } from 'vitest';
import { scoreSteps } from '@/lib/series-forecasts/step-scores';
import { blocksOf, pool, ranked } from './accuracy';

it('puts steps together as one would score them together', () => {
  // Two origins of four steps.
  const actual = [100, 200, 50, 80, 90, 210, 60, 70];
  const forecast = [110, 180, 55, 80, 95, 215, 50, 77];
  const steps = scoreSteps(actual, forecast, 4);
  const off = [10, 20, 5, 0, 5, 5, 10, 7].reduce((a, b) => a + b);
  const signed = [10, -20, 5, 0, 5, 5, -10, 7].reduce((a, b) => a + b);
  const size = actual.reduce((a, b) => a + b);
  const pooled = pool(steps, { from: 1, to: 4 });
  expect(pooled.points).toBe(8);
  expect(pooled.mae).toBeCloseTo(off / 8, 9);
  expect(pooled.wape).toBeCloseTo((100 * off) / size, 9);
  expect(pooled.bias).toBeCloseTo((100 * signed) / size, 9);
});

it('has blocks that people plan by', () => {
  expect(blocksOf(30, 'day').map(({ label }) => label)).toEqual([
    'Days 1 – 7',
    'Days 8 – 14',
    'Days 15 – 21',
    'Days 22 – 28',
    'Days 29 – 30',
  ]);
  expect(blocksOf(12, 'week').map(({ label }) => label)).toEqual(['Weeks 1 – 4', 'Weeks 5 – 8', 'Weeks 9 – 12']);
  expect(blocksOf(4, 'month').map(({ label }) => label)).toEqual(['Months 1 – 3', 'Month 4']);
});

it('puts the published model first, then the most accurate', () => {
  const model = (name: string, error: number, best = false) => ({ name, best, steps: scoreSteps([100], [100 + error], 1) });
  expect(ranked([model('c', 9), model('a', 1), model('best', 5, true)]).map(({ name }) => name)).toEqual(['best', 'a', 'c']);
});
