import { z } from 'zod';
import { planEdit, promotionKinds } from '@/lib/data/plan/plan-edit';
import { levelName } from '@/lib/datasets/level-name';
import { forecastSummary } from '@/lib/forecasts/schema';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { forecastWarning, futureRow } from '@/lib/serving/schema';

const date = z.iso.date();
const mostEdits = 200;

const dataset = z.string().default(sampleDataset);
const series = z.string().min(1).max(1000).describe('A series id, or its key values within the level, such as store_001');
const level = levelName.optional().describe('Of a series told by its key values. Default: the level that was modelled');
const edits = z
  .array(planEdit)
  .max(mostEdits, `must be at most ${mostEdits} edits`)
  .describe('What is otherwise than planned, in this order: a later edit sees what earlier ones made');
const name = z.string().trim().min(1, 'must not be empty').max(120, 'must be at most 120 characters');
const note = z.string().max(4000, 'must be at most 4000 characters');
export const author = z.string().trim().min(1, 'must not be empty').max(100, 'must be at most 100 characters');

/** One period of a scenario beside what is planned. */
export const scenarioPoint = z.strictObject({
  date,
  step: z.number().int().min(1),
  planned: z.number().describe('The published forecast: all as planned'),
  mean: z.number().describe('The forecast with the edits'),
  lower80: z.number(),
  upper80: z.number(),
  lower95: z.number(),
  upper95: z.number(),
});
export type ScenarioPoint = z.infer<typeof scenarioPoint>;

const totals = z.strictObject({
  planned: z.number(),
  mean: z.number(),
  difference: z.number().describe('mean less planned'),
  change: z.number().nullable().describe('difference as a share of planned; null where that is 0'),
});
export type Totals = z.infer<typeof totals>;

const staleness = {
  stale: z.boolean().describe('A newer forecast, model or dataset could be asked: recompute'),
  staleReasons: z.array(z.string()),
};

export const previewRequest = z.strictObject({ dataset, level, series, edits });
export type PreviewRequest = z.infer<typeof previewRequest>;

export const scenarioPreview = z.strictObject({
  forecast: forecastSummary.describe('The published forecast whose model, data and origin this one shares'),
  series: z.string(),
  level: z.string(),
  points: z.array(scenarioPoint),
  totals,
  future: z.array(futureRow).describe('The covariates that the edits make, as POST /api/v1/forecasts takes them'),
  warnings: z.array(forecastWarning),
  ...staleness,
});
export type ScenarioPreview = z.infer<typeof scenarioPreview>;

export const createScenarioRequest = z.strictObject({
  ...previewRequest.shape,
  name,
  note: note.default(''),
  author: author.optional().describe('Default: how the client is known'),
});
export type CreateScenarioRequest = z.infer<typeof createScenarioRequest>;

export const scenarioUpdate = z
  .strictObject({ name: name.optional(), note: note.optional(), edits: edits.optional() })
  .describe('Fields left out stay as they are; new edits are computed on the newest forecast');
export type ScenarioUpdate = z.infer<typeof scenarioUpdate>;

const described = {
  id: z.uuid(),
  dataset: z.string(),
  level: z.string(),
  series: z.string(),
  name: z.string(),
  note: z.string(),
  author: z.string(),
  forecastId: z.uuid().describe('The published forecast that it was made from'),
  origin: date,
  frequency: z.enum(['day', 'week', 'month']),
  modelName: z.string(),
  modelVersion: z.number().int().nullable(),
  datasetVersion: z.number().int(),
  firstDate: date,
  lastDate: date,
  totals,
  ...staleness,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  computedAt: z.iso.datetime(),
};

export const scenarioSummary = z.strictObject({ ...described, editCount: z.number().int() });
export type ScenarioSummary = z.infer<typeof scenarioSummary>;

export const scenario = z.strictObject({
  ...described,
  edits: z.array(planEdit),
  future: z.array(futureRow),
  warnings: z.array(forecastWarning),
  points: z.array(scenarioPoint),
});
export type Scenario = z.infer<typeof scenario>;

export const scenarioQuery = z.strictObject({
  dataset,
  series: z.string().max(1000).optional().describe('Only those of one series, by its id'),
  q: z.string().max(200).optional().describe('Text that the name, note or author holds'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().optional(),
});
export type ScenarioQuery = z.infer<typeof scenarioQuery>;
export const scenarioList = z.strictObject({ items: z.array(scenarioSummary), nextCursor: z.string().nullable() });

export const planQuery = z.strictObject({ dataset, level, series });
export type PlanQuery = z.infer<typeof planQuery>;

const goods = z.strictObject({ id: z.string(), name: z.string() });

/** What is planned for one series, and what of it a planner may tell otherwise. */
export const seriesPlan = z.strictObject({
  forecast: forecastSummary,
  series: z.string(),
  level: z.string(),
  dates: z.array(date).describe('Of the periods of the horizon'),
  covariates: z
    .array(
      z.strictObject({
        name: z.string(),
        unit: z.string(),
        role: z.enum(['price', 'promotion', 'closure']).nullable(),
        flag: z.boolean().describe('Its values were never anything but 0 and 1'),
        planned: z.array(z.number().nullable()).describe('By date, the mean of its parts; null where nothing is planned'),
      }),
    )
    .describe('Covariates that are known ahead'),
  keys: z.record(z.string(), z.array(z.string())).describe('Keys of its parts with their values, for `where` of an edit'),
  tables: z
    .strictObject({
      categories: z.array(z.strictObject({ name: z.string(), products: z.array(goods) })),
      stores: z.array(z.strictObject({ id: z.string(), region: z.string().nullable() })),
      promotions: z.array(
        z.strictObject({
          kind: z.enum(promotionKinds).or(z.string()),
          category: z.string(),
          product: z.string().nullable(),
          region: z.string().nullable(),
          from: date,
          to: date,
          discount: z.number(),
        }),
      ),
      closures: z.array(z.strictObject({ store: z.string(), kind: z.string(), from: date, to: date, share: z.number() })),
    })
    .nullable()
    .describe('Where the dataset plans by promotions, prices and closures of stores; null where it has covariates only'),
});
export type SeriesPlan = z.infer<typeof seriesPlan>;

export const duplicateRequest = z.strictObject({ author: author.optional().describe('Default: how the client is known') });
