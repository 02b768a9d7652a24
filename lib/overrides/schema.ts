import { z } from 'zod';
import { levelName } from '@/lib/datasets/level-name';
import { forecastSummary } from '@/lib/forecasts/schema';
import { sampleDataset } from '@/lib/pipeline/parameters';

const date = z.iso.date();
const dataset = z.string().default(sampleDataset);
const level = levelName.optional().describe('Default: the level that was modelled');
const series = z.string().min(1).max(1000).describe('A series id, or its key values within the level, such as store_001');
const author = z.string().trim().min(1, 'must not be empty').max(100, 'must be at most 100 characters');
const frequency = z.enum(['day', 'week', 'month']);

const toldPoint = z
  .strictObject({
    date: z.iso.date('must be a date such as 2026-01-31'),
    value: z.number().optional().describe('What the planner expects, in place of the model’s number'),
    change: z
      .number()
      .min(-1, 'must be at least -1, which is nothing at all')
      .max(100, 'must be at most 100')
      .optional()
      .describe('In place of a value: 0.1 is 10 % more than the model says, whatever it says then'),
  })
  .refine((point) => (point.value === undefined) !== (point.change === undefined), {
    path: ['value'],
    message: 'give either value or change',
  });

export const createOverrideRequest = z.strictObject({
  dataset,
  level,
  series,
  points: z
    .array(toldPoint)
    .min(1, 'must have at least one date')
    .max(1000, 'may have at most 1000 dates')
    .describe('Dates of the newest published forecast, each once'),
  reason: z.string().trim().min(3, 'must say why, in at least 3 characters').max(1000, 'must be at most 1000 characters'),
  author: author.optional().describe('Default: how the client is known'),
});
export type CreateOverrideRequest = z.infer<typeof createOverrideRequest>;

export const overridePoint = z.strictObject({
  date,
  model: z.number().describe('The model’s number that the planner saw'),
  value: z.number().describe('The planner’s'),
  change: z.number().nullable().describe('Null where a value was told'),
});
export type OverridePoint = z.infer<typeof overridePoint>;

export const override = z.strictObject({
  id: z.uuid(),
  dataset: z.string(),
  level: z.string(),
  series: z.string(),
  frequency,
  reason: z.string(),
  author: z.string(),
  status: z.enum(['active', 'withdrawn']),
  forecastId: z.uuid(),
  origin: date,
  modelName: z.string(),
  modelVersion: z.number().int().nullable(),
  firstDate: date,
  lastDate: date,
  parts: z
    .number()
    .int()
    .describe('Modelled series that it was handed down to, each by the model’s share of it; 1 where it is modelled itself'),
  points: z.array(overridePoint),
  createdAt: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnBy: z.string().nullable(),
});
export type Override = z.infer<typeof override>;

export const overrideQuery = z.strictObject({
  dataset,
  series: z.string().max(1000).optional().describe('Only those of one series, by its id'),
  status: z.enum(['active', 'withdrawn']).optional(),
  author: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().optional(),
});
export type OverrideQuery = z.infer<typeof overrideQuery>;
export const overrideList = z.strictObject({ items: z.array(override), nextCursor: z.string().nullable() });

export const planPoint = z.strictObject({
  series: z.string(),
  date,
  step: z.number().int().min(1),
  model: z.number().describe('The published forecast, as the model made it'),
  override: z
    .strictObject({
      value: z.number(),
      ids: z.array(z.string()).describe('The overrides in force that it comes of, the newest first: its own, and those of its parts'),
      reasons: z.array(z.string()),
      authors: z.array(z.string()),
    })
    .nullable()
    .describe('Null where the model’s number stands'),
  final: z.number().describe('override where there is one, else model; aggregates are the sums of their parts'),
});
export type PlanPoint = z.infer<typeof planPoint>;

export const planQuery = z.strictObject({
  dataset,
  level,
  series: series.optional(),
  from: date.optional(),
  to: date.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});
export type PlanQuery = z.infer<typeof planQuery>;
export const exportQuery = planQuery.omit({ limit: true, cursor: true });
export const finalPlan = z.strictObject({ forecast: forecastSummary, items: z.array(planPoint), nextCursor: z.string().nullable() });
export type FinalPlan = z.infer<typeof finalPlan>;

export const scoreQuery = z.strictObject({
  dataset,
  series: z.string().max(1000).optional().describe('Only those of one series, by its id'),
  author: z.string().max(100).optional(),
  from: date.optional().describe('First date scored'),
  to: date.optional().describe('Last date scored'),
});
export type ScoreQuery = z.infer<typeof scoreQuery>;

const score = {
  points: z.number().int().describe('Periods whose actual value is known'),
  actual: z.number().describe('Their sum'),
  modelError: z.number().describe('Sum of |actual - model|, in the units of the data'),
  overrideError: z.number().describe('Sum of |actual - override|'),
  modelWape: z.number().nullable().describe('modelError / sum of |actual|; null where that is 0'),
  overrideWape: z.number().nullable(),
  valueAdded: z.number().nullable().describe('Forecast value added: modelWape less overrideWape. Above 0 the planner was nearer'),
  better: z.number().int().describe('Periods in which the override was nearer'),
};

export const scoreFigures = z.strictObject(score);
export type ScoreFigures = z.infer<typeof scoreFigures>;

export const overrideScore = z.strictObject({
  ...score,
  id: z.uuid(),
  series: z.string(),
  reason: z.string(),
  author: z.string(),
  status: z.enum(['active', 'withdrawn']),
  createdAt: z.iso.datetime(),
  dates: z.array(z.strictObject({ date, actual: z.number(), model: z.number(), override: z.number() })),
});
export type OverrideScore = z.infer<typeof overrideScore>;

export const scoreReport = z.strictObject({
  total: scoreFigures,
  byAuthor: z.array(z.strictObject({ author: z.string(), ...score })).describe('The most value added first'),
  byReason: z.array(z.strictObject({ reason: z.string(), ...score })).describe('The most value added first'),
  items: z.array(overrideScore).describe('By override, newest first; at most 500'),
  pending: z.number().int().describe('Overridden periods whose actual value is not known yet'),
});
export type ScoreReport = z.infer<typeof scoreReport>;

export const withdrawRequest = z.strictObject({
  author: author.optional().describe('Who takes it back. Default: how the client is known'),
});
