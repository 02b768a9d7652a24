import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Croston } from './croston';
import { AutoEts, type EtsModel } from './ets';
import { etsName } from './ets-components';
import { SeasonalNaiveDrift } from './seasonal-naive-drift';
import { SeasonalNaiveRatio } from './seasonal-naive-ratio';
import { SeasonalWindowAverage } from './seasonal-window-average';
import { SimpleExponentialSmoothing } from './simple-exponential-smoothing';
import { Theta } from './theta';
import type { ThetaKind } from './theta-fit';
import { Tsb } from './tsb';
import type { UnivariateModel } from './univariate';
import { WindowAverage } from './window-average';

/** What tests/fixtures/statistical/generate.py wrote: forecasts of statsforecast 2.1.1, and of numpy for the naives. */
interface Golden {
  season: number;
  horizon: number;
  series: number[][];
  /** Which components AutoETS chose for each series, by model. */
  components: Record<string, string[]>;
  /** `forecasts[model][series][step - 1]` */
  forecasts: Record<string, number[][]>;
}

const thetaKinds: ThetaKind[] = ['STM', 'OTM', 'DSTM', 'DOTM'];
const etsModels: EtsModel[] = ['ZZZ', 'ZZN', 'ZAZ', 'ANA', 'ANN', 'MMM', 'MMN', 'MNM'];

function modelsOf(season: number): Map<string, UnivariateModel> {
  const models = [
    ...etsModels.map((model) => new AutoEts({ season, model })),
    new AutoEts({ season, model: 'AAN', damped: true }),
    new AutoEts({ season, model: 'AAA', damped: true }),
    new AutoEts({ season, model: 'MMM', damped: true }),
    new AutoEts({ season, model: 'MAM', damped: false }),
    new Theta({ season }),
    ...thetaKinds.map((kind) => new Theta({ season, kind })),
    new SimpleExponentialSmoothing(),
    new WindowAverage({ window: 8 }),
    new SeasonalWindowAverage({ season, window: 2 }),
    new SeasonalNaiveDrift({ season }),
    new SeasonalNaiveRatio({ season, window: 8 }),
    new Croston('classic'),
    new Croston('optimised'),
    new Croston('sba'),
    new Tsb(),
  ];
  return new Map(models.map((model) => [model.name, model]));
}

/** Greatest difference of two forecasts, as a fraction of the mean size of the expected one. */
function relativeDifference(forecast: Float64Array, expected: number[]): number {
  const size = expected.reduce((sum, value) => sum + Math.abs(value), 0) / expected.length;
  return Math.max(...expected.map((value, step) => Math.abs(value - (forecast[step] as number)))) / size;
}

describe.each(['weekly', 'daily', 'monthly', 'monthly-multiplicative', 'intermittent'])('on %s series', (file) => {
  const golden: Golden = JSON.parse(readFileSync(`tests/fixtures/statistical/${file}.json`, 'utf8'));
  const models = modelsOf(golden.season);

  it.each(Object.keys(golden.forecasts))('%s forecasts what its reference does, to 1e-6', (name) => {
    const model = models.get(name);
    if (!model) throw new Error(`The fixture has a model that the test does not know: ${name}`);
    golden.series.forEach((y, series) => {
      const expected = golden.forecasts[name]?.[series] as number[];
      const difference = relativeDifference(model.forecast(Float64Array.from(y), golden.horizon), expected);
      expect(difference, `series ${series}`).toBeLessThan(1e-6);
    });
  });

  it.each(Object.keys(golden.components))('%s chooses the components that its reference does', (name) => {
    const model = models.get(name) as AutoEts;
    const chosen = golden.series.map((y) => {
      const fit = model.fit(Float64Array.from(y));
      return fit && etsName(fit.components);
    });
    expect(chosen).toEqual(golden.components[name]);
  });
});
