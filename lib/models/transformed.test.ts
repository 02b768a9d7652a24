import { describe, expect, it } from 'vitest';
import { holidayCalendar } from '@/lib/data/holidays';
import { poisonAfter, randomPanel } from '@/tests/helpers/random-panel';
import { SeasonalNaive } from './baselines';
import { type FittedForecaster, rowsAt } from './forecaster';
import { SmoothedLevel } from './level';
import { fitProfile } from './profile/profile';
import { TransformedForecaster } from './transformed';
import { fitTransform } from './transforms/fit-transform';
import type { TransformSpec } from './transforms/transform';

const specs: TransformSpec[] = [
  { kind: 'log1p' },
  { kind: 'standardise' },
  { kind: 'difference', lag: 1 },
  { kind: 'difference', lag: 7 },
  { kind: 'ratio', lag: 7 },
  { kind: 'holidays' },
  { kind: 'deseasonalise' },
];
const horizon = 14;
const panel = randomPanel({ series: 3, periods: 500, horizon, gaps: 0, seed: 11 });
const calendar = holidayCalendar(panel.ds);
const origin = panel.origin - 30;

const anchors = rowsAt(panel, origin);
const rowOf = (k: number) => (anchors[Math.floor(k / horizon)] as number) + 1 + (k % horizon);
const future = (values: Float64Array) => Float64Array.from({ length: panel.ids.length * horizon }, (_, k) => values[rowOf(k)] as number);
const constant = (value: number) => new Float64Array(panel.ids.length * horizon).fill(value);

describe('transforms without anything to learn', () => {
  it.each(specs.filter(({ kind }) => ['log1p', 'difference', 'ratio'].includes(kind)))(
    'go back to the sales they were made of: %o',
    (spec) => {
      // What a model that knows the future would forecast: the same transform, taken later.
      const values = future(fitTransform(spec, panel, panel.origin, calendar)?.target as Float64Array);
      fitTransform(spec, panel, origin, calendar)?.invert(values, horizon);
      const sales = future(panel.y);
      values.forEach((value, k) => {
        expect(value).toBeCloseTo(sales[k] as number, 6);
      });
    },
  );
});

describe('transforms that learn', () => {
  it('standardise by mean and deviation of the history', () => {
    const fitted = fitTransform({ kind: 'standardise' }, panel, origin, calendar);
    const [zero, one] = [constant(0), constant(1)];
    fitted?.invert(zero, horizon);
    fitted?.invert(one, horizon);
    panel.ids.forEach((_, series) => {
      const own = panel.y.subarray(panel.indptr[series], (anchors[series] as number) + 1);
      const mean = own.reduce((sum, y) => sum + y, 0) / own.length;
      const deviation = Math.sqrt(own.reduce((sum, y) => sum + (y - mean) ** 2, 0) / (own.length - 1));
      expect(zero[series * horizon]).toBeCloseTo(mean, 9);
      expect((one[series * horizon] as number) - (zero[series * horizon] as number)).toBeCloseTo(deviation, 9);
    });
  });

  it('divide by the profile, and multiply by it where it goes on', () => {
    const factor = fitProfile(panel, origin, calendar)?.factor as Float64Array;
    const fitted = fitTransform({ kind: 'deseasonalise' }, panel, origin, calendar);
    fitted?.target.forEach((value, row) => {
      if ((panel.ds[row] as number) <= origin) expect(value * (factor[row] as number)).toBeCloseTo(panel.y[row] as number, 9);
    });
    const ones = constant(1);
    fitted?.invert(ones, horizon);
    expect(ones).toEqual(future(factor));
  });
});

describe.each(specs)('$kind', (spec) => {
  it('reads nothing after its origin, neither forwards nor back', () => {
    const clean = fitTransform(spec, panel, origin, calendar);
    const poisoned = fitTransform(spec, poisonAfter(panel, origin), origin, calendar);
    expect(poisoned?.target).toEqual(clean?.target);
    const [one, other] = [clean, poisoned].map((fitted) => {
      const values = new Float64Array(panel.ids.length * horizon).fill(0.5);
      fitted?.invert(values, horizon);
      return values;
    });
    expect(other).toEqual(one);
    expect(clean?.target.some((value, row) => (panel.ds[row] as number) > origin && !Number.isNaN(value))).toBe(false);
  });
});

describe('TransformedForecaster', () => {
  it('undoes its transforms in the opposite order, and never sells less than nothing', () => {
    const chain: TransformSpec[] = [{ kind: 'deseasonalise' }, { kind: 'log1p' }, { kind: 'standardise' }];
    using fitted = new TransformedForecaster(new SmoothedLevel(), chain, calendar).fit(panel, origin);
    const { values } = fitted.forecast(panel, origin, horizon);
    const size = panel.y.reduce((most, y) => Math.max(most, y || 0), 0);
    values.forEach((value) => {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(2 * size);
    });
  });

  it('is the model itself without transforms', () => {
    using plain = new TransformedForecaster(new SeasonalNaive(7), [], calendar).fit(panel, origin);
    expect(plain.forecast(panel, origin, horizon).values).toEqual(new SeasonalNaive(7).forecast(panel, origin, horizon).values);
  });

  it('forecasts from the history at hand, though it was fitted on an older one', () => {
    const forecaster = new TransformedForecaster(new SmoothedLevel(), [{ kind: 'deseasonalise' }], calendar);
    const at = (fitted: FittedForecaster) => fitted.forecast(panel, panel.origin, horizon).values;
    expect(at(forecaster.fit(panel, origin))).toEqual(at(forecaster.fit(panel, panel.origin)));
  });

  it('leaves out a transform that the sales do not allow', () => {
    const negative = { ...panel, y: panel.y.map((y, row) => (row === 5 ? -1 : y)) };
    using fitted = new TransformedForecaster(new SeasonalNaive(7), [{ kind: 'deseasonalise' }, { kind: 'log1p' }], calendar).fit(
      negative,
      origin,
    );
    expect(fitted.forecast(negative, origin, horizon).values).toEqual(new SeasonalNaive(7).forecast(negative, origin, horizon).values);
  });
});
