import { isoDate } from '@/lib/data/days';
import type { Panel } from '@/lib/features/panel';
import { addPeriods } from '@/lib/models/forecaster';
import { errorDistribution, quantile, quantileProbabilities } from '@/lib/plots/error-distribution';
import { randomSample } from '@/lib/plots/random-sample';
import { rounded, roundedAll } from '@/lib/plots/rounded';
import type { PlotOf } from '@/lib/plots/schema';
import { actualsAt, type BacktestPlan } from './backtest';
import type { WindowForecasts } from './members';

type Forecasts = Record<string, WindowForecasts>;

/** Points of a scatter, which are as many as an eye can tell apart. */
const mostPoints = 1500;

/** Scored forecasts of the test window beside what came: all, or a sample of them. */
export function predictionsPlot(panel: Panel, { horizon, origins }: BacktestPlan, forecasts: Forecasts): PlotOf<'predictions'> {
  const actual = actualsAt(panel, origins.test, horizon);
  const scored = Int32Array.from(actual.keys()).filter((at) => !Number.isNaN(actual[at]));
  const kept = randomSample(scored.length, mostPoints).map((at) => scored[at] as number);
  const dates = new Names<number>();
  const series = new Names<number>();
  const [seriesAt, dateAt, steps]: number[][] = [[], [], []];
  for (const at of kept) {
    const step = (at % horizon) + 1;
    const block = Math.floor(at / horizon);
    seriesAt?.push(series.positionOf(block % panel.ids.length));
    dateAt?.push(dates.positionOf(addPeriods(panel, origins.test[Math.floor(block / panel.ids.length)] as number, step)));
    steps?.push(step);
  }
  const pick = (values: Float64Array) => roundedAll(Float64Array.from(kept, (at) => values[at] as number));
  return {
    of: scored.length,
    seriesNames: series.all.map((k) => nameOf(panel, k)),
    dates: dates.all.map(isoDate),
    series: seriesAt ?? [],
    date: dateAt ?? [],
    step: steps ?? [],
    actual: pick(actual),
    models: Object.fromEntries(Object.entries(forecasts).map(([name, { test }]) => [name, pick(test)])),
  };
}

/** How each model's errors on the test window are distributed. */
export function errorDistributionPlot(panel: Panel, plan: BacktestPlan, forecasts: Forecasts): PlotOf<'error-distribution'> {
  const actual = actualsAt(panel, plan.origins.test, plan.horizon);
  const models = Object.entries(forecasts).map(([name, { test }]) => [
    name,
    errorDistribution(actual.map((y, k) => y - (test[k] as number))),
  ]);
  return { probabilities: quantileProbabilities, models: Object.fromEntries(models) };
}

/** Errors of all series by date, for the backtest origins and the test window; where windows overlap, their dates come twice. */
export function residualsOverTimePlot(
  panel: Panel,
  { horizon, origins }: BacktestPlan,
  forecasts: Forecasts,
): PlotOf<'residuals-over-time'> {
  const n = panel.ids.length;
  const groups = (['selection', 'test'] as const).flatMap((window) => {
    const places = new Map<number, number[]>();
    origins[window].forEach((origin, k) => {
      for (let step = 1; step <= horizon; step++) {
        const day = addPeriods(panel, origin, step);
        const at = k * n * horizon + step - 1;
        places.set(day, [...(places.get(day) ?? []), at]);
      }
    });
    const actual = actualsAt(panel, origins[window], horizon);
    return [...places].sort(([a], [b]) => a - b).map(([day, firsts]) => ({ window, day, firsts, actual }));
  });
  const errorsOf = ({ window, firsts, actual }: (typeof groups)[number], name: string) => {
    const forecast = (forecasts[name] as WindowForecasts)[window];
    const errors = new Float64Array(firsts.length * n);
    firsts.forEach((first, k) => {
      for (let series = 0; series < n; series++) {
        const at = first + series * horizon;
        errors[k * n + series] = (actual[at] as number) - (forecast[at] as number);
      }
    });
    return errors.filter((error) => error === error).sort();
  };
  const drawn = (name: string) => {
    const sorted = groups.map((group) => errorsOf(group, name));
    const at = (probability: number) => sorted.map((errors) => rounded(quantile(errors, probability)));
    return {
      mean: sorted.map((errors) => rounded(errors.reduce((sum, error) => sum + error, 0) / errors.length)),
      lower: at(0.1),
      median: at(0.5),
      upper: at(0.9),
    };
  };
  return {
    dates: groups.map(({ day }) => isoDate(day)),
    windows: groups.map(({ window }) => window),
    models: Object.fromEntries(Object.keys(forecasts).map((name) => [name, drawn(name)])),
  };
}

/** Things by the order in which they are first met. */
class Names<Thing> {
  readonly all: Thing[] = [];
  private readonly positions = new Map<Thing, number>();

  positionOf(thing: Thing): number {
    const known = this.positions.get(thing);
    if (known !== undefined) return known;
    this.positions.set(thing, this.all.length);
    this.all.push(thing);
    return this.all.length - 1;
  }
}

/** A series by the values of its keys, as people tell it apart. */
function nameOf(panel: Panel, series: number): string {
  return Object.values(panel.keys[series] ?? {}).join(' · ') || 'total';
}
