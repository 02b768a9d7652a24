import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { poisonAfter, randomPanel, randomStream } from '@/tests/helpers/random-panel';
import { noHolidays } from './calendar';
import { FeatureBuilder } from './design-matrix';
import { learnEncoding } from './encoding';
import type { Panel } from './panel';
import { defaultFeatureSpec, type FeatureSpec } from './spec';

function builderOf(panel: Panel, spec: FeatureSpec): FeatureBuilder {
  return new FeatureBuilder(spec, learnEncoding(panel), noHolidays, panel.frequency, {
    known: Object.keys(panel.known).sort(),
    past: Object.keys(panel.past).sort(),
  });
}

/** Every recorded row of every series, each seen from one offset. */
function allRows(panel: Panel, offset: number) {
  const rows: { series: number; row: number }[] = [];
  for (let series = 0; series < panel.ids.length; series++) {
    for (let row = panel.indptr[series] as number; row < (panel.indptr[series + 1] as number); row++) rows.push({ series, row });
  }
  return {
    series: Int32Array.from(rows, ({ series }) => series),
    row: Int32Array.from(rows, ({ row }) => row),
    offset: new Int32Array(rows.length).fill(offset),
  };
}

describe('FeatureBuilder', () => {
  it.each([1, 3, 10])('agrees with a Polars oracle on a panel with gaps, seen from %i periods before', (offset) => {
    const panel = randomPanel({ gaps: 0.2, periods: 120, horizon: 0, seed: offset });
    const spec: FeatureSpec = {
      ...defaultFeatureSpec('day'),
      lagWindows: [{ lag: 7, window: 14, statistics: ['mean', 'std', 'max'] }],
      levelWindow: 0,
      year: 28,
      calendar: false,
      holidays: false,
    };
    const builder = builderOf(panel, spec);
    const request = allRows(panel, offset);
    // The matrix is single precision; the same path writes doubles for the oracle.
    const columns = builder.names.length;
    const values = new Float64Array(request.row.length * columns);
    builder.on(panel).fill(request, 0, request.row.length, values);
    expect(builder.build(panel, request).values).toEqual(Float32Array.from(values));
    const frame = pl
      .DataFrame({
        id: Array.from(request.series),
        y: Array.from(panel.y, (y) => (Number.isNaN(y) ? null : y)),
        traffic: Array.from(panel.past.traffic as Float64Array, (v) => (Number.isNaN(v) ? null : v)),
      })
      .withColumns(pl.col('y').cast(pl.Float64), pl.col('traffic').cast(pl.Float64));
    const rolled = (column: string, shift: number, window: number, statistic: string): (number | null)[] => {
      const expression = pl.col(column).shift(shift);
      const options = { windowSize: window, minPeriods: statistic === 'std' ? 2 : 1 };
      const roll = {
        mean: () => expression.rollingMean(options),
        std: () => expression.rollingStd(options),
        min: () => expression.rollingMin(options),
        max: () => expression.rollingMax(options),
        median: () => expression.rollingMedian(options),
      };
      return panel.ids.flatMap(
        (_, i) =>
          frame
            .filter(pl.col('id').eq(pl.lit(i)))
            .select(roll[statistic as keyof typeof roll]().alias('out'))
            .getColumn('out')
            .toArray() as (number | null)[],
      );
    };
    const check = (name: string, expected: (number | null)[]) => {
      const column = builder.names.indexOf(name);
      expect(column, name).toBeGreaterThanOrEqual(0);
      expected.forEach((want, k) => {
        const got = values[k * columns + column] as number;
        if (want === null || Number.isNaN(want)) expect(got, `${name} row ${k}`).toBeNaN();
        else expect(Math.abs(got - want), `${name} row ${k}: ${got} for ${want}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(want)));
      });
    };
    for (const lag of spec.lags)
      check(`lag_${lag}`, lag < offset ? panel.ids.flatMap(() => new Array<null>(120).fill(null)) : rolled('y', lag, 1, 'mean'));
    for (const window of spec.windows)
      for (const statistic of spec.statistics) check(`rolling_${statistic}_${window}`, rolled('y', offset, window, statistic));
    for (const statistic of ['mean', 'std', 'max']) {
      check(`rolling_${statistic}_14_lag_7`, rolled('y', Math.max(offset, 7), 14, statistic));
    }
    check('expanding_mean', rolled('y', offset, 500, 'mean'));
    check('traffic_mean_28', rolled('traffic', offset, 28, 'mean'));
    check('season_last_7', rolled('y', 7 * Math.ceil(offset / 7), 1, 'mean'));
  });

  it('makes the same row whatever comes after its anchor', () => {
    const panel = randomPanel({ gaps: 0.1, seed: 5 });
    const random = randomStream(8);
    for (const spec of [defaultFeatureSpec('day'), { ...defaultFeatureSpec('day'), step: true, levelWindow: 0 }]) {
      const builder = builderOf(panel, spec);
      for (let trial = 0; trial < 60; trial++) {
        const series = Math.floor(random() * panel.ids.length);
        const offset = 1 + Math.floor(random() * 14);
        const row = (panel.indptr[series] as number) + 30 + Math.floor(random() * 380);
        const request = { series: Int32Array.of(series), row: Int32Array.of(row), offset: Int32Array.of(offset) };
        const anchor = panel.ds[row - offset] as number;
        const clean = builder.build(panel, request);
        const poisoned = builder.build(poisonAfter(panel, anchor), request);
        expect(poisoned.values).toEqual(clean.values);
        expect(poisoned.level).toEqual(clean.level);
      }
    }
  });

  it('has the calendar features that are named, and keys that are numbers as numbers', () => {
    const panel = randomPanel({ series: 2 });
    const sized: Panel = { ...panel, keys: panel.keys.map((keys, i) => ({ ...keys, size: String(120.5 * (i + 1)) })) };
    const spec: FeatureSpec = { ...defaultFeatureSpec('day'), calendar: ['day_of_week', 'month'], holidays: false, numericKeys: ['size'] };
    const builder = new FeatureBuilder(spec, learnEncoding(sized, spec.numericKeys), noHolidays, 'day', { known: [], past: [] });
    expect(builder.names.slice(-4)).toEqual(['day_of_week', 'month', 'store', 'size']);
    expect(builder.categorical.map((column) => builder.names[column])).toEqual(['store']);
    const matrix = builder.build(sized, { series: Int32Array.of(1), row: Int32Array.of(434 + 40), offset: Int32Array.of(1) });
    // 40 days after Saturday 2022-01-01: Thursday 10 February.
    expect([...matrix.values.slice(-4)]).toEqual([3, 2, 1, 241]);
  });

  it('makes a row alone as it makes it among others', () => {
    const panel = randomPanel({ gaps: 0.1, seed: 3 });
    const builder = builderOf(panel, { ...defaultFeatureSpec('day'), step: true });
    const all = allRows(panel, 2);
    const whole = builder.build(panel, all);
    const features = builder.on(panel);
    const one = new Float32Array(whole.columns);
    for (let k = 0; k < whole.rows; k += 37) {
      features.fill(all, k, k + 1, one);
      expect(one).toEqual(whole.values.slice(k * whole.columns, (k + 1) * whole.columns));
    }
  });

  it('divides by the recent level, so that a series ten times as large has the same row', () => {
    const panel = randomPanel({ series: 1, seed: 2 });
    const tenfold = { ...panel, y: panel.y.map((y) => 10 * y) };
    const builder = builderOf(panel, { ...defaultFeatureSpec('day'), pastWindow: 0 });
    const request = { series: Int32Array.of(0), row: Int32Array.of(400), offset: Int32Array.of(3) };
    const [one, ten] = [builder.build(panel, request), builder.build(tenfold, request)];
    expect(ten.level[0]).toBeCloseTo(10 * (one.level[0] as number), 6);
    one.values.forEach((value, k) => {
      if (!Number.isNaN(value)) expect(ten.values[k]).toBeCloseTo(value, 5);
    });
  });

  it('does not change when the order of the series does', () => {
    const panel = randomPanel({ series: 2, seed: 4 });
    const length = panel.indptr[1] as number;
    const swap = (values: Float64Array) => Float64Array.of(...values.subarray(length), ...values.subarray(0, length));
    const swapped: Panel = {
      ...panel,
      ids: ['s1', 's0'],
      keys: [{ store: 's1' }, { store: 's0' }],
      y: swap(panel.y),
      known: { promotion: swap(panel.known.promotion as Float64Array) },
      past: { quantity: swap(panel.past.quantity as Float64Array), traffic: swap(panel.past.traffic as Float64Array) },
    };
    const at = (series: number, row: number) => ({ series: Int32Array.of(series), row: Int32Array.of(row), offset: Int32Array.of(2) });
    const spec = defaultFeatureSpec('day');
    expect(builderOf(swapped, spec).build(swapped, at(1, length + 300)).values).toEqual(
      builderOf(panel, spec).build(panel, at(0, 300)).values,
    );
  });
});
