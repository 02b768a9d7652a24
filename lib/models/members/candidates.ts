import type { Panel, PanelFrequency } from '@/lib/features/panel';
import { defaultFeatureSpec } from '@/lib/features/spec';
import { naiveSeason } from '../baselines';
import type { BoostedConfig, Strategy } from '../boosted-config';
import { type BoosterName, type BoosterParameters, defaultBoosterParameters } from '../booster';
import { showsYear } from '../profile/seasons';
import type { TransformSpec } from '../transforms/transform';
import {
  type BoostedMember,
  boosterOf,
  type MemberConfig,
  type StatisticalConfig,
  type StatisticalMember,
  statisticalMembers,
} from './member';

const year: Record<PanelFrequency, number> = { day: 364, week: 52, month: 12 };

/** Newest periods that a method which treats each series by itself learns from: older ones cost time and tell little. */
const newestPeriods: Record<PanelFrequency, number> = { day: 400, week: 520, month: 240 };

/** Rows from which a second thread, and rounding gradients, gain time at no accuracy that can be measured. */
const manyRows = 50_000;

/** A run refits each booster many times; beyond so many rows a random sample of them teaches nearly as much. */
const mostRows = 300_000;
/** Cells (series times periods) up to which methods that treat each series by itself are quick enough to be backtested. */
const mostCells = 1_000_000;

/** What a run may say of its boosted members. */
export interface BoostedOptions {
  horizon: number;
  frequency: PanelFrequency;
  seed: number;
  threads: number;
  /** Rows of the panel that the booster learns from. */
  rows?: number;
  strategies?: Strategy[];
  targetTransforms?: TargetTransform[];
  objective?: BoosterParameters['objective'];
  /** Boosters of different seeds. */
  bagging?: number;
  /** Price covariate that sales may only fall with. */
  monotonePrice?: string;
}

export type TargetTransform = 'none' | 'log1p' | 'standardise' | 'first-difference' | 'seasonal-difference' | 'year-ratio';

/** The configurations that compete for a boosted member's place, the simplest first. */
export function boostedCandidates(name: BoostedMember, options: BoostedOptions): MemberConfig[] {
  const { horizon, frequency, seed, threads, rows = 0, objective = 'l2', bagging = 1, monotonePrice } = options;
  const { strategies = ['recursive', 'direct'], targetTransforms = ['none'] } = options;
  const booster = boosterOf(name) as BoosterName;
  // Coarse bins and a quick learning rate keep a dozen refits within a minute on two cores.
  const parameters = {
    ...defaultBoosterParameters,
    objective,
    iterations: 300,
    learningRate: 0.1,
    maxBins: 63,
    seed,
    threads,
    quantizedGradients: rows >= manyRows,
  };
  const common = {
    booster,
    horizon,
    features: defaultFeatureSpec(frequency),
    parameters,
    mostRows,
    // A year of months is all that there may be at first.
    ...(frequency === 'month' && { warmUp: 4 }),
    ...(bagging > 1 && { seeds: Array.from({ length: bagging }, (_, k) => seed + k) }),
    ...(monotonePrice !== undefined && { monotone: { [monotonePrice]: -1 as const } }),
  };
  const of = (strategy: Strategy): BoostedConfig => ({ ...common, strategy, stepsPerTarget: strategy === 'recursive' ? 1 : 2 });
  if (name.endsWith('-deseasonalised')) return [{ transforms: [{ kind: 'deseasonalise' }], model: of('direct') }];
  return targetTransforms.flatMap((transform) =>
    strategies.map((strategy) => {
      const transforms = transformsOf(transform, frequency);
      const model = of(strategy);
      // Differences and logarithms have no level to be divided by; their own sizes tell series apart.
      return { transforms, model: transform === 'none' ? model : { ...model, features: { ...model.features, levelWindow: 0 } } };
    }),
  );
}

function transformsOf(transform: TargetTransform, frequency: PanelFrequency): TransformSpec[] {
  switch (transform) {
    case 'none':
      return [];
    case 'log1p':
    case 'standardise':
      return [{ kind: transform }];
    case 'first-difference':
      return [{ kind: 'difference', lag: 1 }];
    case 'seasonal-difference':
      return [{ kind: 'difference', lag: naiveSeason(frequency) }];
    case 'year-ratio':
      return [{ kind: 'ratio', lag: year[frequency] }];
  }
}

/**
 * The configuration of each statistical member that a panel gives enough history for.
 * @param periods periods before the first origin that it will be judged at
 */
export function statisticalConfigs(panel: Panel, periods: number): Map<StatisticalMember, MemberConfig> {
  const own = naiveSeason(panel.frequency);
  const cells = panel.ids.length * Math.min(periods, newestPeriods[panel.frequency]);
  const slow: StatisticalMember[] = ['group-theta', 'group-ets', 'ces', 'theta', 'mstl'];
  const least: Partial<Record<StatisticalMember, number>> = {
    // A method with a season of its own is nothing before it has seen two of them.
    ces: 2 * own,
    theta: 2 * own,
    mstl: 2 * own,
    'seasonal-naive-ratio': year[panel.frequency] + year[panel.frequency] / 4,
  };
  // Of days, these know the week alone: once the year shows, what knows both is better and quicker.
  const blind: StatisticalMember[] = panel.frequency === 'day' && showsYear(panel.frequency, periods) ? ['ces', 'theta', 'mstl'] : [];
  const newest = newestPeriods[panel.frequency];
  const configs: Record<StatisticalMember, MemberConfig> = {
    'group-level': deseasonalised({ method: 'level', seasons: [1] }),
    'group-theta': deseasonalised({ method: 'theta', seasons: [1], newest }),
    'group-ets': deseasonalised({ method: 'ets', seasons: [1], newest }),
    ces: withoutHolidays({ method: 'ces', seasons: [own], newest }),
    theta: withoutHolidays({ method: 'theta', seasons: [own], newest }),
    mstl: withoutHolidays({ method: 'mstl', seasons: [own], newest }),
    'seasonal-naive-ratio': withoutHolidays({ method: 'seasonal-naive-ratio', seasons: [year[panel.frequency]] }),
    'window-average': { transforms: [], model: { method: 'window-average', seasons: [1] } },
  };
  const fits = statisticalMembers.filter(
    (name) => periods >= (least[name] ?? 0) && (cells <= mostCells || !slow.includes(name)) && !blind.includes(name),
  );
  return new Map(fits.map((name) => [name, configs[name]]));
}

function deseasonalised(model: StatisticalConfig): MemberConfig {
  return { transforms: [{ kind: 'deseasonalise' }], model };
}

function withoutHolidays(model: StatisticalConfig): MemberConfig {
  return { transforms: [{ kind: 'holidays' }], model };
}
