import { createHash } from 'node:crypto';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import type { BoostedConfig } from '@/lib/models/boosted';
import type { BoosterLibrary } from '@/lib/models/booster';
import { addPeriods } from '@/lib/models/forecaster';
import type { TransformSpec } from '@/lib/models/transforms/transform';
import { type BacktestDetail, BoostedBacktest, type TuningPlan } from '@/lib/tuning/boosted-backtest';
import { boostedSpace } from '@/lib/tuning/boosted-space';
import type { TuningFacts } from '@/lib/tuning/knobs';
import { isBetter, type LossName, pooled, relativeLoss } from '@/lib/tuning/origin-loss';
import { finishers, halvingOf, type SearchState, search } from '@/lib/tuning/search';
import { panelUpTo, type Rung, rungsFor, spread } from '@/lib/tuning/selection-window';
import { expectedJobs, type Trial } from '@/lib/tuning/successive-halving';
import type { TaskProgress } from './task';
import { type TrialTracking, trackTrial } from './track-trial';
import type { Workspace } from './workspace';

export interface TuneRequest {
  library: BoosterLibrary;
  panel: Panel;
  /** Nothing after the targets of its last selection origin is looked at. */
  plan: TuningPlan;
  /** The default configuration: trial 0, and the result where none is better. */
  base: BoostedConfig;
  /** What is done to the target before any trial learns from it. */
  transforms?: readonly TransformSpec[];
  holidays: HolidayCalendar;
  /** Configurations to propose, beside the default. */
  trials: number;
  seed: number;
  /** What the loss is; RMSE by default, as that chooses the models. */
  loss?: LossName;
  /** Name of the member: of its folder in the workspace, and of its tracked trials. By default the booster's. */
  name?: string;
  /** Keeps the search after every rung, so that a repeated task goes on where a killed one was. */
  workspace?: Workspace;
  /** Where trials are logged as nested runs; nowhere by default. */
  track?: TrialTracking;
  report?: (progress: TaskProgress) => void;
  signal?: AbortSignal;
}

/** One configuration that was tried. */
export interface TrialRecord {
  number: number;
  config: BoostedConfig;
  /** Trees by early stopping; null where it failed at once. */
  iterations: number | null;
  /** Rungs that it reached, of how many. */
  rungs: number;
  of: number;
  /** Loss over the default's at the same origins, as of its highest rung: below 1 is better. Null where it failed. */
  relativeLoss: number | null;
  /** Over the origins that it was scored at: all of them only where it reached the top rung. */
  rmse: number | null;
  wape: number | null;
  origins: number[];
  /** It is the result. */
  chosen: boolean;
  error: string | null;
}

export interface Tuned {
  best: BoostedConfig;
  /** Trees of the best by early stopping. */
  iterations: number;
  trials: TrialRecord[];
}

/** One of so many trials goes on to more origins. */
const reduction = 3;

/**
 * Searches hyperparameters, objective, strategy and feature sets around a configuration of boosted trees. Trials are compared at
 * the selection origins, each learnt from data up to its origin; the number of trees comes from the early-stopping window before
 * them. The winner takes the default's place only where it is better at the same origins by more than a standard error.
 *
 * The result depends on the request alone: a search that was killed goes on from the workspace to the same end.
 * @throws the signal's reason when it is aborted; what the default configuration fails with
 */
export async function tuneBoosted(request: TuneRequest): Promise<Tuned> {
  const { library, base, plan, trials, seed, loss = 'rmse', transforms = [], workspace, track, report, signal } = request;
  const name = request.name ?? base.booster;
  const selection = plan.origins.selection;
  const panel = panelUpTo(request.panel, addPeriods(request.panel, Math.max(...selection), plan.horizon));
  const facts = factsOf(panel, transforms, request.holidays);
  const { space, base: defaults, configAt } = boostedSpace(base, facts);
  const rungs = rungsFor(selection.length, Math.min(recorded(panel), base.mostRows ?? Number.POSITIVE_INFINITY), reduction);
  const backtest = new BoostedBacktest(library, panel, plan, transforms, request.holidays);
  const configOf = (trial: Trial<BacktestDetail>) => (trial.number === 0 ? base : configAt(trial.point));
  const stateFile = `tuning/${name}.json`;
  const halving = { given: [defaults], trials, rungs: rungs.length, reduction };
  const jobs = expectedJobs(halvingOf(halving));

  const state = await search<BacktestDetail>({
    ...halving,
    space,
    seed,
    subject: subjectOf(request, panel, loss, rungs),
    state: await workspace?.readOptionalJson<SearchState<BacktestDetail>>(stateFile),
    evaluate: async (trial, rung, all, aborted) => {
      const detail = await extended(backtest, trial, configOf(trial), rungs[rung] as Rung, spread(selection), aborted);
      const reference = trial.number === 0 ? detail : all[0]?.rungs[rung]?.detail;
      return { loss: relativeLoss(detail.origins, (reference as BacktestDetail).origins, loss), detail };
    },
    save: (kept) => workspace?.writeJson(stateFile, kept) ?? Promise.resolve(),
    onTrial: async (trial, { trials: all }) => {
      if (track) await trackTrial(track, name, { trial, config: configOf(trial), rungs: rungs.length });
      const done = all.reduce((sum, one) => sum + one.rungs.length, 0);
      report?.({ fraction: Math.min(1, done / jobs), message: progressMessage(name, trial, trials, rungs.length) });
    },
    signal,
  });

  const [standard] = state.trials as [Trial<BacktestDetail>];
  const reference = lastDetail(standard)?.origins ?? [];
  const winner =
    finishers(state.trials, rungs.length).find((trial) => isBetter(lastDetail(trial)?.origins ?? [], reference, loss)) ?? standard;
  if (track) await trackTrial(track, name, { trial: winner, config: configOf(winner), rungs: rungs.length, chosen: true });
  return {
    best: configOf(winner),
    iterations: lastDetail(winner)?.iterations ?? base.parameters.iterations,
    trials: state.trials.map((trial) => recordOf(trial, configOf(trial), rungs.length, trial === winner)),
  };
}

