import { z } from 'zod';
import { levelName } from '@/lib/datasets/level-name';
import { sampleDataset } from '@/lib/pipeline/parameters';

const date = z.iso.date();

/** A published forecast as a whole: what its points have in common. */
export const forecastSummary = z.strictObject({
  id: z.uuid(),
  dataset: z.string(),
  level: z.string().describe('Level that was modelled'),
  origin: date.describe('First day of the last period that was known'),
  frequency: z.enum(['day', 'week', 'month']),
  horizon: z.number().int(),
  modelName: z.string(),
  modelVersion: z.number().int().nullable().describe('Null where the run registered nothing'),
  datasetVersion: z.number().int(),
  intervalMethod: z.string(),
  createdAt: z.iso.datetime(),
});
export type ForecastSummary = z.infer<typeof forecastSummary>;

/** One period of one series, in the data's own units. */
export const forecastPoint = z.strictObject({
  series: z.string(),
  date,
  step: z.number().int().min(1),
  mean: z.number(),
  lower80: z.number(),
  upper80: z.number(),
  lower90: z.number(),
  upper90: z.number(),
  lower95: z.number(),
  upper95: z.number(),
});
export type ForecastPoint = z.infer<typeof forecastPoint>;

export const forecastList = z.strictObject({ forecast: forecastSummary, items: z.array(forecastPoint), nextCursor: z.string().nullable() });
export type ForecastList = z.infer<typeof forecastList>;

export const forecastQuery = z
  .strictObject({
    dataset: z.string().default(sampleDataset),
    level: levelName.optional().describe('Default: the level that was modelled'),
    series: z.string().optional().describe('A series id, or its key values within the level, such as store_001'),
    from: date.optional().describe('First date'),
    to: date.optional().describe('Last date'),
    origin: date.optional().describe('Default: the latest published'),
    model: z.string().optional().describe('Name of the registered model'),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.string().optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before from' });
export type ForecastQuery = z.infer<typeof forecastQuery>;
