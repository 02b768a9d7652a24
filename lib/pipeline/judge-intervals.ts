import type { PanelMeta } from '@/lib/data/panel-file';
import { type IntervalFigures, intervalFigures, type SegmentIntervalFigures } from '@/lib/evaluation/intervals/interval-figures';
import { type IntervalModel, intervalBounds } from '@/lib/evaluation/intervals/interval-model';
import { byStep } from '@/lib/evaluation/segmentations';
import type { Panel } from '@/lib/features/panel';
import { grouping } from './aggregates';
import type { BacktestPlan } from './backtest';
import { calendarOf } from './calendar';
import type { ForecasterState } from './champion';
import { certainWhereClosed, intervalLevels, intervalsOfLevel, scoredAtLevel } from './level-intervals';
import type { WindowForecasts } from './members';
import { quantileFolder } from './quantile-files';
import { calibrateModels, layQuantiles, type QuantileState, quantilesAtLevel } from './quantile-intervals';
import { requireQuantileModels } from './quantile-library';
import { type TrainedQuantiles, trainQuantiles } from './quantile-models';
import type { TaskContext } from './task';
import { forecasterUri } from './track-evaluation';
import { trainingThreads } from './train-boosted';

export interface JudgedIntervals extends Pick<ForecasterState, 'intervals' | 'quantiles'> {
  /** Of the modelled level, on the test window, as they are published. */
  figures: IntervalFigures[];
  /** The same by steps ahead; `segment` is the step. */
  byStep: SegmentIntervalFigures[];
  /** Files of quantile models, by path below the forecaster's folder. */
  files: TrainedQuantiles['files'];
}

/**
 * Intervals of every level as the run's parameters ask for them, from the selection and calibration windows, and how those of the
 * modelled level do on the test window.
 * @param forecasts those that are published
 */
export async function judgeIntervals(context: TaskContext, { panel, meta, plan, levels, forecasts }: Judged): Promise<JudgedIntervals> {
  const { parameters, runId, signal } = context;
  const { horizon } = plan;
  const own = parameters.level;
  const intervals = Object.fromEntries(levels.map((level) => [level, intervalsOfLevel(parameters, panel, level, plan, forecasts)]));
  const scored = (window: 'calibration' | 'test') => scoredAtLevel(panel, own, plan.origins[window], horizon, forecasts[window]);
  const tested = scored('test');
  let bounds = intervalBounds(intervals[own] as IntervalModel, tested.forecast, tested.scales, tested.sizes, horizon);
  let quantiles: QuantileState | undefined;
  let files: JudgedIntervals['files'] = [];
  if (parameters.intervals === 'quantile') {
    requireQuantileModels(parameters);
    const report = (fraction: number, message: string) => context.report({ fraction: 0.4 + 0.3 * fraction, message });
    const trained = trainQuantiles(panel, plan, calendarOf(panel, meta), intervalLevels, {
      ...parameters,
      threads: 2 * trainingThreads(),
      signal,
      report,
    });
    const group = grouping(panel, own);
    const atLevel = (window: 'calibration' | 'test') => quantilesAtLevel(trained[window], group, horizon);
    const calibration = calibrateModels(scored('calibration'), atLevel('calibration'), intervalLevels, panel.frequency);
    quantiles = { uri: `${await forecasterUri(runId, parameters)}/${quantileFolder}`, tails: trained.tails, calibration };
    bounds = layQuantiles(calibration, atLevel('test'), { ...tested, horizon }, bounds);
    files = trained.files;
  }
  const published = certainWhereClosed(bounds, tested.forecast, tested.closed);
  const figures = intervalFigures(tested, published, intervalLevels).map(({ segment: _, ...figure }) => figure);
  const steps = intervalFigures(tested, published, intervalLevels, byStep(horizon));
  return { intervals, ...(quantiles && { quantiles }), figures, byStep: steps, files };
}

/** What intervals are judged on. */
interface Judged {
  panel: Panel;
  meta: PanelMeta;
  plan: BacktestPlan;
  /** The modelled level and the aggregates above it. */
  levels: string[];
  forecasts: WindowForecasts;
}
