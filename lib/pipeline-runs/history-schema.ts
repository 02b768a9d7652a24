import { z } from 'zod';
import { mostLogLines } from './log-limit';
import { failure, logEntry, logLevel, runStatus } from './schema';

export { mostLogLines };

const time = z.iso.datetime();

export const attemptStatuses = ['running', 'succeeded', 'failed', 'cancelled', 'lost'] as const;

/** One try of a step. `lost` is one whose worker fell silent, so that another took its place. */
export const pipelineAttempt = z.strictObject({
  step: z.string(),
  number: z.number().int().describe('1 and up; a retried run goes on counting'),
  worker: z.string().describe('Host and process that carried it out'),
  status: z.enum(attemptStatuses),
  startedAt: time,
  finishedAt: time.nullable(),
  error: failure.nullable(),
});
export type PipelineAttempt = z.infer<typeof pipelineAttempt>;
export const attemptList = z.strictObject({ items: z.array(pipelineAttempt) });

export const logLine = logEntry.extend({ id: z.string().describe('Id of its event: the stream goes on after it'), createdAt: time });
export type LogLine = z.infer<typeof logLine>;

export const logFilter = z.strictObject({
  level: logLevel.optional().describe('Lines of this level and graver'),
  step: z.string().optional(),
  q: z.string().max(200).optional().describe('Text that the lines hold, whatever its case'),
});
export type LogFilter = z.infer<typeof logFilter>;

export const logQuery = logFilter.extend({
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the id of a line or an event of this run')
    .optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});
export type LogQuery = z.infer<typeof logQuery>;

export const logPage = z.strictObject({
  items: z.array(logLine),
  nextCursor: z.string().nullable().describe('`after` of the next page; null on the last'),
  removed: z.number().int().describe(`Lines that are not kept any more: beyond ${mostLogLines}, or of a run that ended long ago`),
});
export type LogPage = z.infer<typeof logPage>;

/** A parameter that two runs were told differently. */
export const parameterChange = z.strictObject({ name: z.string(), before: z.unknown(), after: z.unknown() });
export type ParameterChange = z.infer<typeof parameterChange>;

export const runChanges = z.strictObject({
  against: z
    .strictObject({ id: z.uuid(), status: runStatus, createdAt: time })
    .nullable()
    .describe('The run that it is compared with; null where there is none'),
  changes: z.array(parameterChange).describe('In the order of the parameters'),
});
export type RunChanges = z.infer<typeof runChanges>;

export const validationReport = z.strictObject({
  status: z.enum(['passed', 'warnings', 'failed']),
  dataset: z.string(),
  datasetVersion: z.number().int(),
  rows: z.number().int(),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      severity: z.enum(['error', 'warning']),
      passed: z.boolean(),
      count: z.number().describe('Rows (or days, or series) at fault'),
      message: z.string(),
      offences: z.array(
        z.strictObject({
          file: z.string(),
          row: z.number().int().nullable(),
          column: z.string(),
          value: z.union([z.string(), z.number()]).nullable(),
        }),
      ),
    }),
  ),
});
export type ValidationReport = z.infer<typeof validationReport>;

export const runValidation = z.strictObject({
  report: validationReport.nullable().describe('Null until the run has got so far, or where its files were removed'),
});
export type RunValidation = z.infer<typeof runValidation>;
