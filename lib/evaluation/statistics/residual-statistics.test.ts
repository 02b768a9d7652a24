import { expect, it } from 'vitest';
import golden from '@/tests/fixtures/evaluation/residual-statistics.json';
import { autocorrelations, ljungBox } from './autocorrelation';
import { groupMeans } from './group-means';
import { jarqueBera, moments } from './moments';
import { rankCorrelation } from './rank-correlation';

it("agrees with SciPy's moments and Jarque-Bera test", () => {
  const { values, statistic, pValue, ...shape } = golden.moments;
  const ours = moments(Float64Array.from([Number.NaN, ...values]));
  for (const [name, expected] of Object.entries(shape)) expect(ours[name as keyof typeof ours]).toBeCloseTo(expected, 10);
  expect(ours.count).toBe(values.length);
  expect(jarqueBera(ours).statistic / statistic).toBeCloseTo(1, 10);
  expect(jarqueBera(ours).pValue / pValue).toBeCloseTo(1, 8);
  expect(moments(Float64Array.of(2, 2, 2))).toMatchObject({ deviation: 0, skewness: 0, excessKurtosis: 0 });
});

it("agrees with statsmodels' autocorrelations and Ljung-Box test", () => {
  const { acf, ljungBox: tests } = golden.autocorrelation;
  const values = Float64Array.from(golden.autocorrelation.values);
  expect([...autocorrelations(values, acf.length)]).toEqual(acf.map((r) => expect.closeTo(r, 12)));
  for (const [lags, statistic, pValue] of tests as [number, number, number][]) {
    expect(ljungBox(values, lags).statistic).toBeCloseTo(statistic, 10);
    expect(ljungBox(values, lags).pValue).toBeCloseTo(pValue, 10);
  }
  expect(ljungBox(new Float64Array(20).fill(3), 4)).toEqual({ statistic: 0, pValue: 1 });
});

it("agrees with SciPy's analysis of variance", () => {
  const { values, of, statistic, pValue } = golden.groups;
  const ours = groupMeans(Float64Array.from([...values, Number.NaN, 99]), Int32Array.from([...of, 0, -1]), 8);
  expect(ours.statistic).toBeCloseTo(statistic, 10);
  expect(ours.pValue).toBeCloseTo(pValue, 10);
  expect(ours.counts[7]).toBe(0);
  expect(groupMeans(Float64Array.of(1, 2), Int32Array.of(0, 1), 2).pValue).toBeNull();
  expect(groupMeans(Float64Array.of(1, 2), Int32Array.of(0, 0), 2).pValue).toBeNull();
});

it("agrees with SciPy's rank correlation, ties and all", () => {
  const { a, b, correlation, pValue } = golden.ranks;
  const ours = rankCorrelation(Float64Array.from([...a, Number.NaN]), Float64Array.from([...b, 4]));
  expect(ours?.correlation).toBeCloseTo(correlation, 12);
  expect(ours?.pValue).toBeCloseTo(pValue, 10);
  expect(ours?.pairs).toBe(a.length);
  expect(rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(4, 4, 4))).toBeNull();
  expect(rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(10, 20, 30))).toMatchObject({ correlation: 1, pValue: 0 });
});
