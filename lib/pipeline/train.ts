import os from 'node:os';
import { holidayCalendar } from '@/lib/data/holidays';
import { readPanel } from '@/lib/data/panel-file';
import { metrics } from '@/lib/evaluation/metrics';
import { defaultFeatureSpec } from '@/lib/features/spec';
import { naiveSeason, SeasonalNaive } from '@/lib/models/baselines';
import { type BoostedConfig, BoostedForecaster, type FittedBoosted } from '@/lib/models/boosted';
import { type BoosterName, defaultBoosterParameters, type Iteration } from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';
import { periodsBetween } from '@/lib/models/forecaster';
import { actualsAt, type BacktestPlan, backtest, type OriginForecasts, planBacktest } from './backtest';
import { championOf, sameConfig } from './champion';
import { type MemberResult, type WindowForecasts, writeMember } from './members';
import type { PipelineParameters } from './parameters';
import type { Task, TaskContext } from './task';
import { trackMember } from './track-member';
import { Workspace } from './workspace';

export interface TrainOutput {
  model: string;
  strategy?: string;
  iterations?: number;
  candidates: MemberResult['candidates'];
  runId: string | null;
}

const earlyStoppingRounds = 30;

/** The configurations that compete for a booster's place, the simplest first. */
function candidateConfigs(booster: BoosterName, { horizon, frequency, seed }: PipelineParameters): BoostedConfig[] {
  // A run refits each booster some fifteen times: coarse bins and a quick learning rate keep that within a minute on two cores.
  const parameters = { ...defaultBoosterParameters, iterations: 300, learningRate: 0.1, maxBins: 63, seed, threads: trainingThreads() };
  const common = { booster, horizon, features: defaultFeatureSpec(frequency), parameters };
  return [
    { ...common, strategy: 'recursive', stepsPerTarget: 1 },
    { ...common, strategy: 'direct', stepsPerTarget: 2 },
  ];
}

/** Two boosters train at the same time, each on its share of the machine. */
function trainingThreads(): number {
  return Math.max(1, Math.floor(os.availableParallelism() / 2));
}

/** Trains one booster: chooses its strategy at the selection origins, backtests it, and fits it on all data. */
export async function trainBoosted(booster: BoosterName, context: TaskContext): Promise<TrainOutput> {
  const { runId, parameters } = context;
  const library = loadBooster(booster);
  const { panel, meta } = await readPanel(runId);
  const plan = planBacktest(panel, parameters.horizon);
  const holidays = holidayCalendar(panel.ds);
  const champion = (await championOf(parameters))?.config.members[booster] as BoostedConfig | undefined;
  const configs = candidateConfigs(booster, parameters);
  const known = champion ? configs.findIndex((config) => sameConfig(config, champion)) : -1;
  // A champion trained for a shorter horizon cannot be asked for this one.
  const comparable = champion !== undefined && champion.horizon >= parameters.horizon;
  if (comparable && known < 0) configs.push(champion);
  const progress = progressOf(
    context,
    configs.length * (1 + plan.origins.selection.length) + plan.origins.calibration.length + plan.origins.test.length + 1,
  );

  const actual = actualsAt(panel, plan.origins.selection, plan.horizon);
  const tried = configs.map((config) => {
    const iterations = bestIterations(config);
    progress(`${config.strategy}: ${iterations} trees by early stopping`);
    const fixed = withIterations(config, iterations);
    const forecasts = run(fixed, plan.origins.selection, `${config.strategy}: backtest`);
    return { config, fixed, iterations, forecasts, rmse: metrics({ horizon: plan.horizon, actual, forecast: forecasts }).rmse };
  });
  const chosen = tried.reduce((best, candidate) => (candidate.rmse < best.rmse ? candidate : best));
  const forecasts: WindowForecasts = {
    selection: chosen.forecasts,
    calibration: run(chosen.fixed, plan.origins.calibration, 'calibration'),
    test: run(chosen.fixed, plan.origins.test, 'test window'),
  };
  const curve: Iteration[] = [];
  using fitted = new BoostedForecaster(library, chosen.fixed, holidays).fit(panel, panel.origin, {
    onIteration: (at) => onIteration(at, curve),
  });
  progress('fitted on all data');

  const championForecasts = comparable ? tried[known < 0 ? tried.length - 1 : known]?.forecasts : undefined;
  const candidates = tried.map(({ config, iterations, rmse }) => ({
    label: config.strategy,
    iterations,
    selectionRmse: rmse,
    chosen: config === chosen.config,
  }));
  const tracked = await trackMember({
    context,
    meta,
    plan,
    panel,
    fitted,
    iterations: chosen.iterations,
    candidates,
    forecasts,
    curve,
    actual,
  });
  await writeMember(
    new Workspace(runId),
    {
      name: booster,
      config: chosen.config,
      runId: tracked.runId,
      modelUri: tracked.modelUri,
      candidates,
      championCompared: championForecasts !== undefined,
    },
    forecasts,
    championForecasts,
  );
  return { model: booster, strategy: chosen.config.strategy, iterations: chosen.iterations, candidates, runId: tracked.runId };

  function run(config: BoostedConfig, origins: number[], label: string): OriginForecasts {
    return backtest(panel, new BoostedForecaster(library, config, holidays), origins, plan.horizon, (done) => {
      stopIfAborted(context);
      progress(`${label}, origin ${done} of ${origins.length}`);
    });
  }

  function bestIterations(config: BoostedConfig): number {
    using fitted: FittedBoosted = new BoostedForecaster(
      library,
      { ...config, parameters: { ...config.parameters, earlyStoppingRounds } },
      holidays,
    ).fit(panel, plan.earlyStopping.to, { validationFrom: plan.earlyStopping.from, onIteration: (at) => onIteration(at) });
    return Math.max(20, fitted.booster.iterations);
  }

  function onIteration(at: Iteration, curve?: Iteration[]): boolean {
    curve?.push(at);
    return !context.signal.aborted;
  }
}

