import { z } from 'zod';
import { levelName } from '@/lib/datasets/level-name';
import { forecastPoint, forecastSummary } from '@/lib/forecasts/schema';
import { maxHorizon, sampleDataset } from '@/lib/pipeline/parameters';
import { driverNames } from './explanation/drivers';

/** Most series, and most points, that one answer holds; a batch has no such bounds. */
export const mostSeries = 500;
export const mostPoints = 10_000;
const mostFuture = 20_000;

const horizon = z
  .number()
  .int()
  .min(1)
  .max(maxHorizon.day)
  .describe('Periods to forecast, at most those that were published; by default all of them');
const maxAgeDays = z
  .number()
  .int()
  .min(0)
  .describe('Refuse (409) where the last known period began longer ago than this, in days; by default any age is answered');

/** One period of one series as it would be. */
const futureFields = z
  .object({
    series: z
      .string()
      .min(1)
      .describe(
        'One of the series asked for, or a part of one, by its whole id or by key values of `level` or of the modelled level; what is told of an aggregate holds for its parts',
      ),
    date: z.iso.date('must be a date such as 2026-01-31'),
  })
  .catchall(z.union([z.number(), z.boolean()], 'must be a number, or true or false'))
  .describe('Covariates known ahead, by name, in place of what is planned; what is left out stays as planned');
/** Zod passes over a key `__proto__`, which would be a row that changes less than it says. */
export const futureRow = z.preprocess((value, context) => {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))
    context.addIssue({ code: 'unrecognized_keys', keys: ['__proto__'], input: value as Record<string, unknown> });
  return value;
}, futureFields);
export type FutureRow = z.infer<typeof futureRow>;

export const onDemandRequest = z.strictObject({
  dataset: z.string().default(sampleDataset),
  level: levelName.optional().describe('Of series told by their key values. Default: the level that was modelled'),
  series: z
    .array(z.string().min(1))
    .min(1, 'must name at least one series')
    .max(mostSeries, `may name at most ${mostSeries} series; POST /api/v1/forecasts/batch takes any number`)
    .describe('Series ids, or their key values within the level, such as store_001; each once'),
  horizon: horizon.optional(),
  future: z.array(futureRow).max(mostFuture).default([]).describe('What is to be otherwise than planned'),
  explain: z.boolean().default(false).describe('Tell what each point is made of'),
  maxAgeDays: maxAgeDays.optional(),
});
export type OnDemandRequest = z.infer<typeof onDemandRequest>;

const contributions = Object.fromEntries(driverNames.map((name) => [name, z.number()])) as Record<
  (typeof driverNames)[number],
  z.ZodNumber
>;

export const explanation = z.strictObject({
  base: z.number().describe('What the series has sold lately: the mean of its last 56 days, 13 weeks or 6 months'),
  contributions: z
    .strictObject(contributions)
    .describe('What each driver adds, in the units of the forecast; base and contributions add up to the mean'),
});

export const onDemandPoint = z.strictObject({
  ...forecastPoint.shape,
  level: z.string(),
  intervalMethod: z.string().describe('How the intervals of this level came about'),
  explanation: explanation.optional(),
});
export type OnDemandPoint = z.infer<typeof onDemandPoint>;

const driver = z.strictObject({
  name: z.enum(driverNames),
  words: z.string(),
  features: z.array(z.string()).describe('Features of the boosted models that count to it, and members that read none'),
});

export const forecastWarning = z.strictObject({
  series: z.string().optional().describe('Id of the series it is of; left out where it holds for all'),
  covariate: z.string(),
  message: z.string(),
});

/** How old a forecast is. */
export const freshness = z.strictObject({
  stale: z.boolean().describe('A newer model or newer data could be asked, or the horizon has passed'),
  staleReasons: z.array(z.string()),
  ageDays: z.number().int().describe('Days since the last known period began'),
});
export type Freshness = z.infer<typeof freshness>;

export const onDemandForecast = z.strictObject({
  forecast: forecastSummary.describe('The published forecast whose model, data and origin this one shares'),
  items: z.array(onDemandPoint),
  nextCursor: z.null().describe('All is here'),
  ...freshness.shape,
  warnings: z
    .array(forecastWarning)
    .describe(
      'Overrides that change nothing, since no member of the forecaster reads their covariate, and values far from all that was seen',
    ),
  drivers: z.array(driver).optional().describe('Where explained: what each contribution is of'),
});
export type OnDemandForecast = z.infer<typeof onDemandForecast>;

export const batchQuery = z.strictObject({
  dataset: z.string().default(sampleDataset),
  level: levelName.optional().describe('Of series told by their key values. Default: the level that was modelled'),
  horizon: horizon.optional(),
  maxAgeDays: maxAgeDays.optional(),
});
export type BatchQuery = z.infer<typeof batchQuery>;
