import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { type BoostedConfig, BoostedForecaster, type FitOptions, type FittedBoosted } from '@/lib/models/boosted';
import type { BoosterLibrary } from '@/lib/models/booster';
import { closeDown } from '@/lib/models/closures';
import { type FittedTransformed, TransformedForecaster } from '@/lib/models/transformed';
import type { TransformSpec } from '@/lib/models/transforms/transform';
import { type OriginLoss, originLoss } from './origin-loss';

/** When to stop early, and which origins choose: the part of a backtest's plan that a search may know. */
export interface TuningPlan {
  horizon: number;
  earlyStopping: { from: number; to: number };
  origins: { selection: number[] };
}

/** What a trial has cost and shown so far. */
export interface BacktestDetail {
  /** Trees by early stopping. */
  iterations: number;
  /** Rows learnt from at most, where fewer than the configuration has. */
  mostRows: number | null;
  origins: OriginLoss[];
}

const earlyStoppingRounds = 30;
const fewestTrees = 20;

/** Judges configurations of boosted trees at selection origins, as the pipeline does: early stopping before them, a refit at each. */
export class BoostedBacktest {
  constructor(
    private readonly library: BoosterLibrary,
    private readonly panel: Panel,
    private readonly plan: TuningPlan,
    private readonly transforms: readonly TransformSpec[],
    private readonly holidays: HolidayCalendar,
  ) {}

  /**
   * Adds the origins that are missing to what is known of a configuration.
   * @param known of an earlier rung that learnt from as many rows
   * @throws the signal's reason when it is aborted, between iterations at the latest
   */
  async extend(
    config: BoostedConfig,
    origins: readonly number[],
    known: BacktestDetail | undefined,
    signal: AbortSignal,
  ): Promise<BacktestDetail> {
    const iterations = known?.iterations ?? this.stopEarly(config, signal);
    const fixed = { ...config, parameters: { ...config.parameters, iterations, earlyStoppingRounds: 0 } };
    const losses = [...(known?.origins ?? [])];
    for (const origin of origins) {
      if (losses.some((loss) => loss.origin === origin)) continue;
      // An abort is an event, which native code does not let through.
      await nextTurn();
      signal.throwIfAborted();
      losses.push(this.score(fixed, origin, signal));
    }
    return { iterations, mostRows: config.mostRows ?? null, origins: losses };
  }

  private stopEarly(config: BoostedConfig, signal: AbortSignal): number {
    const stopping = { ...config, parameters: { ...config.parameters, earlyStoppingRounds } };
    const { from, to } = this.plan.earlyStopping;
    using fitted = this.fit(stopping, to, { validationFrom: from }, signal);
    const boosters = fitted.inner.boosters;
    const trees = boosters.reduce((sum, booster) => sum + booster.iterations, 0) / boosters.length;
    return Math.max(fewestTrees, Math.round(trees));
  }

  private score(config: BoostedConfig, origin: number, signal: AbortSignal): OriginLoss {
    const { horizon } = this.plan;
    using fitted = this.fit(config, origin, {}, signal);
    const { values } = fitted.forecast(this.panel, origin, horizon);
    closeDown(this.panel, origin, horizon, values);
    return originLoss(this.panel, origin, horizon, values);
  }

  private fit(config: BoostedConfig, origin: number, options: FitOptions, signal: AbortSignal): FittedTransformed<FittedBoosted> {
    const forecaster = new BoostedForecaster(this.library, config, this.holidays);
    const fitted = new TransformedForecaster(forecaster, this.transforms, this.holidays).fit(this.panel, origin, {
      ...options,
      onIteration: () => !signal.aborted,
    });
    if (signal.aborted) {
      fitted[Symbol.dispose]();
      signal.throwIfAborted();
    }
    return fitted;
  }
}
