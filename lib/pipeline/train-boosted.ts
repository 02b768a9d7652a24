import os from 'node:os';
import { type PanelMeta, readPanel } from '@/lib/data/panel-file';
import { metrics } from '@/lib/evaluation/metrics';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import type { BoostedConfig } from '@/lib/models/boosted-config';
import type { BoosterLibrary, BoosterName, Iteration } from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';
import { boostedCandidates } from '@/lib/models/members/candidates';
import { makeBoosted } from '@/lib/models/members/make-forecaster';
import { type BoostedMember, type MemberConfig, membersOfBooster } from '@/lib/models/members/member';
import { modelName } from '@/lib/registry/names';
import { runIdFor } from '@/lib/tracking/run-id';
import { getOrCreateExperiment } from '@/lib/tracking/service';
import { actualsAt, type BacktestPlan, backtest, type OriginForecasts, planBacktest } from './backtest';
import { calendarOf } from './calendar';
import { sameConfig } from './champion';
import { type MemberResult, type WindowForecasts, writeMember } from './members';
import { championOfRun } from './run-start';
import { shortFigure } from './short-figure';
import type { Task, TaskContext } from './task';
import { trackMember } from './track-member';
import { tuneBoosted } from './tune';
import { Workspace } from './workspace';

export interface TrainOutput {
  model: string;
  members: { name: string; candidates: MemberResult['candidates']; runId: string | null }[];
}

const earlyStoppingRounds = 30;
const fewestTrees = 20;

/** Trains the members of one booster: chooses the configuration of each at the selection origins, backtests it, and fits it on all data. */
async function trainBoosted(booster: BoosterName, context: TaskContext): Promise<TrainOutput> {
  const { runId, parameters } = context;
  const { panel, meta } = await readPanel(runId);
  const plan = planBacktest(panel, parameters.horizon, parameters);
  const champion = await championOfRun(context);
  const members: TrainOutput['members'] = [];
  const names = membersOfBooster(booster);
  for (const [k, name] of names.entries()) {
    const trainer = new BoostedTrainer(loadBooster(booster), panel, plan, calendarOf(panel, meta), {
      signal: context.signal,
      refit: parameters.backtestRefit,
      report: (fraction, message) => context.report({ fraction: (k + fraction) / names.length, message: `${name}: ${message}` }),
    });
    const defaults = boostedCandidates(name, {
      ...parameters,
      threads: trainingThreads(),
      rows: panel.y.length,
      monotonePrice: parameters.monotonePrice ? (meta.price ?? undefined) : undefined,
    });
    const candidates = [...defaults, ...(await tunedCandidate(context, name, defaults, { panel, meta, plan }))];
    const trained = trainer.train(candidates, comparable(champion?.config?.members[name], parameters.horizon));
    using fitted = trained.fitted;
    const learnt = fitted.learnt ?? panel;
    const tracked = await trackMember({ context, meta, plan, panel, name, trained: { ...trained, fitted: fitted.inner, learnt } });
    const { config, candidates: tried, championForecasts } = trained;
    logTrained(context, name, trained, fitted.learnt ?? panel);
    await writeMember(new Workspace(runId), {
      result: {
        name,
        config,
        runId: tracked.runId,
        modelUri: tracked.modelUri,
        candidates: tried,
        championCompared: championForecasts !== undefined,
      },
      forecasts: trained.forecasts,
      champion: championForecasts,
    });
    members.push({ name, candidates: tried, runId: tracked.runId });
  }
  return { model: booster, members };
}

export const trainLightgbm: Task<TrainOutput> = (context) => trainBoosted('lightgbm', context);
export const trainXgboost: Task<TrainOutput> = (context) => trainBoosted('xgboost', context);

function logTrained(
  { log }: TaskContext,
  name: BoostedMember,
  { candidates, curve, earlyStoppingCurve }: TrainedBoosted,
  { y }: Panel,
): void {
  for (const { label, iterations, selectionRmse, chosen } of candidates)
    log?.(
      'info',
      `${name}: candidate ${label}: ${iterations} trees, backtest RMSE ${shortFigure(selectionRmse)}${chosen ? ' (chosen)' : ''}`,
    );
  log?.('info', `${name}: early stopping looked at ${earlyStoppingCurve.length} rounds; fitted on all ${y.length} rows in ${curve.length}`);
}

/** What a search around the last default finds, where the run asks for one; nothing where no trial was better. */
async function tunedCandidate(
  { runId, parameters, report, signal }: TaskContext,
  name: BoostedMember,
  defaults: MemberConfig[],
  { panel, meta, plan }: { panel: Panel; meta: PanelMeta; plan: BacktestPlan },
): Promise<MemberConfig[]> {
  if (parameters.tuningTrials === 0) return [];
  const { transforms, model } = defaults.at(-1) as MemberConfig;
  const base = model as BoostedConfig;
  const experiment = await getOrCreateExperiment(modelName(parameters));
  const { best } = await tuneBoosted({
    library: loadBooster(base.booster),
    panel,
    plan,
    base,
    transforms,
    name,
    holidays: calendarOf(panel, meta),
    trials: parameters.tuningTrials,
    seed: parameters.seed,
    workspace: new Workspace(runId),
    track: { experimentId: experiment.id, pipelineRunId: runId, parentRunId: runIdFor(runId, name) },
    report,
    signal,
  });
  return sameConfig(best, base) ? [] : [{ transforms, model: best }];
}