/** What a trial's rung adds to what the rungs below found, where those learnt from as many rows. */
function extended(
  backtest: BoostedBacktest,
  trial: Trial<BacktestDetail>,
  config: BoostedConfig,
  rung: Rung,
  origins: readonly number[],
  signal: AbortSignal,
): Promise<BacktestDetail> {
  const thinned = rung.mostRows === undefined ? config : { ...config, mostRows: Math.min(rung.mostRows, config.mostRows ?? rung.mostRows) };
  const known = trial.rungs.map(({ detail }) => detail).findLast((detail) => detail?.mostRows === (thinned.mostRows ?? null));
  return backtest.extend(thinned, origins.slice(0, rung.origins), known, signal);
}

function factsOf(panel: Panel, transforms: readonly TransformSpec[], holidays: HolidayCalendar): TuningFacts {
  // Differences and standardised values take either sign.
  const signed = transforms.some(({ kind }) => kind === 'difference' || kind === 'standardise');
  return {
    frequency: panel.frequency,
    nonNegative: !signed && panel.y.every((y) => !(y < 0)) && panel.y.some((y) => y > 0),
    holidays: holidays.ds.length > 0,
    past: Object.keys(panel.past).length > 0,
  };
}

function recorded(panel: Panel): number {
  return panel.y.reduce((count, y) => count + (y === y ? 1 : 0), 0);
}

/** All that the search's outcome depends on, but for what it says of itself. Threads change nothing. */
function subjectOf({ library, base, plan, transforms }: TuneRequest, panel: Panel, loss: LossName, rungs: Rung[]): string {
  const data = createHash('sha256');
  const covariates = [panel.known, panel.past].flatMap((columns) =>
    Object.keys(columns)
      .sort()
      .map((key) => columns[key] as Float64Array),
  );
  for (const column of [panel.indptr, panel.ds, panel.y, ...covariates])
    data.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  const { horizon, earlyStopping, origins } = plan;
  const parameters = { ...base.parameters, threads: 0 };
  const learning = { library: [library.name, library.version], base: { ...base, parameters }, transforms: transforms ?? [], loss, rungs };
  return JSON.stringify({ ...learning, horizon, earlyStopping, origins: origins.selection, data: data.digest('hex') });
}

function lastDetail(trial: Trial<BacktestDetail>): BacktestDetail | undefined {
  return trial.rungs.findLast(({ detail }) => detail !== undefined)?.detail;
}

function recordOf(trial: Trial<BacktestDetail>, config: BoostedConfig, of: number, chosen: boolean): TrialRecord {
  const detail = lastDetail(trial);
  const last = trial.rungs.at(-1);
  return {
    number: trial.number,
    config,
    iterations: detail?.iterations ?? null,
    rungs: trial.rungs.filter(({ loss }) => loss !== null).length,
    of,
    relativeLoss: last?.loss ?? null,
    rmse: detail ? pooled(detail.origins, 'rmse') : null,
    wape: detail ? pooled(detail.origins, 'wape') : null,
    origins: detail?.origins.map(({ origin }) => origin) ?? [],
    chosen,
    error: last?.error ?? null,
  };
}

function progressMessage(name: string, { number, rungs }: Trial<BacktestDetail>, trials: number, of: number): string {
  const last = rungs.at(-1);
  const rung = `rung ${rungs.length} of ${of}`;
  if (number === 0) return `${name}: the default configuration, ${rung}`;
  if (last?.loss === null || last === undefined) return `${name}: trial ${number} of ${trials} failed: ${last?.error}`;
  return `${name}: trial ${number} of ${trials}, ${rung}: ${(100 * last.loss).toFixed(1)} % of the default's loss`;
}
