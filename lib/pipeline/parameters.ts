import { z } from 'zod';
import { levelName } from '@/lib/datasets/level-name';
import { sampleDataset } from './sample-dataset';

export { sampleDataset };

/** Families of models: each trains one or several members, which the ensemble weighs. */
export const modelNames = ['lightgbm', 'xgboost', 'statistical', 'seasonal-naive', 'ensemble'] as const;
export type ModelName = (typeof modelNames)[number];

/** Longest horizon a run may ask for, in periods of its frequency. */
export const maxHorizon = { day: 365, week: 104, month: 36 } as const;
/** Horizon of a run that does not say: a month of days, a quarter of weeks, half a year of months. */
export const defaultHorizon = { day: 30, week: 12, month: 6 } as const;

const date = z.iso.date('must be a date such as 2026-01-31');
const level = levelName.describe(
  'Level that is modelled, such as store+product; every aggregate above it is published too [all keys; of the sample retailer: store]',
);
const frequency = z
  .enum(['day', 'week', 'month'])
  .describe('Length of one period; a longer one than that of the data sums them [that of the data]');
const horizon = z
  .number()
  .int()
  .min(1)
  .max(365)
  .describe(`Periods to forecast [${defaultHorizon.day} days, ${defaultHorizon.week} weeks or ${defaultHorizon.month} months]`);

const distinct = (names: string[]) => new Set(names).size === names.length;

const fields = {
  dataset: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens')
    .default(sampleDataset)
    .describe('Dataset to learn from'),
  datasetVersion: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .describe('Version of the dataset to learn from [the newest]'),
  level,
  frequency,
  horizon,
  dataStartDate: date.optional().describe('First day to learn from'),
  dataEndDate: date.optional().describe('Last day to learn from: the forecast origin'),
  maxFilesToProcess: z.number().int().min(1).optional().describe('Learn from the newest N days (dates, of weekly or monthly data) only'),
  validationSampleSize: z.number().int().min(1).default(10_000).describe('Rows of the sampled validation'),
  enableModelRegistration: z.boolean().default(true).describe('Register the models and move the champion when the challenger wins'),
  models: z
    .array(z.enum(modelNames))
    .min(1, 'must name at least one model')
    .refine(distinct, 'must not name a model twice')
    .default([...modelNames])
    .describe('Models to train'),
  strategies: z
    .array(z.enum(['recursive', 'direct', 'direct-blocks']))
    .min(1, 'must name at least one strategy')
    .refine(distinct, 'must not name a strategy twice')
    .default(['recursive', 'direct'])
    .describe('How boosters reach the steps after the first; the better one at the backtest origins is taken'),
  targetTransforms: z
    .array(z.enum(['none', 'log1p', 'standardise', 'first-difference', 'seasonal-difference', 'year-ratio']))
    .min(1, 'must name at least one transform')
    .refine(distinct, 'must not name a transform twice')
    .default(['none'])
    .describe('What boosters may learn in place of sales over their recent level; the better one at the backtest origins is taken'),
  objective: z.enum(['l2', 'l1', 'tweedie', 'poisson']).default('l2').describe('What boosters minimise'),
  bagging: z.number().int().min(1).max(10).default(1).describe('Boosters of different seeds whose mean is a member'),
  monotonePrice: z.boolean().default(false).describe('Let boosters never forecast more sales at a higher price, where the data have one'),
  reconciliation: z
    .enum(['bottom-up', 'top-down', 'wls-struct', 'mint-shrink'])
    .default('bottom-up')
    .describe(
      'How forecasts of all levels are made to add up: sums of the modelled level, shares of the total, or both weighed by their errors',
    ),
  intervals: z
    .enum(['split', 'adaptive', 'quantile'])
    .default('split')
    .describe(
      'How wide intervals are: by the errors at the calibration origins (split), by those at all backtest origins, widened after many ' +
        'misses (adaptive), or by LightGBM models of low and high sales, corrected by those errors, at the modelled level (quantile)',
    ),
  backtestOrigins: z.number().int().min(1).max(52).default(3).describe('Origins of the backtest that chooses and weighs models'),
  backtestStep: z.number().int().min(1).max(365).optional().describe('Periods between these origins [spread over three horizons]'),
  backtestRefit: z.boolean().default(true).describe('Refit every model at each of these origins, rather than once'),
  tuningTrials: z
    .number()
    .int()
    .min(0)
    .max(500)
    .default(0)
    .describe('Configurations of each booster to try beside the default, at the backtest origins; 0 does not search'),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(42)
    .describe('Seed of everything random'),
};

/** What fits together within the parameters themselves; what only the dataset can tell is checked by `resolveParameters`. */
function consistent(
  context: z.core.ParsePayload<{
    dataStartDate?: string;
    dataEndDate?: string;
    horizon?: number;
    frequency?: 'day' | 'week' | 'month';
    models: ModelName[];
    objective: string;
    monotonePrice: boolean;
    tuningTrials: number;
  }>,
) {
  const { dataStartDate: start, dataEndDate: end, horizon, frequency, models, objective, monotonePrice, tuningTrials } = context.value;
  if (models.every((name) => name === 'ensemble')) {
    const message = 'must name a model beside ensemble, which weighs others';
    context.issues.push({ code: 'custom', path: ['models'], message, input: models });
  }
  if (tuningTrials > 0 && !models.includes('lightgbm') && !models.includes('xgboost')) {
    const message = 'must be 0 where neither lightgbm nor xgboost is trained: there is nothing to search';
    context.issues.push({ code: 'custom', path: ['tuningTrials'], message, input: tuningTrials });
  }
  if (start && end && end < start) {
    context.issues.push({ code: 'custom', path: ['dataEndDate'], message: `must not be before dataStartDate (${start})`, input: end });
  }
  const problem = horizon === undefined || frequency === undefined ? undefined : tooFar(horizon, frequency);
  if (problem) context.issues.push({ code: 'custom', path: ['horizon'], message: problem, input: horizon });
  if (monotonePrice && objective === 'l1' && models.includes('lightgbm')) {
    const message = 'must be false with objective l1, which LightGBM learns without directions: choose l2, tweedie or poisson';
    context.issues.push({ code: 'custom', path: ['monotonePrice'], message, input: monotonePrice });
  }
}

/** Why a horizon is longer than a run may ask for; undefined where it is not. */
export function tooFar(horizon: number, frequency: keyof typeof maxHorizon): string | undefined {
  return horizon > maxHorizon[frequency] ? `must be at most ${maxHorizon[frequency]} for frequency ${frequency}` : undefined;
}

/**
 * What a client may ask of a training run. Every field may be left out, so `{}` is a complete request: `resolveParameters`
 * fills in what depends on the dataset.
 */
export const requestedParameters = z
  .strictObject({ ...fields, level: level.optional(), frequency: frequency.optional(), horizon: horizon.optional() })
  .check(consistent);
export type RequestedParameters = z.infer<typeof requestedParameters>;

/** What a training run is told, nothing left open. Defaults are those of the sample retailer. */
export const pipelineParameters = z
  .strictObject({
    ...fields,
    level: level.default('store'),
    frequency: frequency.default('day'),
    horizon: horizon.default(defaultHorizon.day),
  })
  .check(consistent);
export type PipelineParameters = z.infer<typeof pipelineParameters>;