function withIterations(config: BoostedConfig, iterations: number): BoostedConfig {
  return { ...config, parameters: { ...config.parameters, iterations } };
}

function stopIfAborted(context: TaskContext): void {
  context.signal.throwIfAborted();
}

/** Reports one of `total` pieces of work as done. */
function progressOf(context: TaskContext, total: number): (message: string) => void {
  let done = 0;
  return (message) => context.report({ fraction: Math.min(1, ++done / total), message });
}

export const trainLightgbm: Task<TrainOutput> = (context) => trainBoosted('lightgbm', context);
export const trainXgboost: Task<TrainOutput> = (context) => trainBoosted('xgboost', context);

/** The baseline every model is judged by. */
export const trainSeasonalNaive: Task<TrainOutput> = async (context) => {
  const { panel } = await readPanel(context.runId);
  const plan: BacktestPlan = planBacktest(panel, context.parameters.horizon);
  const longest = naiveSeason(panel.frequency);
  const history = periodsBetween(panel, panel.ds[panel.indptr[0] as number] as number, plan.origins.selection[0] as number) + 1;
  const season = history >= 2 * longest ? longest : 1;
  const naive = new SeasonalNaive(season);
  const run = (origins: number[]) => backtest(panel, naive, origins, plan.horizon, () => context.signal.throwIfAborted());
  const forecasts: WindowForecasts = {
    selection: run(plan.origins.selection),
    calibration: run(plan.origins.calibration),
    test: run(plan.origins.test),
  };
  const actual = actualsAt(panel, plan.origins.selection, plan.horizon);
  const selectionRmse = metrics({ horizon: plan.horizon, actual, forecast: forecasts.selection }).rmse;
  const candidates = [{ label: `season ${season}`, iterations: 0, selectionRmse, chosen: true }];
  const champion = (await championOf(context.parameters))?.config.members['seasonal-naive'];
  await writeMember(
    new Workspace(context.runId),
    { name: 'seasonal-naive', config: { season }, runId: null, modelUri: null, candidates, championCompared: champion !== undefined },
    forecasts,
    champion ? forecasts.selection : undefined,
  );
  context.report({ fraction: 1, message: `repeats the last ${season === 1 ? 'value' : `${season} ${panel.frequency}s`}` });
  return { model: 'seasonal-naive', candidates, runId: null };
};
