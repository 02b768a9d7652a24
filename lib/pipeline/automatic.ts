import { calibrateIntervals } from '@/lib/evaluation/intervals/calibrate-intervals';
import type { IntervalModel } from '@/lib/evaluation/intervals/interval-model';
import { metrics } from '@/lib/evaluation/metrics';
import { horizonBlocks } from '@/lib/evaluation/weights';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { availableBoosters, loadBooster } from '@/lib/models/boosters';
import { boostedCandidates, statisticalConfigs } from '@/lib/models/members/candidates';
import { makeStatistical } from '@/lib/models/members/make-forecaster';
import { type MemberName, membersOfBooster } from '@/lib/models/members/member';
import { actualsAt, planBacktest } from './backtest';
import type { BestModel } from './champion';
import { combine, crossFitted, fitBlocks } from './ensemble';
import { bestOf } from './evaluate';
import { boundsAtLevel, intervalLevels, scoredAtLevel } from './level-intervals';
import type { WindowForecasts } from './members';
import { BoostedTrainer, trainingThreads } from './train-boosted';
import { backtestMember, firstHistory, naiveConfig } from './train-statistical';

export interface AutomaticForecast {
  best: BestModel;
  /** `[series * horizon + step - 1]`. */
  mean: Float64Array;
  members: Map<MemberName, Float64Array>;
  /** Backtest RMSE by model, the ensemble included. */
  backtest: Record<string, number>;
  intervals: IntervalModel;
  lower: Float64Array[];
  upper: Float64Array[];
}

/**
 * The default pipeline on a panel in memory, in one process: every member is chosen and backtested, weighed, calibrated and
 * refitted up to the panel's origin, by the very code of the tasks. What comes after the panel is the test, so none is kept back.
 * @param options levels: of the intervals; signal: stops between fits
 */
export function forecastAutomatically(
  panel: Panel,
  horizon: number,
  calendar: HolidayCalendar,
  { seed = 42, levels = intervalLevels, signal = new AbortController().signal, report = (_message: string) => {} } = {},
): AutomaticForecast {
  const plan = planBacktest(panel, horizon, { withTest: false });
  const windows = new Map<MemberName, WindowForecasts>();
  const finals = new Map<MemberName, Float64Array>();
  const between = () => signal.throwIfAborted();
  const configs = statisticalConfigs(panel, firstHistory(panel, plan));
  const naive = naiveConfig(panel, firstHistory(panel, plan));
  for (const [name, config] of new Map([...configs, ['seasonal-naive', naive] as const])) {
    windows.set(name, backtestMember(panel, plan, calendar, name, config, undefined, between).forecasts);
    using fitted = makeStatistical(config, calendar).fit(panel, panel.origin);
    finals.set(name, fitted.forecast(panel, panel.origin, horizon).values);
    report(`${name} backtested`);
  }
  for (const booster of availableBoosters()) {
    const trainer = new BoostedTrainer(loadBooster(booster), panel, plan, calendar, { signal, report: () => {} });
    for (const name of membersOfBooster(booster)) {
      const trained = trainer.train(boostedCandidates(name, { horizon, frequency: panel.frequency, seed, threads: 2 * trainingThreads() }));
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
  const level = Object.keys(panel.keys[0] as object).join('+');
  const scored = scoredAtLevel(panel, level, plan.origins.calibration, horizon, combine(of('calibration'), names, weights, horizon));
  const intervals = calibrateIntervals(scored, { levels, blocks: horizonBlocks(panel.frequency, horizon) });
  return { best, mean, members: finals, backtest, intervals, ...boundsAtLevel(intervals, panel, panel.origin, mean, horizon) };
}
