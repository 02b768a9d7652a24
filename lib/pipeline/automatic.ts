import type { QuantileCalibration } from '@/lib/evaluation/intervals/conformal-quantiles';
import type { IntervalModel } from '@/lib/evaluation/intervals/interval-model';
import { metrics } from '@/lib/evaluation/metrics';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { availableBoosters, loadBooster } from '@/lib/models/boosters';
import { closeDown } from '@/lib/models/closures';
import { boostedCandidates, statisticalConfigs } from '@/lib/models/members/candidates';
import { makeStatistical } from '@/lib/models/members/make-forecaster';
import { type MemberConfig, type MemberName, memberNames, membersOfBooster } from '@/lib/models/members/member';
import { grouping } from './aggregates';
import { actualsAt, planBacktest, scalesAt } from './backtest';
import type { BestModel } from './champion';
import { type BlockWeights, combine, crossFitted, fitBlocks } from './ensemble';
import { bestOf } from './evaluate';
import { boundsAtLevel, intervalLevels, intervalsOfLevel, scoredAtLevel } from './level-intervals';
import type { WindowForecasts } from './members';
import type { PipelineParameters } from './parameters';
import { calibrateModels, layQuantiles, quantilesAtLevel } from './quantile-intervals';
import { requireQuantileModels } from './quantile-library';
import { trainQuantiles } from './quantile-models';
import { BoostedTrainer, trainingThreads } from './train-boosted';
import { backtestMember, firstHistory, naiveConfig } from './train-statistical';

export interface AutomaticForecast {
  best: BestModel;
  /** `[series * horizon + step - 1]`. */
  mean: Float64Array;
  members: Map<MemberName, Float64Array>;
  /** Backtest RMSE by model, the ensemble included. */
  backtest: Record<string, number>;
  weights: BlockWeights[];
  intervals: IntervalModel | QuantileCalibration;
  lower: Float64Array[];
  upper: Float64Array[];
}

/** What may be other than the default. */
export interface AutomaticOptions {
  seed?: number;
  /** Levels of the intervals, ascending. */
  levels?: number[];
  intervals?: PipelineParameters['intervals'];
  /** Members to train beside the seasonal naive; all by default. */
  members?: readonly MemberName[];
  /** Of each booster's training; all of the machine's by default. */
  threads?: number;
  /** Stops between fits. */
  signal?: AbortSignal;
  report?: (message: string) => void;
}

/**
 * The default pipeline on a panel in memory, in one process: every member is chosen and backtested, weighed, calibrated and
 * refitted up to the panel's origin, by the very code of the tasks. What comes after the panel is the test, so none is kept back.
 */
export function forecastAutomatically(
  panel: Panel,
  horizon: number,
  calendar: HolidayCalendar,
  options: AutomaticOptions = {},
): AutomaticForecast {
  const { seed = 42, levels = intervalLevels, intervals: how = 'split', members = memberNames, report = () => {} } = options;
  const { signal = new AbortController().signal, threads = 2 * trainingThreads() } = options;
  const plan = planBacktest(panel, horizon, { withTest: false });
  const windows = new Map<MemberName, WindowForecasts>();
  const finals = new Map<MemberName, Float64Array>();
  const between = () => signal.throwIfAborted();
  const configs = [...statisticalConfigs(panel, firstHistory(panel, plan))].filter(([name]) => members.includes(name));
  const naive = naiveConfig(panel, firstHistory(panel, plan));
  for (const [name, config] of new Map<MemberName, MemberConfig>([...configs, ['seasonal-naive', naive]])) {
    windows.set(name, backtestMember(panel, plan, calendar, name, config, undefined, between).forecasts);
    using fitted = makeStatistical(config, calendar).fit(panel, panel.origin);
    finals.set(name, fitted.forecast(panel, panel.origin, horizon).values);
    report(`${name} backtested`);
  }
  for (const booster of availableBoosters()) {
    for (const name of membersOfBooster(booster).filter((one) => members.includes(one))) {
      const trainer = new BoostedTrainer(loadBooster(booster), panel, plan, calendar, { signal, report: () => {} });
      const trained = trainer.train(boostedCandidates(name, { horizon, frequency: panel.frequency, seed, threads, rows: panel.y.length }));
      using fitted = trained.fitted;
      windows.set(name, trained.forecasts);
      finals.set(name, fitted.forecast(panel, panel.origin, horizon).values);
      report(`${name} trained`);
    }
  }
  const names = [...windows.keys()];
  const of = (window: 'selection' | 'calibration') => names.map((name) => (windows.get(name) as WindowForecasts)[window]);
  const actual = actualsAt(panel, plan.origins.selection, horizon);
  const blocks = fitBlocks(actual, of('selection'), names, horizon, panel.frequency);
  const crossed = crossFitted(actual, of('selection'), names, plan.origins.selection.length, horizon, panel.frequency);
  const rmse = (forecast: Float64Array) => metrics({ horizon, actual, forecast }).rmse;
  const backtest = Object.fromEntries([
    ...names.map((name, k) => [name, rmse(of('selection')[k] as Float64Array)]),
    ['ensemble', rmse(crossed)],
  ]);
  const best = bestOf(names, true, (name) => backtest[name] as number);
  const weights = best === 'ensemble' ? blocks : [{ from: 1, to: horizon, weights: { [best]: 1 } }];
  const mean = combine([...finals.values()], names, weights, horizon);
  closeDown(panel, panel.origin, horizon, mean);
  const forecasts = {
    selection: best === 'ensemble' ? crossed : (windows.get(best) as WindowForecasts).selection,
    calibration: combine(of('calibration'), names, weights, horizon),
  };
  const level = Object.keys(panel.keys[0] as object).join('+');
  const intervals = intervalsOfLevel({ intervals: how, reconciliation: 'bottom-up' }, panel, level, plan, forecasts, levels);
  const split = boundsAtLevel(intervals, panel, panel.origin, mean, horizon);
  const common = { best, mean, members: finals, backtest, weights };
  if (how !== 'quantile') return { ...common, intervals, ...split };
  requireQuantileModels({ intervals: how });
  const trained = trainQuantiles(panel, plan, calendar, levels, {
    ...{ seed, bagging: 1, backtestRefit: true, threads, signal },
    report: (_, message) => report(message),
  });
  const scores = scoredAtLevel(panel, level, plan.origins.calibration, horizon, forecasts.calibration);
  const atLevel = quantilesAtLevel(trained.calibration, grouping(panel, level), horizon);
  const calibration = calibrateModels(scores, atLevel, levels, panel.frequency);
  const middle = { forecast: mean, scales: scalesAt(panel, [panel.origin]), horizon };
  return { ...common, intervals: calibration, ...layQuantiles(calibration, trained.final, middle, split) };
}
