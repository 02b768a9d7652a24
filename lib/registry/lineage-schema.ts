import { z } from 'zod';

const time = z.iso.datetime();
const date = z.iso.date();

/** Where a version comes from and what was made of it: data, run, version, forecasts. What is gone is null. */
export const lineage = z.strictObject({
  data: z
    .strictObject({
      dataset: z.string(),
      version: z.number().int(),
      fingerprint: z.string().nullable(),
      firstDate: date.nullable(),
      lastDate: date.nullable(),
      rowCount: z.number().int().nullable(),
      isCurrent: z.boolean().describe('The dataset has no newer version'),
    })
    .nullable()
    .describe('The version of a dataset of ours that it was trained on'),
  inputs: z
    .array(z.strictObject({ name: z.string(), digest: z.string(), sourceType: z.string(), source: z.string() }))
    .describe('Data that its run said it read'),
  pipelineRun: z
    .strictObject({ id: z.string(), status: z.string(), createdAt: time, finishedAt: time.nullable(), repeatOf: z.string().nullable() })
    .nullable(),
  run: z
    .strictObject({ id: z.string(), name: z.string(), experimentId: z.string(), status: z.string(), startedAt: time })
    .nullable()
    .describe('The tracked run that tells of it'),
  version: z.strictObject({ name: z.string(), version: z.number().int(), createdAt: time, aliases: z.array(z.string()) }),
  together: z.array(z.strictObject({ name: z.string(), version: z.number().int() })).describe('Versions that the same pipeline run made'),
  forecasts: z
    .array(
      z.strictObject({
        id: z.string(),
        pipelineRunId: z.string().nullable(),
        level: z.string(),
        origin: date,
        horizon: z.number().int(),
        publishedAt: time.nullable(),
      }),
    )
    .describe('What was published with it, the newest first: at most 100'),
  forecastCount: z.number().int(),
});
export type Lineage = z.infer<typeof lineage>;
