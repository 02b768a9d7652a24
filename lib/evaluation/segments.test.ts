import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demandClass } from './demand-class';
import { metrics } from './metrics';
import { byDemand, byHorizonBlock, byKey, byMonth, byStep, byVolume, byWeekday } from './segmentations';
import { metricsBySegment, segmentTable } from './segments';

const nan = Number.NaN;

describe('metricsBySegment', () => {
  const origins = 2;
  const series = 3;
  const horizon = 4;
  const column = (seed: number) => Float64Array.from({ length: origins * series * horizon }, (_, k) => 20 + ((k * seed) % 17));
  const blocks = { series, horizon, actual: column(7), forecast: column(11) };
  blocks.actual[5] = nan;
  const scales = Float64Array.of(1, 2, 3, 4, 5, 6);
  const days = Int32Array.of(0, 1, 2, 3, 31, 32, 33, 34);

  /** The metrics of the points that a rule keeps, by hand. */
  const kept = (keep: (origin: number, series: number, step: number) => boolean) => {
    const forecast = blocks.forecast.map((f, k) => {
      const block = Math.floor(k / horizon);
      return keep(Math.floor(block / series), block % series, k % horizon) ? f : nan;
    });
    return metrics({ ...blocks, forecast }, scales);
  };

  it.each([
    ['steps', byStep(horizon), (g: number) => kept((_, __, step) => step === g)],
    [
      'blocks of steps',
      byHorizonBlock([
        { from: 1, to: 1 },
        { from: 2, to: 4 },
      ]),
      (g: number) => kept((_, __, step) => (step === 0 ? 0 : 1) === g),
    ],
    ['keys', byKey('store', ['b', 'a', 'b']), (g: number) => kept((_, i) => (i === 1 ? 0 : 1) === g)],
    ['volume', byVolume(Float64Array.of(5, 50, 9)), (g: number) => kept((_, i) => [2, 0, 1][i] === g)],
    ['months', byMonth(days), (g: number) => kept((origin) => origin === g)],
  ])('agrees with metrics of the points of each segment: %s', (_, segmentation, expected) => {
    const rows = metricsBySegment(blocks, segmentation, scales);
    expect(rows.length).toBeGreaterThan(1);
    rows.forEach((row, group) => {
      expect(row.metrics).toEqual(expected(group));
    });
  });

  it('names weekdays of the targets', () => {
    const rows = metricsBySegment(blocks, byWeekday(days));
    // 1970-01-01 was a Thursday, 1970-02-01 a Sunday.
    expect(rows.map((row) => row.segment)).toEqual(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']);
    expect(rows.find((row) => row.segment === 'Sunday')?.metrics).toEqual(
      metrics({
        ...blocks,
        forecast: blocks.forecast.map((f, k) => {
          const target = Math.floor(k / (series * horizon)) * horizon + (k % horizon);
          return target === 3 || target === 4 ? f : nan;
        }),
      }),
    );
  });

  it('tables every model and the whole first, and leaves empty segments out', () => {
    const table = segmentTable(
      { level: 'store', series, horizon, actual: blocks.actual, forecasts: { a: blocks.forecast, b: blocks.actual }, scales },
      [byStep(horizon), byMonth(days)],
    );
    expect(table).toHaveLength(2 * (1 + 4 + 2));
    expect(table[0]).toEqual({ model: 'a', level: 'store', by: 'all', segment: 'all', metrics: metrics(blocks, scales) });
    expect(table.filter((row) => row.model === 'b').every((row) => row.metrics.mae === 0)).toBe(true);
  });

  it('refuses a segmentation of another shape', () => {
    expect(() => metricsBySegment(blocks, byStep(5))).toThrow('Segmentation step has 5 step entries, not 4');
  });
});

describe('segmentations', () => {
  it('puts a third of the series into each tercile', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 50 }), (volumes) => {
        const { of } = byVolume(Float64Array.from(volumes));
        const members = [0, 1, 2].map((tercile) => volumes.filter((_, k) => of[k] === tercile));
        for (const { length } of members) expect(Math.abs(length - volumes.length / 3)).toBeLessThan(1);
        expect(Math.min(...(members[0] as number[]))).toBeGreaterThanOrEqual(Math.max(...(members[1] as number[])));
        expect(Math.min(...(members[1] as number[]))).toBeGreaterThanOrEqual(Math.max(...(members[2] as number[])));
      }),
    );
  });

  it('tells kinds of demand apart', () => {
    const rows = {
      smooth: [10, 11, 9, 10, 12, 10],
      erratic: [1, 30, 2, 45, 1, 3],
      intermittent: [0, 5, 0, 6, 0, 5],
      lumpy: [0, 1, 0, 40, 0, 2],
      none: [0, nan, 0, 0, 0, 0],
    };
    const y = Float64Array.from(Object.values(rows).flat());
    const starts = Int32Array.from([0, 6, 12, 18, 24]);
    const { labels, of } = byDemand(
      y,
      starts,
      starts.map((start) => start + 5),
    );
    expect([...of].map((group) => labels[group])).toEqual(Object.keys(rows));
    // By hand: sizes 5, 6, 5 have variance 1/3 around 16/3.
    expect(demandClass(y, 12, 17)).toEqual({ name: 'intermittent', interval: 2, variation: expect.closeTo(1 / 3 / (16 / 3) ** 2, 12) });
  });
});
