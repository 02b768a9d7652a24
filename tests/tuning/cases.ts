import { noHolidays } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import { defaultFeatureSpec } from '@/lib/features/spec';
import type { BoostedConfig } from '@/lib/models/boosted';
import { type BoosterName, defaultBoosterParameters } from '@/lib/models/booster';
import { loadBooster } from '@/lib/models/boosters';
import type { TuneRequest } from '@/lib/pipeline/tune';
import type { TuningPlan } from '@/lib/tuning/boosted-backtest';
import { randomPanel } from '../helpers/random-panel';

export const horizon = 7;

/** Four series with week, promotion, trend and noise; a season's worth of periods is left for the test. */
export const panel: Panel = randomPanel({ series: 4, periods: 240, horizon, gaps: 0.02, seed: 8 });

/** Three selection origins; what the search may know ends a horizon after the last, 100 periods before the panel's end. */
export const plan: TuningPlan = {
  horizon,
  earlyStopping: { from: panel.origin - 142, to: panel.origin - 128 },
  origins: { selection: [panel.origin - 128, panel.origin - 117, panel.origin - 107] },
};
export const lastKnown = panel.origin - 100;
/** Origins after all that the search knows. */
export const laterOrigins = [0, 1, 2, 3, 4, 5].map((k) => lastKnown + 14 * k);

/** Too few features, too coarse trees: easy to do better than. */
export function poorConfig(booster: BoosterName = 'lightgbm'): BoostedConfig {
  return {
    booster,
    strategy: 'direct',
    horizon,
    stepsPerTarget: 1,
    features: { ...defaultFeatureSpec('day'), lags: [30, 60], windows: [30], seasons: [], year: 0, calendar: false, expandingMean: false },
    parameters: { ...defaultBoosterParameters, iterations: 60, learningRate: 0.1, leaves: 3, minLeafRows: 150, maxBins: 31 },
  };
}

export function request(more: Partial<TuneRequest> = {}): TuneRequest {
  const base = more.base ?? poorConfig();
  return { library: loadBooster(base.booster), panel, plan, base, holidays: noHolidays, trials: 8, seed: 5, ...more };
}
