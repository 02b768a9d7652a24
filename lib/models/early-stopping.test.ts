import { expect, test } from 'vitest';
import { EarlyStopping } from './early-stopping';

const observeAll = (stopping: EarlyStopping, metrics: number[]) =>
  metrics.findIndex((metric, iteration) => stopping.observe(iteration, metric));

test('stops when the best is as many iterations old as it may be, and keeps up to the best', () => {
  const stopping = new EarlyStopping(3);
  expect(observeAll(stopping, [5, 4, 3, 3, 3.5, 4, 1])).toBe(5);
  expect(stopping.keep(6)).toBe(3);
});

test('a better one starts the waiting again', () => {
  expect(observeAll(new EarlyStopping(2), [5, 6, 4, 5, 3, 4])).toBe(-1);
});

test('without rounds or metric every iteration is kept', () => {
  const never = new EarlyStopping(0);
  expect(observeAll(never, [1, 2, 3, 4])).toBe(-1);
  expect(never.keep(4)).toBe(4);
  const unmeasured = new EarlyStopping(2);
  expect([0, 1, 2, 3].some((iteration) => unmeasured.observe(iteration, undefined))).toBe(false);
  expect(unmeasured.keep(4)).toBe(4);
});
