import { expect, it } from 'vitest';
import golden from '@/tests/fixtures/evaluation/distributions.json';
import { chiSquaredTail, fTail, normalCdf, studentQuantile, studentTwoSided } from './distributions';
import { incompleteBeta, logGamma, upperIncompleteGamma } from './special-functions';

const functions = {
  logGamma,
  incompleteBeta,
  upperIncompleteGamma,
  normalCdf,
  chiSquaredTail,
  fTail,
  studentTwoSided,
  studentQuantile,
};

// Ten digits relative, and nothing smaller than 1e-280: thousands of degrees of freedom cost digits in the exponent.
it.each(Object.entries(functions))('%s agrees with SciPy to ten digits', (name, ours) => {
  for (const row of golden[name as keyof typeof functions]) {
    const expected = row.at(-1) as number;
    const value = (ours as (...args: number[]) => number)(...row.slice(0, -1));
    expect(Math.abs(value - expected), `${name}(${row.slice(0, -1).join(', ')}) = ${value}, not ${expected}`).toBeLessThanOrEqual(
      Math.max(1e-10 * Math.abs(expected), 1e-280),
    );
  }
});

it('knows what is certain', () => {
  expect(studentTwoSided(0, 5)).toBe(1);
  expect(studentTwoSided(Number.POSITIVE_INFINITY, 5)).toBe(0);
  expect(fTail(0, 3, 9)).toBe(1);
  expect(incompleteBeta(0, 1, 2)).toBe(0);
  expect(incompleteBeta(1, 1, 2)).toBe(1);
});
