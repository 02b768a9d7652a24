import { readPanel } from '@/lib/data/panel-file';
import { levelsAbove } from '@/lib/datasets/levels';
import { type ConformalIntervals, calibrate, halfWidth } from '@/lib/evaluation/conformal';
import { coverage, intervalScore, type Metrics, metrics } from '@/lib/evaluation/metrics';
import { horizonBlocks } from '@/lib/evaluation/weights';
import type { Panel } from '@/lib/features/panel';
import { aggregateBlocks, aggregatePanel, grouping } from './aggregates';
import { actualsAt, type BacktestPlan, planBacktest, scalesAt } from './backtest';
import { type Champion, championOf, type ForecasterConfig, type ForecasterState, sameConfig } from './champion';
import { combine, crossFitted, type EnsembleResult, membersOf, weightShrinkage } from './ensemble';
import { type MemberName, readMember, readWindows, type WindowForecasts } from './members';
import type { ModelName } from './parameters';
import type { Task, TaskContext } from './task';
import { trackEvaluation } from './track-evaluation';
import { Workspace } from './workspace';

/** Levels of the published intervals. */
export const intervalLevels = [0.8, 0.9, 0.95];

export interface IntervalFigures {
  level: number;
  /** Share of the test window's actuals inside, 0 to 1. */
  coverage: number;
  /** Mean Winkler score on the test window, in the target's units. */
  score: number;
}

export interface Evaluation {
  best: ModelName;
  /** By model: errors at the selection origins (which choose) and on the test window (which are only reported). */
  metrics: Record<string, { backtest: Metrics; test: Metrics }>;
  /** Intervals of the best model on the test window. */
  intervals: IntervalFigures[];
  /** What a promotion would rest on. */
  gates: { beatsSeasonalNaive: boolean; champion: ChampionVerdict };
  origins: BacktestPlan['origins'];
}

export type ChampionVerdict =
  | { verdict: 'none' }
  | { verdict: 'same-configuration' | 'incomparable'; version: number; reason: string }
  | { verdict: 'challenger-wins' | 'champion-wins'; version: number; challengerRmse: number; championRmse: number };

/** Judges all models at the same origins, picks the best by its backtest, calibrates its intervals, and compares the champion. */
export const evaluate: Task<Evaluation> = async (context) => {
  const { parameters, runId } = context;
  const workspace = new Workspace(runId);
  const { panel, meta } = await readPanel(runId);
  const plan = planBacktest(panel, parameters.horizon);
  const names = membersOf(parameters);
  const members = Object.fromEntries(
    await Promise.all(
      [...new Set([...names, 'seasonal-naive' as const])].map(async (name) => [name, await readMember(workspace, name)] as const),
    ),
  );
  const forecasts: Record<string, WindowForecasts> = Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, member.forecasts]),
  );
  const ensemble = parameters.models.includes('ensemble') ? await workspace.readJson<EnsembleResult>('ensemble/result.json') : undefined;
  if (ensemble) forecasts.ensemble = await readWindows(workspace, 'ensemble');

  const figures = Object.fromEntries(
    Object.entries(forecasts).map(([name, windows]) => [
      name,
      { backtest: score(panel, plan, windows, 'selection'), test: score(panel, plan, windows, 'test') },
    ]),
  );
  const backtestRmse = (name: string) => figures[name]?.backtest.rmse ?? Number.POSITIVE_INFINITY;
  const best = parameters.models.reduce((winner, name) => (backtestRmse(name) < backtestRmse(winner) ? name : winner));
  const bestForecasts = forecasts[best] as WindowForecasts;
  context.report({ fraction: 0.4, message: `${best} is best at the backtest origins` });

  const used: MemberName[] = best === 'ensemble' ? (ensemble as EnsembleResult).members : [best];
  const config: ForecasterConfig = {
    best,
    horizon: parameters.horizon,
    members: Object.fromEntries(used.map((name) => [name, members[name]?.result.config])),
    shrinkage: weightShrinkage,
  };
  const levels = [parameters.level, ...levelsAbove(parameters.level, panel.keys)];
  const state: ForecasterState = {
    ...config,
    level: parameters.level,
    frequency: parameters.frequency,
    dataset: parameters.dataset,
    weights: ensemble && best === 'ensemble' ? ensemble.blocks : [{ from: 1, to: parameters.horizon, weights: { [best]: 1 } }],
    modelUris: Object.fromEntries(used.map((name) => [name, members[name]?.result.modelUri ?? null])),
    intervals: Object.fromEntries(levels.map((level) => [level, calibrateLevel(panel, plan, bestForecasts, level)])),
  };
  const evaluation: Evaluation = {
    best,
    metrics: figures,
    intervals: intervalFigures(panel, plan, bestForecasts, state.intervals[parameters.level] as ConformalIntervals),
    gates: {
      beatsSeasonalNaive: best !== 'seasonal-naive' && backtestRmse(best) < backtestRmse('seasonal-naive'),
      champion: await compareChampion(context, panel, plan, config, members, backtestRmse(best)),
    },
    origins: plan.origins,
  };
  await workspace.writeJson('forecaster.json', state);
  await workspace.writeJson('evaluation.json', evaluation);
  await trackEvaluation({ context, meta, panel, plan, evaluation, forecasts, state });
  context.report({
    fraction: 1,
    message: `${best}: backtest RMSE ${backtestRmse(best).toPrecision(5)}, test WAPE ${figures[best]?.test.wape.toFixed(2)} %`,
  });
  return evaluation;
};

