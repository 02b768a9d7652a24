import { expect, it } from 'vitest';
import golden from '@/tests/fixtures/evaluation/drift.json';
import { kolmogorovSmirnov, kolmogorovTail } from './kolmogorov-smirnov';
import { binTogether, populationStability } from './population-stability';

const close = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * Math.abs(expected) + 1e-14);

it.each(golden.cases.map((row, k) => ({ ...row, k })))('measures case $k as SciPy does', ({ one, other, statistic, pValue, psi }) => {
  const [reference, recent] = [Float64Array.from(one), Float64Array.from(other)];
  const found = kolmogorovSmirnov(reference, recent);
  close(found.statistic, statistic);
  close(found.pValue, pValue);
  close(populationStability(binTogether(reference, recent)), psi);
});

it('knows Kolmogorov’s distribution as SciPy does', () => {
  for (const [x, expected] of golden.kolmogorovTail) close(kolmogorovTail(x as number), expected as number);
  expect(kolmogorovTail(0)).toBe(1);
});

it('finds no drift between equals, and says nothing of nothing', () => {
  const sample = Float64Array.from({ length: 100 }, (_, k) => k % 17);
  expect(kolmogorovSmirnov(sample, sample)).toEqual({ statistic: 0, pValue: 1 });
  expect(populationStability(binTogether(sample, sample))).toBe(0);
  expect(populationStability(binTogether(sample, new Float64Array()))).toBeNaN();
  expect(kolmogorovSmirnov(new Float64Array(), sample).pValue).toBeNaN();
});

it('gives each of a few values a bin of its own, so that a rare flag counts', () => {
  const rare = Float64Array.from({ length: 100 }, (_, k) => (k === 0 ? 1 : 0));
  const often = Float64Array.from({ length: 100 }, (_, k) => k % 2);
  expect(binTogether(rare, often)).toEqual({ edges: [0.5], reference: [99, 1], recent: [50, 50] });
  expect(populationStability(binTogether(rare, often))).toBeGreaterThan(1);
});
