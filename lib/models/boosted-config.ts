import type { KeyEncoding } from '@/lib/features/encoding';
import type { PanelFrequency } from '@/lib/features/panel';
import type { FeatureSpec } from '@/lib/features/spec';
import type { BoosterName, BoosterParameters } from './booster';
import type { StepRange } from './training-rows';

/**
 * How steps beyond the first are reached. `recursive` learns one step ahead and feeds predictions back as lags; `direct`
 * learns rows of all steps together, each seeing only what was known that many periods before; `direct-blocks` likewise,
 * with a booster of its own for each block of steps.
 */
export type Strategy = 'recursive' | 'direct' | 'direct-blocks';

/** All that a refit needs. */
export interface BoostedConfig {
  booster: BoosterName;
  strategy: Strategy;
  /** Longest step ahead that is learnt. */
  horizon: number;
  features: FeatureSpec;
  parameters: BoosterParameters;
  /** Direct strategies: rows a target period (and block), each with another step. */
  stepsPerTarget: number;
  /** `direct-blocks`: steps of a block; 7 by default. The last block may be shorter. */
  stepsPerBlock?: number;
  /** Bagging: one booster a seed, forecasts from their mean. By default the one seed of `parameters`. */
  seeds?: number[];
  /** Features that the target may only rise (1) or fall (-1) with, by name: `{price: -1}`. */
  monotone?: Record<string, 1 | -1>;
  /** Periods after which a row counts half; by default all rows count alike. */
  halfLife?: number;
  /** Fewest periods of history a row is learnt with; 14 by default. */
  warmUp?: number;
  /** Of more rows than this, an even random sample is learnt from. */
  mostRows?: number;
}

/** What a fitted model needs beside its trees to forecast in another process. */
export interface BoostedState {
  config: BoostedConfig;
  frequency: PanelFrequency;
  encoding: KeyEncoding;
  holidays: { ds: number[]; code: number[]; names: string[] };
  covariates: { known: string[]; past: string[] };
  /** No sale was ever negative, so no forecast is. */
  nonNegative: boolean;
}

/** The steps that each booster of a seed learns, nearest first. */
export function stepBlocks({ strategy, horizon, stepsPerBlock = 7 }: BoostedConfig): StepRange[] {
  if (strategy === 'recursive') return [{ from: 1, to: 1 }];
  const length = strategy === 'direct' ? horizon : stepsPerBlock;
  return Array.from({ length: Math.ceil(horizon / length) }, (_, block) => ({
    from: block * length + 1,
    to: Math.min(horizon, (block + 1) * length),
  }));
}

export function seedsOf({ seeds, parameters }: BoostedConfig): number[] {
  return seeds && seeds.length > 0 ? seeds : [parameters.seed];
}

/** The features as the strategy has them. */
export function featureSpec({ features, strategy }: BoostedConfig): FeatureSpec {
  return { ...features, step: strategy !== 'recursive' };
}

/** Least offset of past-only covariates: fed-back predictions reach past the origin, these cannot, and are read a horizon back. */
export function pastOffset({ strategy, horizon }: BoostedConfig): number {
  return strategy === 'recursive' ? horizon : 1;
}

/** Names of a model's files: `model.txt`, `model-2.txt`, ... (`.ubj` for XGBoost), block by block, its seeds side by side. */
export function modelFiles(config: BoostedConfig): string[] {
  const count = stepBlocks(config).length * seedsOf(config).length;
  const suffix = config.booster === 'lightgbm' ? 'txt' : 'ubj';
  return Array.from({ length: count }, (_, k) => (k === 0 ? `model.${suffix}` : `model-${k + 1}.${suffix}`));
}
