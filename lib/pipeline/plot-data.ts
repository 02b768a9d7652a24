import { isoDate } from '@/lib/data/days';
import { metrics } from '@/lib/evaluation/metrics';
import type { Panel } from '@/lib/features/panel';
import { addPeriods } from '@/lib/models/forecaster';
import type { PlotOf } from '@/lib/plots/schema';
import { actualsAt, type BacktestPlan } from './backtest';
import { errorMapPlot } from './error-map';
import type { WindowForecasts } from './members';
import { errorDistributionPlot, predictionsPlot, residualsOverTimePlot } from './plots-of-errors';

/** What the charts of a run draw, by file name; figures that do not exist are NaN, which JSON has as null. */
export interface PlotData {
  /** Errors of each model at each backtest origin. */
  folds: { origins: string[]; models: Record<string, { rmse: number[]; wape: number[]; mae: number[]; bias: number[] }> };
  /** Errors of each model by steps ahead, on the test window. */
  'error-by-step': { steps: number[]; models: Record<string, { mae: number[]; wape: number[] }> };
  /** All series together over each test origin's horizon: what came, and what each model said. */
  totals: { origin: string; dates: string[]; actual: number[]; models: Record<string, number[]> }[];
  /** Scored forecasts of the test window beside what came. */
  predictions: PlotOf<'predictions'>;
  /** Errors of the test window as a histogram and by quantile. */
  'error-distribution': PlotOf<'error-distribution'>;
  /** Errors by date. */
  'residuals-over-time': PlotOf<'residuals-over-time'>;
  /** The best model's errors by key and weekday or month. */
  'error-map': PlotOf<'error-map'>;
}

/** The data of a run's charts: `members` are the forecasts of each model, `best` among them. */
export function plotData(panel: Panel, plan: BacktestPlan, forecasts: Record<string, WindowForecasts>, best: string): PlotData {
  const { horizon, origins } = plan;
  const [selected, tested] = [actualsAt(panel, origins.selection, horizon), actualsAt(panel, origins.test, horizon)];
  const block = panel.ids.length * horizon;
  const steps = Array.from({ length: horizon }, (_, k) => k + 1);
  const byModel = <Drawn>(draw: (windows: WindowForecasts) => Drawn) =>
    Object.fromEntries(Object.entries(forecasts).map(([name, windows]) => [name, draw(windows)]));
  return {
    folds: {
      origins: origins.selection.map(isoDate),
      models: byModel(({ selection }) => {
        const figures = origins.selection.map((_, fold) => {
          const part = (values: Float64Array) => values.subarray(fold * block, (fold + 1) * block);
          return metrics({ horizon, actual: part(selected), forecast: part(selection) });
        });
        const all = (name: 'rmse' | 'wape' | 'mae' | 'bias') => figures.map((one) => one[name]);
        return { rmse: all('rmse'), wape: all('wape'), mae: all('mae'), bias: all('bias') };
      }),
    },
    'error-by-step': {
      steps,
      models: byModel(({ test }) => {
        const figures = steps.map((step) => {
          const ahead = (values: Float64Array) => values.filter((_, k) => (k % horizon) + 1 === step);
          return metrics({ horizon: 1, actual: ahead(tested), forecast: ahead(test) });
        });
        return { mae: figures.map(({ mae }) => mae), wape: figures.map(({ wape }) => wape) };
      }),
    },
    totals: origins.test.map((origin, k) => {
      const sums = (values: Float64Array) => steps.map((step) => sumAt(values, k * block, step - 1, horizon, panel.ids.length));
      return {
        origin: isoDate(origin),
        dates: steps.map((step) => isoDate(addPeriods(panel, origin, step))),
        actual: sums(tested),
        models: byModel(({ test }) => sums(test)),
      };
    }),
    predictions: predictionsPlot(panel, plan, forecasts),
    'error-distribution': errorDistributionPlot(panel, plan, forecasts),
    'residuals-over-time': residualsOverTimePlot(panel, plan, forecasts),
    'error-map': errorMapPlot(panel, plan, best, (forecasts[best] as WindowForecasts).test),
  };
}

/** The sum over series at one step; what is missing of a series is left out, and where all is, there is no sum. */
function sumAt(values: Float64Array, from: number, step: number, horizon: number, series: number): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < series; i++) {
    const value = values[from + i * horizon + step] as number;
    if (value !== value) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum;
}
