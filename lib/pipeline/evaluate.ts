import { readPanel } from '@/lib/data/panel-file';
import { levelsAbove } from '@/lib/datasets/levels';
import { type DieboldMariano, dieboldMariano } from '@/lib/evaluation/diebold-mariano';
import type { IntervalFigures } from '@/lib/evaluation/intervals/interval-figures';
import { type Metrics, metrics } from '@/lib/evaluation/metrics';
import { overlapLag, pairedLosses } from '@/lib/evaluation/paired-losses';
import type { Panel } from '@/lib/features/panel';
import { periodsBetween } from '@/lib/models/forecaster';
import type { MemberName } from '@/lib/models/members/member';
import { actualsAt, type BacktestPlan, planBacktest, scalesAt } from './backtest';
import { calendarOf } from './calendar';
import { type BestModel, type ForecasterConfig, type ForecasterState, forecasterConfig, intervalMethods, sameConfig } from './champion';
import { coherenceOf } from './coherence';
import { chosenMembers, combine, crossFitted, type EnsembleResult, weightShrinkage } from './ensemble';
import { judgeIntervals } from './judge-intervals';
import { judge } from './judgement';
import { type Member, readMembers, readWindows, type WindowForecasts } from './members';
import { championOfRun } from './run-start';
import { shortFigure } from './short-figure';
import type { Task, TaskContext } from './task';
import { trackEvaluation } from './track-evaluation';
import { Workspace } from './workspace';

export interface Evaluation {
  best: BestModel;
  /** By model: errors at the selection origins (which choose) and on the test window (which are only reported). */
  metrics: Record<string, { backtest: Metrics; test: Metrics }>;
  /** Intervals of the best model on the test window, as they are published. */
  intervals: IntervalFigures[];
  /** How they came about, in words. */
  intervalMethod: string;
  /** What a promotion would rest on. */
  gates: { beatsSeasonalNaive: boolean; champion: ChampionVerdict };
  origins: BacktestPlan['origins'];
}

export type ChampionVerdict =
  | { verdict: 'none' }
  | { verdict: 'same-configuration' | 'incomparable'; version: number; reason: string }
  | {
      verdict: 'challenger-wins' | 'champion-wins';
      version: number;
      challengerRmse: number;
      championRmse: number;
      /** Test of equal accuracy at the selection origins. */
      dieboldMariano: DieboldMariano;
    };

/** By how much a single member must beat the ensemble to be published in its place: less is luck of a few origins. */
const leastGain = 0.1;

/** Judges all models at the same origins, picks the best by its backtest, calibrates its intervals, and compares the champion. */
export const evaluate: Task<Evaluation> = async (context) => {
  const { parameters, runId } = context;
  const workspace = new Workspace(runId);
  const { panel, meta } = await readPanel(runId);
  const plan = planBacktest(panel, parameters.horizon, parameters);
  const members = await readMembers(workspace);
  const forecasts: Record<string, WindowForecasts> = Object.fromEntries([...members].map(([name, member]) => [name, member.forecasts]));
  const ensemble = parameters.models.includes('ensemble') ? await workspace.readJson<EnsembleResult>('ensemble/result.json') : undefined;
  if (ensemble) forecasts.ensemble = await readWindows(workspace, 'ensemble');

  const figures = Object.fromEntries(
    Object.entries(forecasts).map(([name, windows]) => [
      name,
      { backtest: score(panel, plan, windows, 'selection'), test: score(panel, plan, windows, 'test') },
    ]),
  );
  const backtestRmse = (name: string) => figures[name]?.backtest.rmse ?? Number.POSITIVE_INFINITY;
  const best = bestOf([...chosenMembers(members, parameters).keys()], ensemble !== undefined, backtestRmse);
  const levels = [parameters.level, ...levelsAbove(parameters.level, panel.keys, panel.attributes)];
  const coherence = coherenceOf(panel, levels, parameters, calendarOf(panel, meta));
  const bestForecasts = coherence?.windows(forecasts[best] as WindowForecasts, plan) ?? (forecasts[best] as WindowForecasts);
  if (coherence) {
    figures[parameters.reconciliation] = {
      backtest: score(panel, plan, bestForecasts, 'selection'),
      test: score(panel, plan, bestForecasts, 'test'),
    };
  }
  for (const [name, { backtest, test }] of Object.entries(figures))
    context.log?.(
      'info',
      `${name}: backtest RMSE ${shortFigure(backtest.rmse)}, WAPE ${backtest.wape.toFixed(2)} %; test RMSE ${shortFigure(test.rmse)}`,
    );
  context.report({ fraction: 0.4, message: `${best} is best at the backtest origins` });

  const used = best === 'ensemble' ? (ensemble as EnsembleResult).members : [best];
  const result = (name: MemberName) => (members.get(name) as Member).result;
  const config = forecasterConfig({
    best,
    horizon: parameters.horizon,
    members: Object.fromEntries(used.map((name) => [name, result(name).config])),
    shrinkage: weightShrinkage,
  });
  const judged = await judgeIntervals(context, { panel, meta, plan, levels, forecasts: bestForecasts });
  const state: ForecasterState = {
    ...config,
    level: parameters.level,
    frequency: parameters.frequency,
    dataset: parameters.dataset,
    weights: ensemble && best === 'ensemble' ? ensemble.blocks : [{ from: 1, to: parameters.horizon, weights: { [best]: 1 } }],
    reconciliation: coherence ? parameters.reconciliation : 'bottom-up',
    modelUris: Object.fromEntries(used.map((name) => [name, result(name).modelUri])),
    intervals: judged.intervals,
    ...(judged.quantiles && { quantiles: judged.quantiles }),
  };
  const evaluation: Evaluation = {
    best,
    metrics: figures,
    intervals: judged.figures,
    intervalMethod: intervalMethods(state),
    gates: {
      beatsSeasonalNaive: best !== 'seasonal-naive' && backtestRmse(best) < backtestRmse('seasonal-naive'),
      champion: await compareChampion(context, panel, plan, config, members, (forecasts[best] as WindowForecasts).selection),
    },
    origins: plan.origins,
  };
  const judgement = judge(panel, plan, levels, { ...forecasts, [best]: bestForecasts }, best, parameters.seed);
  const { beatsSeasonalNaive, champion } = evaluation.gates;
  context.log?.(
    beatsSeasonalNaive ? 'info' : 'warn',
    `gate: the best model ${beatsSeasonalNaive ? 'beats' : 'does not beat'} the seasonal naive`,
  );
  context.log?.('info', `gate: against the champion: ${champion.verdict}${'reason' in champion ? ` (${champion.reason})` : ''}`);
  for (const { message } of judgement.recommendations) context.log?.('warn', message);
  context.report({ fraction: 0.8, message: judgement.recommendations[0]?.message ?? 'nothing stands out in the residuals' });
  await workspace.writeJson('judgement.json', judgement);
  await workspace.writeJson('forecaster.json', state);
  await workspace.writeJson('evaluation.json', evaluation);
  await trackEvaluation({
    context,
    meta,
    panel,
    plan,
    evaluation,
    judgement,
    forecasts,
    members: [...members.values()].map(({ result: own }) => own),
    state,
    coherence,
    calibration: judged.byStep,
    files: judged.files,
  });
  context.report({
    fraction: 1,
    message: `${best}: backtest RMSE ${shortFigure(backtestRmse(best))}, test WAPE ${figures[best]?.test.wape.toFixed(2)} %`,
  });
  return evaluation;
};

