import type { BoostedConfig } from '../boosted-config';
import type { BoosterName } from '../booster';
import type { TransformSpec } from '../transforms/transform';

/** Boosted members: on the target over its recent level, and on the target without season. */
export const boostedMembers = ['lightgbm', 'lightgbm-deseasonalised', 'xgboost', 'xgboost-deseasonalised'] as const;

/** Statistical members, each fitted to every series by itself; those named `group-` on the target without season. */
export const statisticalMembers = [
  'group-level',
  'group-theta',
  'group-ets',
  'ces',
  'theta',
  'mstl',
  'seasonal-naive-ratio',
  'window-average',
] as const;

/** All that can forecast, what every other is judged by last. */
export const memberNames = [...boostedMembers, ...statisticalMembers, 'seasonal-naive'] as const;

export type BoostedMember = (typeof boostedMembers)[number];
export type StatisticalMember = (typeof statisticalMembers)[number];
/** What forecasts an ensemble may weigh. */
export type MemberName = (typeof memberNames)[number];

/** A statistical method and the season it repeats, in periods; 1 for none. */
export interface StatisticalConfig {
  method: 'level' | 'theta' | 'ets' | 'ces' | 'mstl' | 'seasonal-naive-ratio' | 'window-average' | 'seasonal-naive';
  /** Rows in a season; several for `mstl`. */
  seasons: number[];
  /** Newest periods of a series that are learnt from; all by default. */
  newest?: number;
}

/** All that a refit of a member needs. */
export interface MemberConfig {
  /** What is done to the target before the model learns from it, in order. */
  transforms: TransformSpec[];
  model: BoostedConfig | StatisticalConfig;
}

export function isBoosted(model: MemberConfig['model']): model is BoostedConfig {
  return 'booster' in model;
}

/** The boosted members of one library. */
export function membersOfBooster(booster: BoosterName): BoostedMember[] {
  return [booster, `${booster}-deseasonalised`];
}

/** The library of a boosted member; undefined for a statistical one. */
export function boosterOf(name: MemberName): BoosterName | undefined {
  if (name.startsWith('lightgbm')) return 'lightgbm';
  return name.startsWith('xgboost') ? 'xgboost' : undefined;
}
