import { z } from 'zod';
import { levelName } from '@/lib/datasets/level-name';
import { forecastSummary } from '@/lib/forecasts/schema';
import { sampleDataset } from '@/lib/pipeline/parameters';

const date = z.iso.date();
const share = z.number().min(0).max(1);

const ofSeries = {
  dataset: z.string().default(sampleDataset),
  level: levelName.optional().describe('Of a series told by its key values; default: the level that was modelled'),
  series: z.string().min(1).max(1000).describe('A series id, or its key values within the level, such as store_001'),
};

/** How one series' forecast did on what has come since. */
export const score = z.strictObject({
  points: z.number().int().describe('Periods whose actual is known'),
  through: date.describe('Last date that was scored'),
  wape: z.number().nullable().describe('100 sum|y - f| / sum|y|, in percent; null where every actual is 0'),
  bias: z.number().nullable().describe('100 sum(f - y) / sum|y|, in percent: positive is too high'),
  coverage80: share,
  coverage95: share,
});
export type Score = z.infer<typeof score>;

export const vintagesQuery = z.strictObject({ ...ofSeries, limit: z.coerce.number().int().min(1).max(200).default(60) });
export type VintagesQuery = z.infer<typeof vintagesQuery>;

/** What was said at one origin: the forecast that was published last from there. */
export const vintage = z.strictObject({
  id: z.uuid(),
  origin: date,
  publishedAt: z.iso.datetime(),
  modelName: z.string(),
  modelVersion: z.number().int().nullable(),
  horizon: z.number().int(),
  score: score.nullable().describe('Null while no actual has come since'),
});
export type Vintage = z.infer<typeof vintage>;
export const vintageList = z.strictObject({ series: z.string(), items: z.array(vintage).describe('The latest origin first') });
export type VintageList = z.infer<typeof vintageList>;

export const modelsQuery = z.strictObject({ ...ofSeries, origin: date.optional().describe('Default: the latest published') });
export type ModelsQuery = z.infer<typeof modelsQuery>;

/** One model's forecast of a series, beside the published one. */
export const modelForecast = z.strictObject({
  name: z.string(),
  weight: share.nullable().describe('Mean weight in the published forecast over its steps; null for a baseline, which has none'),
  items: z.array(
    z.strictObject({
      date,
      step: z.number().int().min(1),
      mean: z.number().nullable().describe('Null where the model says nothing'),
    }),
  ),
});
export type ModelForecast = z.infer<typeof modelForecast>;
export const modelForecasts = z.strictObject({
  series: z.string(),
  forecast: forecastSummary,
  models: z.array(modelForecast).describe('Members before closures and reconciliation, the weightiest first; then the seasonal naive'),
  missing: z.string().nullable().describe('Why the members are not here, such as that the files of their run are gone'),
});
export type ModelForecasts = z.infer<typeof modelForecasts>;

/** Errors at some steps ahead. */
export const stepScore = z.strictObject({
  step: z.number().int().min(1),
  points: z.number().int(),
  sold: z.number().describe('Sum of the absolute actuals, which percentages are of'),
  mae: z.number().nullable().describe('Mean absolute error, in the units of the data'),
  wape: z.number().nullable().describe('In percent'),
  bias: z.number().nullable().describe('In percent: positive is too high'),
});
export type StepScore = z.infer<typeof stepScore>;

export const accuracyQuery = z.strictObject({
  ...ofSeries,
  scope: z.enum(['series', 'level']).default('series').describe('One series, or all that were modelled, pooled'),
});
export type AccuracyQuery = z.infer<typeof accuracyQuery>;

export const accuracyByStep = z.strictObject({
  series: z.string(),
  forecast: forecastSummary,
  test: z
    .strictObject({
      origins: z.array(date),
      models: z.array(z.strictObject({ name: z.string(), best: z.boolean(), steps: z.array(stepScore) })),
    })
    .nullable()
    .describe('On the test window, which no model had seen; null where the files of the run are gone'),
  published: z
    .strictObject({
      origins: z.number().int().describe('Published forecasts that were scored'),
      steps: z.array(z.strictObject({ ...stepScore.shape, coverage80: share, coverage95: share })),
    })
    .describe('What was published, scored on what came'),
});
export type AccuracyByStep = z.infer<typeof accuracyByStep>;

export const hierarchyQuery = z.strictObject({
  dataset: z.string().default(sampleDataset),
  series: z.string().min(1).max(1000).optional().describe('Id of the series whose parts are asked for; default: the whole'),
  by: levelName.optional().describe('Level of the parts; default: the first there is'),
  window: z.enum(['outlook', 'horizon']).default('outlook').describe('Sums over the next four weeks, or over all that was forecast'),
  q: z.string().max(200).optional().describe('Words of the parts’ key values, all of which must be found'),
  sort: z.enum(['expected', 'change', 'name']).default('expected'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
});
export type HierarchyQuery = z.infer<typeof hierarchyQuery>;

export const hierarchyNode = z.strictObject({
  id: z.string(),
  level: z.string(),
  keys: z.record(z.string(), z.string()),
  expected: z.number().describe('Sum of the forecast means'),
  before: z.number().nullable().describe('What it sold in the same periods a year before; null unless all of them were recorded'),
  share: z.number().nullable().describe('Of the parent; null where that expects nothing'),
});
export type HierarchyNode = z.infer<typeof hierarchyNode>;

export const hierarchy = z.strictObject({
  forecast: forecastSummary,
  periods: z.number().int().describe('Steps summed'),
  parent: hierarchyNode,
  by: z.string().nullable().describe('Level of the parts; null where the parent has none'),
  levels: z.array(z.string()).describe('Levels that the parent can be taken apart by'),
  deeper: z.boolean().describe('Whether the parts have parts themselves'),
  items: z.array(hierarchyNode),
  sum: z
    .strictObject({ count: z.number().int(), expected: z.number(), difference: z.number() })
    .nullable()
    .describe('All parts together, and how far they are off the parent'),
  nextCursor: z.string().nullable(),
});
export type Hierarchy = z.infer<typeof hierarchy>;

export const exportQuery = z
  .strictObject({
    dataset: z.string().default(sampleDataset),
    level: levelName.optional().describe('Default: the level that was modelled'),
    series: z.string().min(1).max(1000).optional().describe('A series id, or its key values within the level; default: all of the level'),
    from: date.optional(),
    to: date.optional(),
    origin: date.optional().describe('Default: the latest published'),
    model: z.string().optional().describe('Name of the registered model'),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before from' });
export type ExportQuery = z.infer<typeof exportQuery>;
