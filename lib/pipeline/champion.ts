import type { IntervalModel } from '@/lib/evaluation/intervals/interval-model';
import type { MemberConfig, MemberName } from '@/lib/models/members/member';
import { modelName } from '@/lib/registry/names';
import type { ModelVersion } from '@/lib/registry/schema';
import { getVersionByAlias } from '@/lib/registry/service';
import type { BlockWeights } from './ensemble';
import type { PipelineParameters } from './parameters';
import type { QuantileState } from './quantile-intervals';

/** Of versions that are laid out otherwise, made by an earlier Almanac, nothing is read but that they are there. */
const format = 2;

/** What forecasts best: one member, or all of them weighed. */
export type BestModel = MemberName | 'ensemble';

/** What a registered `sales-forecast` version is: enough to refit it anywhere, and to forecast with its files. */
export interface ForecasterConfig {
  format: typeof format;
  best: BestModel;
  horizon: number;
  members: Partial<Record<MemberName, MemberConfig>>;
  shrinkage: number;
}

/** The fitted part: which files, which weights, which intervals. Saved as `forecaster.json` beside the version. */
export interface ForecasterState extends ForecasterConfig {
  level: string;
  frequency: PipelineParameters['frequency'];
  dataset: string;
  /** Weights of the members by block of steps ahead; a single model has weight 1. */
  weights: BlockWeights[];
  /** How its forecasts were made to add up; what that needs is in `reconciliation.f64` beside it. */
  reconciliation: PipelineParameters['reconciliation'];
  /** Folder of each member's files; null for members without any. */
  modelUris: Partial<Record<MemberName, string | null>>;
  /** Intervals of the modelled level and of each aggregate above it, by level name. */
  intervals: Record<string, IntervalModel>;
  /** What the modelled level's intervals come from instead, where the run asked for quantile models. */
  quantiles?: QuantileState;
}

/** How a level's intervals came about, in words. */
export function intervalMethod({ level: modelled, intervals, quantiles }: ForecasterState, level: string): string {
  return level === modelled && quantiles ? quantiles.calibration.method : (intervals[level] as IntervalModel).method;
}

/** How the intervals of all levels came about: those of aggregates are told apart where they are of another kind. */
export function intervalMethods(state: ForecasterState): string {
  const own = intervalMethod(state, state.level);
  const above = Object.keys(state.intervals).find((level) => level !== state.level);
  return state.quantiles && above !== undefined ? `${own}; aggregates: ${intervalMethod(state, above)}` : own;
}

export function forecasterConfig(config: Omit<ForecasterConfig, 'format'>): ForecasterConfig {
  const { best, horizon, members, shrinkage } = config;
  return { format, best, horizon, members, shrinkage };
}

export interface Champion {
  name: string;
  version: number;
  source: string;
  /** Undefined where an earlier Almanac made it, whose configurations this one cannot refit. */
  config?: ForecasterConfig;
}

/** The scope's champion; undefined where there is none yet. */
export async function championOf(parameters: Pick<PipelineParameters, 'dataset' | 'level' | 'frequency'>): Promise<Champion | undefined> {
  const version = await getVersionByAlias(modelName(parameters), 'champion');
  return version && championFrom(version);
}

/** What a run needs of a version that it is compared with. */
export function championFrom({ name, version, source, ...rest }: ModelVersion): Champion {
  const config = rest.config as unknown as ForecasterConfig;
  return { name, version, source, config: config.format === format ? config : undefined };
}

/** Two configurations say the same, whatever the order of their fields; thread counts are no part of it. */
export function sameConfig(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'threads') return undefined;
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)));
  });
}
