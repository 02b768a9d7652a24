import { z } from 'zod';
import { sampleDataset } from '@/lib/pipeline/parameters';
import { datasetStructure } from './structure';

const date = z.iso.date();

export const datasetVersion = z.strictObject({
  version: z.number().int().min(1),
  uri: z.string().describe('Artifact URI of the manifest: every file of this version with its size and SHA-256'),
  fingerprint: z.string().describe('SHA-256 over the manifest; equal fingerprints are equal data'),
  firstDate: date,
  lastDate: date,
  rowCount: z.number().int().describe('Rows with a target'),
  metadata: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
});
export type DatasetVersion = z.infer<typeof datasetVersion>;

const holidays = z
  .union([
    z.literal('none'),
    z.strictObject({
      country: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code such as DE'),
      region: z.string().max(20).optional().describe('State or province, by its code in the date-holidays library, such as BY'),
    }),
  ])
  .describe('Whose holidays the models know of');
const weekLabel = z
  .enum(['start', 'end'])
  .nullable()
  .describe('Whether a week of weekly data begins or ends on its date; null: it begins on a Monday, and ends on any other weekday');

/** What is known of a dataset beside its data. It holds for all of its versions. */
export const datasetSettings = z.strictObject({ holidays: holidays.default({ country: 'US' }), weekLabel: weekLabel.default(null) });
export type DatasetSettings = z.infer<typeof datasetSettings>;

/** Fields left out stay as they are. */
export const datasetSettingsUpdate = z.strictObject({ holidays: holidays.optional(), weekLabel: weekLabel.optional() });
export type DatasetSettingsUpdate = z.infer<typeof datasetSettingsUpdate>;

export const dataset = z.strictObject({
  name: z.string(),
  kind: z.enum(['synthetic', 'imported']),
  description: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  createdAt: z.iso.datetime().nullable().describe('Null for the sample retailer until it is first made'),
  version: datasetVersion.nullable().describe('The newest version; null while there is no data'),
  structure: datasetStructure.nullable().describe('Keys, frequency and levels of the newest version; null while there is no data'),
  settings: datasetSettings,
});
export type Dataset = z.infer<typeof dataset>;

export const datasetQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});
export type DatasetQuery = z.infer<typeof datasetQuery>;
export const datasetList = z.strictObject({ items: z.array(dataset), nextCursor: z.string().nullable() });

export const calendarQuery = z.strictObject({ dataset: z.string().default(sampleDataset), from: date.optional(), to: date.optional() });
export type CalendarQuery = z.infer<typeof calendarQuery>;

/** Planned price cuts and closures, both dates included. */
export const datasetCalendar = z.strictObject({
  promotions: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      kind: z.string().describe('holiday, flash or circular'),
      category: z.string(),
      productId: z.string().nullable().describe('Null for the whole category'),
      region: z.string().nullable().describe('Null for all regions'),
      startDate: date,
      endDate: date,
      discount: z.number().min(0).max(1),
    }),
  ),
  storeEvents: z.array(
    z.strictObject({
      id: z.string(),
      storeId: z.string(),
      kind: z.string().describe('holiday, closure or renovation'),
      name: z.string(),
      startDate: date,
      endDate: date,
      closedShare: z.number().min(0).max(1),
    }),
  ),
});
export type DatasetCalendar = z.infer<typeof datasetCalendar>;
