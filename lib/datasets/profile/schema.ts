import { z } from 'zod';

const date = z.iso.date();
const bin = z.strictObject({ from: z.number(), to: z.number(), count: z.number().int() });

const seriesFigures = z.strictObject({
  keys: z.record(z.string(), z.string()),
  firstDate: date,
  lastDate: date,
  periods: z.number().int().describe('From its first to its last recorded one'),
  missing: z.number().int().describe('Periods between these without a value'),
  longestGap: z.number().int().describe('Most missing periods in a row'),
  zeros: z.number().int(),
  mean: z.number(),
  demand: z.enum(['smooth', 'erratic', 'intermittent', 'lumpy', 'none']),
});
export type SeriesFigures = z.infer<typeof seriesFigures>;

export const columnFigures = z.strictObject({
  name: z.string(),
  table: z.string().nullable().describe('Of a dataset with several tables'),
  role: z.enum(['date', 'target', 'key', 'attribute', 'known', 'past', 'other']),
  rows: z.number().int(),
  missing: z.number().int(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  mean: z.number().nullable(),
  distinct: z.number().int().nullable().describe('Of texts'),
});
export type ColumnFigures = z.infer<typeof columnFigures>;

/** What a version's data look like. It is made once a version and kept: a version never changes. */
export const datasetProfile = z.strictObject({
  dataset: z.string(),
  version: z.number().int(),
  fingerprint: z.string(),
  frequency: z.enum(['day', 'week', 'month']),
  firstDate: date,
  lastDate: date,
  series: z.number().int(),
  cells: z.number().int().describe('Periods of all series between the first and the last recorded one of each'),
  recorded: z.number().int(),
  missing: z.number().int(),
  zeros: z.number().int(),
  negatives: z.number().int(),
  target: z
    .strictObject({
      min: z.number(),
      max: z.number(),
      mean: z.number(),
      quantiles: z.array(z.strictObject({ q: z.number(), value: z.number() })),
      histogram: z.array(bin).describe('Values beyond the 0.5th and 99.5th percentile are in the first and the last bin'),
    })
    .nullable()
    .describe('Null where nothing was recorded'),
  timeline: z
    .array(z.strictObject({ date, total: z.number().nullable(), series: z.number().int() }))
    .describe('Sum over series and how many have a value, by period, or by as many periods as make at most 400 points'),
  lengths: z.strictObject({ min: z.number(), median: z.number(), max: z.number(), histogram: z.array(bin) }),
  gaps: z.strictObject({
    series: z.number().int().describe('Series with missing periods'),
    longest: z.number().int(),
  }),
  demand: z.strictObject({
    smooth: z.number().int(),
    erratic: z.number().int(),
    intermittent: z.number().int(),
    lumpy: z.number().int(),
    none: z.number().int(),
  }),
  seasons: z
    .array(
      z.strictObject({
        name: z.enum(['week', 'year']),
        strength: z.number().min(0).max(1).describe('Share of the total’s movement around its trend that repeats; 1 is all of it'),
      }),
    )
    .describe('Of the total over all series; those that are too short to tell are left out'),
  columns: z.array(columnFigures),
  worst: z.array(seriesFigures).describe('The twenty series with the largest share of missing periods'),
});
export type DatasetProfile = z.infer<typeof datasetProfile>;
