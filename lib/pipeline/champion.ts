import type { ConformalIntervals } from '@/lib/evaluation/conformal';
import { modelName } from '@/lib/registry/names';
import { getVersionByAlias } from '@/lib/registry/service';
import type { MemberConfig, MemberName } from './members';
import type { ModelName, PipelineParameters } from './parameters';

/** What a registered `sales-forecast` version is: enough to refit it anywhere, and to forecast with its files. */
export interface ForecasterConfig {
  best: ModelName;
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
  weights: { from: number; to: number; weights: Partial<Record<MemberName, number>> }[];
  /** Folder of each member's files. */
  modelUris: Partial<Record<MemberName, string | null>>;
  /** Intervals of the modelled level and of each aggregate above it, by level name. */
  intervals: Record<string, ConformalIntervals>;
}

export interface Champion {
  name: string;
  version: number;
  source: string;
  config: ForecasterConfig;
}

/** The scope's champion; undefined where there is none yet. */
export async function championOf(parameters: Pick<PipelineParameters, 'dataset' | 'level' | 'frequency'>): Promise<Champion | undefined> {
  const name = modelName(parameters);
  const version = await getVersionByAlias(name, 'champion');
  if (!version) return undefined;
  return { name, version: version.version, source: version.source, config: version.config as unknown as ForecasterConfig };
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
