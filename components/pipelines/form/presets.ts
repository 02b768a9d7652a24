import { type PipelineParameters, pipelineParameters } from '@/lib/pipeline/parameters';

/** The parameters that decide how much work a run is. */
export type Effort = Pick<
  PipelineParameters,
  'models' | 'strategies' | 'targetTransforms' | 'bagging' | 'tuningTrials' | 'backtestOrigins' | 'backtestRefit'
>;

export const presetNames = ['quick', 'standard', 'thorough'] as const;
export type PresetName = (typeof presetNames)[number];

const { models, strategies, targetTransforms, bagging, tuningTrials, backtestOrigins, backtestRefit } = pipelineParameters.parse({});

export const presets: Record<PresetName, { title: string; says: string; effort: Effort }> = {
  quick: {
    title: 'Quick look',
    says: 'LightGBM and the statistical models, fitted once for the whole backtest. For a first impression.',
    effort: {
      models: ['lightgbm', 'statistical', 'seasonal-naive', 'ensemble'],
      strategies: ['recursive'],
      targetTransforms: ['none'],
      bagging: 1,
      tuningTrials: 0,
      backtestOrigins: 2,
      backtestRefit: false,
    },
  },
  standard: {
    title: 'Standard',
    says: 'All models, refitted at every origin of the backtest. What the schedule does unless told otherwise.',
    effort: { models, strategies, targetTransforms, bagging, tuningTrials, backtestOrigins, backtestRefit },
  },
  thorough: {
    title: 'Thorough',
    says: 'All models and strategies, a search of 20 configurations for each booster, and twice the backtest. Takes many times as long.',
    effort: {
      models,
      strategies: ['recursive', 'direct', 'direct-blocks'],
      targetTransforms: ['none', 'log1p'],
      bagging: 3,
      tuningTrials: 20,
      backtestOrigins: 6,
      backtestRefit: true,
    },
  },
};

const same = (a: unknown, b: unknown) =>
  JSON.stringify(Array.isArray(a) ? [...a].sort() : a) === JSON.stringify(Array.isArray(b) ? [...b].sort() : b);

/** The preset that some values are; `own` where they are none. */
export function presetOf(values: Partial<Record<keyof Effort, unknown>>): PresetName | 'own' {
  const found = presetNames.find((name) =>
    (Object.entries(presets[name].effort) as [keyof Effort, unknown][]).every(([key, value]) => same(values[key], value)),
  );
  return found ?? 'own';
}
