import { z } from 'zod';

const time = z.iso.datetime();
const alias = z.strictObject({ alias: z.string(), version: z.number().int() });

export const registeredModel = z.strictObject({
  name: z.string(),
  description: z.string(),
  dataset: z.string().nullable(),
  level: z.string().nullable(),
  frequency: z.enum(['day', 'week', 'month']).nullable(),
  createdAt: time,
  updatedAt: time,
  aliases: z.array(alias),
  latestVersion: z.number().int().nullable(),
  tags: z.record(z.string(), z.string()),
});
export type RegisteredModel = z.infer<typeof registeredModel>;

export const registeredModelList = z.strictObject({ items: z.array(registeredModel), nextCursor: z.string().nullable() });

export const registeredModelQuery = z.strictObject({
  dataset: z.string().optional(),
  q: z.string().max(200).optional().describe('Part of the name'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});
export type RegisteredModelQuery = z.infer<typeof registeredModelQuery>;

export const modelVersion = z.strictObject({
  name: z.string(),
  version: z.number().int(),
  source: z.string().describe('Artifact URI of its folder'),
  runId: z.string().nullable(),
  pipelineRunId: z.string().nullable(),
  status: z.string(),
  stage: z.string(),
  description: z.string(),
  config: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), z.unknown()).describe('Backtest and test figures as they stood at registration'),
  datasetVersion: z.number().int().nullable(),
  trainedThrough: z.iso.date().nullable(),
  createdAt: time,
  aliases: z.array(z.string()),
  tags: z.record(z.string(), z.string()),
});
export type ModelVersion = z.infer<typeof modelVersion>;

export const modelVersionList = z.strictObject({ items: z.array(modelVersion), nextCursor: z.string().nullable() });

export const modelVersionQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'must be the nextCursor of the page before')
    .optional(),
});

export const setAliasRequest = z.strictObject({
  alias: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,254}$/, 'must begin with a letter, then letters, digits, hyphens and underscores'),
  version: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  reason: z
    .string()
    .min(1, 'must say why, or be left out')
    .max(2000)
    .optional()
    .describe('For the audit trail; of a champion, it overrides promotion gates that do not pass'),
  expectedVersion: z
    .number()
    .int()
    .min(1)
    .nullable()
    .optional()
    .describe('Version the alias points to now, null for none: another one there is a conflict'),
});
export type SetAliasRequest = z.infer<typeof setAliasRequest>;

/** One line of the audit trail: an alias was moved. */
export const promotion = z.strictObject({
  id: z.string(),
  name: z.string(),
  alias: z.string(),
  fromVersion: z.number().int().nullable().describe('Null where the alias was new'),
  toVersion: z.number().int().nullable().describe('Null where the alias was taken away'),
  reason: z.string(),
  actor: z.string(),
  gates: z.record(z.string(), z.unknown()).describe('The figures that it was decided on'),
  createdAt: time,
});
export type Promotion = z.infer<typeof promotion>;

export const promotionList = z.strictObject({ items: z.array(promotion), nextCursor: z.string().nullable() });

export const promotionQuery = z.strictObject({
  alias: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the nextCursor of the page before')
    .optional(),
});
export type PromotionQuery = z.infer<typeof promotionQuery>;
