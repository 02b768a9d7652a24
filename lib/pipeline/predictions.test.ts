import pl from 'nodejs-polars';
import { expect, it } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { parquetBytes } from '@/lib/data/parquet';
import { randomPanel } from '@/tests/helpers/random-panel';
import { actualsAt, planBacktest } from './backtest';
import type { WindowForecasts } from './members';
import { predictionsFrame } from './predictions';

const horizon = 3;
const panel = { ...randomPanel({ series: 2, periods: 90, horizon, gaps: 0.1 }), ids: ['a,"1"', 'b\n2'] };
const plan = planBacktest(panel, horizon);

/** Forecasts that tell where they belong: window, then place. */
function numbered(by: number): WindowForecasts {
  const of = (count: number, base: number) => Float64Array.from({ length: count * 2 * horizon }, (_, k) => by * (base + k));
  const { selection, calibration, test } = plan.origins;
  return { selection: of(selection.length, 0), calibration: of(calibration.length, 1000), test: of(test.length, 2000) };
}

it('holds every scored forecast beside its actual, as a Parquet file gives it back', () => {
  const forecasts = { ensemble: numbered(1), 'seasonal-naive': numbered(-1) };
  (forecasts.ensemble.test as Float64Array)[4] = Number.NaN;
  const frame = pl.readParquet(parquetBytes(predictionsFrame(panel, plan, forecasts), 'zstd'));
  expect(frame.columns).toEqual(['window', 'origin', 'series', 'step', 'actual', 'ensemble', 'seasonal-naive']);
  expect(frame.dtypes.map(String)).toEqual([pl.String, pl.Date, pl.String, pl.Int32, pl.Float64, pl.Float64, pl.Float64].map(String));
  const expected = (['selection', 'test'] as const).flatMap((window) => {
    const actual = actualsAt(panel, plan.origins[window], horizon);
    return plan.origins[window].flatMap((origin, o) =>
      panel.ids.flatMap((series, i) =>
        Array.from({ length: horizon }, (_, step) => {
          const at = (o * 2 + i) * horizon + step;
          const number = (value: number | undefined) => (Number.isNaN(value) ? null : value);
          const [ensemble, naive] = [forecasts.ensemble[window][at], forecasts['seasonal-naive'][window][at]];
          return [window, isoDate(origin), series, step + 1, number(actual[at]), number(ensemble), number(naive)];
        }),
      ),
    );
  });
  const dated = frame.withColumn(pl.col('origin').cast(pl.Utf8));
  expect(dated.rows()).toEqual(expected);
  expect(dated.rows().filter((row) => row[4] === null).length).toBeGreaterThan(0);
});

it('has no rows of a test window that is not there', () => {
  const none = { ...plan, origins: { ...plan.origins, test: [] } };
  const forecasts = { ensemble: { ...numbered(1), test: new Float64Array() } };
  expect(predictionsFrame(panel, none, forecasts).getColumn('window').unique().toArray()).toEqual(['selection']);
});

it('makes as many rows as a wide run has', () => {
  const wide = randomPanel({ series: 6000, periods: 140, horizon: 28 });
  const widePlan = planBacktest(wide, 28, { backtestOrigins: 3 });
  const of = (origins: number[]) => new Float64Array(origins.length * 6000 * 28).fill(1.5);
  const { selection, calibration, test } = widePlan.origins;
  const frame = predictionsFrame(wide, widePlan, { ensemble: { selection: of(selection), calibration: of(calibration), test: of(test) } });
  expect(frame.height).toBe((selection.length + test.length) * 6000 * 28);
  expect(frame.getColumn('series').get(frame.height - 1)).toBe('s5999');
});
