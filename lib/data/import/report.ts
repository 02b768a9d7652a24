import { z } from 'zod';
import { observationRulesSchema } from '@/lib/datasets/manifest';
import { dateFormatNames } from './date-format';
import { severities } from './findings';
import { columnRole, mappingSchema } from './mapping';

const date = z.iso.date();

export const findingSchema = z.strictObject({
  check: z.string(),
  severity: z.enum(severities),
  count: z.number().int().describe('How often it was found'),
  message: z.string(),
  examples: z
    .array(
      z.strictObject({
        file: z.string(),
        row: z.number().int().nullable().describe('From 1, the header included'),
        column: z.string().nullable(),
        value: z.string().nullable().describe('Quoted as JSON'),
        message: z.string(),
      }),
    )
    .describe('The first hundred'),
});

export const sourceFile = z.strictObject({
  name: z.string(),
  format: z.enum(['csv', 'parquet']),
  sizeBytes: z.number().int(),
  encoding: z.string().nullable(),
  byteOrderMark: z.boolean(),
  delimiter: z.string().nullable(),
});

/** What was found out about a source before its rows were read. */
export const detectionSchema = z.strictObject({
  files: z.array(sourceFile),
  layout: z.enum(['long', 'wide']),
  decimal: z.enum(['.', ',']),
  columns: z.array(columnRole),
});
export type Detection = z.infer<typeof detectionSchema>;

export const dateDecision = z.strictObject({
  format: z.enum(dateFormatNames),
  spelling: z.string().describe('As the source writes dates, with its separator'),
  alternatives: z.array(z.string()).describe('Formats that fit every date as well'),
  why: z.string(),
});

export const importCounts = z.strictObject({
  rowsRead: z.number().int(),
  blankRows: z.number().int(),
  rowsWritten: z.number().int().describe('Of the whole version'),
  recorded: z.number().int().describe('Rows with a target'),
  zeros: z.number().int(),
  negatives: z.number().int(),
  duplicatesMerged: z.number().int(),
  unchanged: z.number().int().describe('Appended rows that the dataset had already, just so'),
  replaced: z.number().int(),
  gapsLeft: z.number().int().describe('Periods within series that are missing'),
  gapsFilled: z.number().int(),
  closuresFilled: z.number().int(),
  closuresCleared: z.number().int(),
  startsFilled: z.number().int(),
  endsFilled: z.number().int(),
  leadingRowsTrimmed: z.number().int(),
  planRows: z.number().int().describe('Rows after a series’ last target: known covariates only'),
  series: z.number().int(),
  lateSeries: z.number().int(),
  earlySeries: z.number().int(),
  seriesDropped: z.number().int(),
  emptySeries: z.number().int().describe('Series without any target, left out'),
  zeroSeries: z.number().int().describe('Series whose every target is zero'),
});

/** What an import found, decided and did. */
export const importReport = z.strictObject({
  source: z.string(),
  detection: detectionSchema,
  mapping: mappingSchema,
  dateFormat: dateDecision.nullable().describe('Null where dates came as such'),
  frequency: z.enum(['day', 'week', 'month']),
  frequencyWhy: z.string(),
  weekday: z.string().nullable().describe('Of weekly data'),
  currency: z.string().describe('Of the target, ISO 4217'),
  currencyWhy: z.string(),
  firstDate: date,
  lastDate: date,
  rules: observationRulesSchema,
  counts: importCounts,
  findings: z.array(findingSchema),
});
export type ImportReport = z.infer<typeof importReport>;

export const importPreview = z.strictObject({
  source: z.string(),
  detection: detectionSchema,
  mapping: mappingSchema.nullable().describe('Null where it cannot be told; findings say why'),
  dateFormat: dateDecision.nullable(),
  frequency: z.enum(['day', 'week', 'month']).nullable(),
  frequencyWhy: z.string(),
  weekday: z.string().nullable(),
  sampledRows: z.number().int(),
  complete: z.boolean().describe('Whether all rows were looked at'),
  header: z.array(z.string()),
  rows: z.array(z.array(z.string())).describe('The first ten'),
  findings: z.array(findingSchema),
});
export type ImportPreview = z.infer<typeof importPreview>;