/** The ensemble, unless a member beats it clearly; without one, the best member. */
export function bestOf(members: MemberName[], hasEnsemble: boolean, rmse: (name: string) => number): BestModel {
  const first = members.reduce<MemberName | undefined>(
    (best, name) => (best === undefined || rmse(name) < rmse(best) ? name : best),
    undefined,
  );
  if (first === undefined) return 'seasonal-naive';
  return hasEnsemble && rmse(first) >= (1 - leastGain) * rmse('ensemble') ? 'ensemble' : first;
}

function score(panel: Panel, plan: BacktestPlan, forecasts: WindowForecasts, window: 'selection' | 'test'): Metrics {
  const origins = plan.origins[window];
  return metrics(
    { horizon: plan.horizon, actual: actualsAt(panel, origins, plan.horizon), forecast: forecasts[window] },
    scalesAt(panel, origins),
  );
}

/** Compares the champion's configuration, refitted at the same selection origins, with the challenger. */
async function compareChampion(
  context: TaskContext,
  panel: Panel,
  plan: BacktestPlan,
  challenger: ForecasterConfig,
  members: ReadonlyMap<MemberName, Member>,
  challengerForecast: Float64Array,
): Promise<ChampionVerdict> {
  const champion = await championOfRun(context);
  if (!champion) return { verdict: 'none' };
  const { version, config } = champion;
  if (!config) return { verdict: 'incomparable', version, reason: 'an earlier version of Almanac made the champion' };
  if (sameConfig(config, challenger)) return { verdict: 'same-configuration', version, reason: 'the champion, refitted on newer data' };
  const names = Object.keys(config.members) as MemberName[];
  const refitted = names.map((name) => members.get(name)?.champion);
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
      ? crossFitted(actual, refitted as Float64Array[], names, plan.origins.selection.length, plan.horizon, panel.frequency)
      : combine(refitted as Float64Array[], names, [{ from: 1, to: plan.horizon, weights: { [config.best]: 1 } }], plan.horizon);
  const championRmse = metrics({ horizon: plan.horizon, actual, forecast }).rmse;
  const challengerRmse = metrics({ horizon: plan.horizon, actual, forecast: challengerForecast }).rmse;
  const blocks = { series: panel.ids.length, horizon: plan.horizon, actual, forecast };
  const losses = pairedLosses(blocks, challengerForecast, 'squared', scalesAt(panel, plan.origins.selection));
  const lag = overlapLag(
    plan.origins.selection.map((origin) => periodsBetween(panel, plan.origins.selection[0] as number, origin)),
    plan.horizon,
  );
  return {
    verdict: challengerRmse < championRmse ? 'challenger-wins' : 'champion-wins',
    version,
    challengerRmse,
    championRmse,
    dieboldMariano: dieboldMariano(losses, lag),
  };
}
