import { expect, it } from 'vitest';
import { SeenSeries } from './seen-series';

it('keeps every series, and of other names the latest', () => {
  const seen = new SeenSeries();
  seen.add('a');
  seen.confirm('a');
  for (let k = 0; k < 30_000; k++) seen.add(`nobody ${k}`);
  seen.add('x'.repeat(501));
  expect(['a', 'nobody 29999', 'nobody 10000'].map((name) => seen.has(name))).toEqual([true, true, true]);
  expect(['nobody 9999', 'nobody 0', 'b', 'x'.repeat(501)].map((name) => seen.has(name))).toEqual([false, false, false, false]);
});