/** A champion's member that was trained for a shorter horizon cannot be asked for this one. */
function comparable(config: MemberConfig | undefined, horizon: number): MemberConfig | undefined {
  return config && (config.model as BoostedConfig).horizon >= horizon ? config : undefined;
}

/** Two boosters train at the same time, each on its share of the machine. */
export function trainingThreads(): number {
  return Math.max(1, Math.floor(os.availableParallelism() / 2));
}

/** What the training of one boosted member came to. */
export type TrainedBoosted = ReturnType<BoostedTrainer['train']>;

/** Chooses, backtests and fits one boosted member. */
export class BoostedTrainer {
  constructor(
    private readonly library: BoosterLibrary,
    private readonly panel: Panel,
    private readonly plan: BacktestPlan,
    private readonly calendar: HolidayCalendar,
    private readonly control: { signal: AbortSignal; refit?: boolean; report: (fraction: number, message: string) => void },
  ) {}

  /**
   * @param champion configuration that is refitted at the selection origins beside the candidates
   * @returns the best candidate, with its number of trees fixed, its forecasts, and the model fitted on all data
   */
  train(candidates: MemberConfig[], champion?: MemberConfig) {
    const { plan } = this;
    const known = champion ? candidates.findIndex((config) => sameConfig(config, champion)) : -1;
    const configs = champion && known < 0 ? [...candidates, champion] : candidates;
    const windows = plan.origins.calibration.length + plan.origins.test.length;
    const progress = this.progress(configs.length * (1 + plan.origins.selection.length) + windows + 1);
    const actual = actualsAt(this.panel, plan.origins.selection, plan.horizon);
    const tried = configs.map((config) => {
      const label = labelOf(config);
      const earlyStoppingCurve: Iteration[] = [];
      const iterations = this.bestIterations(config, earlyStoppingCurve);
      progress(`${label}, ${iterations} trees by early stopping`);
      const fixed = withParameters(config, { iterations });
      const forecasts = this.backtest(fixed, plan.origins.selection, (done) => progress(`${label}, backtest origin ${done}`));
      return {
        config,
        fixed,
        iterations,
        earlyStoppingCurve,
        forecasts,
        rmse: metrics({ horizon: plan.horizon, actual, forecast: forecasts }).rmse,
      };
    });
    const chosen = tried.reduce((best, candidate) => (candidate.rmse < best.rmse ? candidate : best));
    const forecasts: WindowForecasts = {
      selection: chosen.forecasts,
      calibration: this.backtest(chosen.fixed, plan.origins.calibration, (done) => progress(`calibration origin ${done}`)),
      test: this.backtest(chosen.fixed, plan.origins.test, (done) => progress(`test origin ${done}`)),
    };
    const curve: Iteration[] = [];
    const fitted = this.fit(chosen.fixed, this.panel.origin, curve);
    progress('fitted on all data');
    return {
      config: chosen.config,
      iterations: chosen.iterations,
      fitted,
      forecasts,
      curve,
      /** Of the fit that found the number of trees, on the periods before the first selection origin. */
      earlyStoppingCurve: chosen.earlyStoppingCurve,
      candidates: tried.map(({ config, iterations, rmse }) => ({
        label: labelOf(config),
        iterations,
        selectionRmse: rmse,
        chosen: config === chosen.config,
      })),
      championForecasts: champion ? tried[known < 0 ? tried.length - 1 : known]?.forecasts : undefined,
    };
  }

  fit(config: MemberConfig, origin: number, curve?: Iteration[]) {
    return makeBoosted(this.library, config, this.calendar).fit(this.panel, origin, { onIteration: (at) => this.goOn(at, curve) });
  }

  /** Trees after which the error on the periods before the first selection origin stopped falling. */
  bestIterations(config: MemberConfig, curve?: Iteration[]): number {
    const { earlyStopping } = this.plan;
    using fitted = makeBoosted(this.library, withParameters(config, { earlyStoppingRounds }), this.calendar).fit(
      this.panel,
      earlyStopping.to,
      { validationFrom: earlyStopping.from, onIteration: (at) => this.goOn(at, curve) },
    );
    return Math.max(fewestTrees, fitted.inner.booster.iterations);
  }

  backtest(config: MemberConfig, origins: number[], onOrigin: (done: number) => void): OriginForecasts {
    const { signal, refit } = this.control;
    const between = (done: number) => {
      signal.throwIfAborted();
      onOrigin(done);
    };
    return backtest(this.panel, makeBoosted(this.library, config, this.calendar), origins, this.plan.horizon, between, refit);
  }

  private goOn(at: Iteration, curve?: Iteration[]): boolean {
    curve?.push(at);
    return !this.control.signal.aborted;
  }

  /** Reports one of `total` pieces of work as done. */
  private progress(total: number): (message: string) => void {
    let done = 0;
    return (message) => this.control.report(Math.min(1, ++done / total), message);
  }
}

/** What tells a candidate from the others. */
function labelOf({ transforms, model }: MemberConfig): string {
  const names = transforms.map((spec) => ('lag' in spec ? `${spec.kind} ${spec.lag}` : spec.kind));
  return [...names, (model as BoostedConfig).strategy].join(', ');
}

function withParameters(config: MemberConfig, parameters: Partial<BoostedConfig['parameters']>): MemberConfig {
  const model = config.model as BoostedConfig;
  return { ...config, model: { ...model, parameters: { ...model.parameters, ...parameters } } };
}
