import { z } from 'zod';

export const levels = ['store', 'product', 'category', 'store+category', 'store+product', 'total'] as const;
export const modelNames = ['lightgbm', 'xgboost', 'seasonal-naive', 'ensemble'] as const;
export type ModelName = (typeof modelNames)[number];
export const sampleDataset = 'sample-retailer';

/** Longest horizon a run may ask for, in periods of its frequency. */
export const maxHorizon = { day: 365, week: 104 } as const;

const date = z.iso.date('must be a date such as 2026-01-31');

/** What a training run may be told. Every field has a default, so `{}` is a complete request. */
export const pipelineParameters = z
  .strictObject({
    dataset: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens')
      .default(sampleDataset)
      .describe('Dataset to learn from'),
    level: z.enum(levels).default('store').describe('Level that is modelled; every aggregate above it is published too'),
    frequency: z.enum(['day', 'week']).default('day').describe('Length of one period'),
    horizon: z.number().int().min(1).max(365).default(30).describe('Periods to forecast'),
    dataStartDate: date.optional().describe('First day to learn from'),
    dataEndDate: date.optional().describe('Last day to learn from: the forecast origin'),
    maxFilesToProcess: z.number().int().min(1).optional().describe('Learn from the newest N days only'),
    validationSampleSize: z.number().int().min(1).default(10_000).describe('Rows of the sampled validation'),
    enableModelRegistration: z.boolean().default(true).describe('Register the models and move the champion when the challenger wins'),
    models: z
      .array(z.enum(modelNames))
      .min(1, 'must name at least one model')
      .refine((names) => new Set(names).size === names.length, 'must not name a model twice')
      .default([...modelNames])
      .describe('Models to train'),
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(42)
      .describe('Seed of everything random'),
  })
  .check((context) => {
    const { dataStartDate: start, dataEndDate: end, horizon, frequency } = context.value;
    if (start && end && end < start) {
      context.issues.push({ code: 'custom', path: ['dataEndDate'], message: `must not be before dataStartDate (${start})`, input: end });
    }
    if (horizon > maxHorizon[frequency]) {
      context.issues.push({
        code: 'custom',
        path: ['horizon'],
        message: `must be at most ${maxHorizon[frequency]} for frequency ${frequency}`,
        input: horizon,
      });
    }
  });

export type PipelineParameters = z.infer<typeof pipelineParameters>;
