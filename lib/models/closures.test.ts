import { expect, it } from 'vitest';
import { randomPanel } from '@/tests/helpers/random-panel';
import { closeDown, plannedClosures } from './closures';

it('forecasts nothing for a series that is planned to be wholly closed, and leaves partial closures to the model', () => {
  const panel = randomPanel({ series: 2, periods: 40, horizon: 3 });
  const share = new Float64Array(panel.y.length);
  const origin = panel.origin;
  share[(panel.indptr[1] as number) + 41] = 0.1 + 0.2 + 0.7; // one but for rounding: step 2 of the second series
  share[42] = 0.5; // step 3 of the first
  const closing = { ...panel, known: { ...panel.known, closed_share: share } };
  const values = Float64Array.of(1, 2, 3, 4, 5, 6);
  closeDown(closing, origin, 3, values);
  expect([...values]).toEqual([1, 2, 3, 4, 0, 6]);
  expect(plannedClosures(panel, origin, 3)).toBeUndefined();
});