function score(panel: Panel, plan: BacktestPlan, forecasts: WindowForecasts, window: 'selection' | 'test'): Metrics {
  const origins = plan.origins[window];
  return metrics(
    { horizon: plan.horizon, actual: actualsAt(panel, origins, plan.horizon), forecast: forecasts[window] },
    scalesAt(panel, origins),
  );
}

/** Intervals of a level from the best model's own errors there, summed before they are measured. */
function calibrateLevel(panel: Panel, plan: BacktestPlan, forecasts: WindowForecasts, level: string): ConformalIntervals {
  const origins = plan.origins.calibration;
  const group = grouping(panel, level);
  const forecast = aggregateBlocks(forecasts.calibration, group, plan.horizon);
  const actual = aggregateBlocks(actualsAt(panel, origins, plan.horizon), group, plan.horizon);
  const errors = actual.map((y, k) => y - (forecast[k] as number));
  const scales = scalesAt(aggregatePanel(panel, group), origins);
  return calibrate(errors, scales, plan.horizon, horizonBlocks(panel.frequency, plan.horizon), intervalLevels);
}

function intervalFigures(panel: Panel, plan: BacktestPlan, forecasts: WindowForecasts, intervals: ConformalIntervals): IntervalFigures[] {
  const origins = plan.origins.test;
  const actual = actualsAt(panel, origins, plan.horizon);
  const scales = scalesAt(panel, origins);
  return intervalLevels.map((level) => {
    const half = forecasts.test.map((_, k) =>
      halfWidth(intervals, (k % plan.horizon) + 1, level, scales[Math.floor(k / plan.horizon)] as number),
    );
    const lower = forecasts.test.map((f, k) => Math.max(0, f - (half[k] as number)));
    const upper = forecasts.test.map((f, k) => f + (half[k] as number));
    return { level, coverage: coverage(actual, lower, upper), score: intervalScore(actual, lower, upper, level) };
  });
}

/** Compares the champion's configuration, refitted at the same selection origins, with the challenger. */
async function compareChampion(
  context: TaskContext,
  panel: Panel,
  plan: BacktestPlan,
  challenger: ForecasterConfig,
  members: Record<string, Awaited<ReturnType<typeof readMember>>>,
  challengerRmse: number,
): Promise<ChampionVerdict> {
  const champion: Champion | undefined = await championOf(context.parameters);
  if (!champion) return { verdict: 'none' };
  const { version, config } = champion;
  if (sameConfig(config, challenger)) return { verdict: 'same-configuration', version, reason: 'the champion, refitted on newer data' };
  const names = Object.keys(config.members) as MemberName[];
  const refitted = names.map((name) => members[name]?.champion);
  if (refitted.some((forecasts) => forecasts === undefined)) {
    return {
      verdict: 'incomparable',
      version,
      reason: 'this run did not refit every member of the champion: it trained other models or a longer horizon',
    };
  }
  const actual = actualsAt(panel, plan.origins.selection, plan.horizon);
  const forecast =
    config.best === 'ensemble'
      ? crossFitted(actual, refitted as Float64Array[], names, plan.origins.selection.length, plan.horizon, context.parameters.frequency)
      : combine(refitted as Float64Array[], names, [{ from: 1, to: plan.horizon, weights: { [config.best]: 1 } }], plan.horizon);
  const championRmse = metrics({ horizon: plan.horizon, actual, forecast }).rmse;
  return { verdict: challengerRmse < championRmse ? 'challenger-wins' : 'champion-wins', version, challengerRmse, championRmse };
}
