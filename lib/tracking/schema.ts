import { z } from 'zod';

const time = z.iso.datetime();

/** A tracked run as `/api/v1` tells it: what a model was trained with and what came of it. */
export const trackedRun = z.strictObject({
  id: z.string().describe('32 hexadecimal digits'),
  experimentId: z.string(),
  name: z.string(),
  status: z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']),
  startedAt: time,
  finishedAt: time.nullable(),
  pipelineRunId: z.string().nullable().describe('The pipeline run that made it'),
  artifactUri: z.string(),
  params: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), z.number().nullable()).describe('The last point of each metric; null where it is not a number'),
});
export type TrackedRun = z.infer<typeof trackedRun>;

export const trackedRunList = z.strictObject({ items: z.array(trackedRun), nextCursor: z.string().nullable() });
export type TrackedRunList = z.infer<typeof trackedRunList>;

export const trackedRunQuery = z.strictObject({
  pipelineRun: z.uuid().optional().describe('Only what this pipeline run made'),
  experiment: z.string().regex(/^\d{1,9}$/, 'must be the id of an experiment').optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});
export type TrackedRunQuery = z.infer<typeof trackedRunQuery>;
