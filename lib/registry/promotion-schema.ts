import { z } from 'zod';
import { modelVersion } from './schema';

export const gateNames = ['beats-seasonal-naive', 'beats-champion', 'coverage', 'fresh-data'] as const;

/** One thing that a version must show before it may serve. */
export const gate = z.strictObject({
  name: z.enum(gateNames),
  passed: z.boolean(),
  detail: z.string().describe('What was found, in words'),
  figures: z.record(z.string(), z.number().nullable()).describe('The figures that it was judged by'),
});
export type Gate = z.infer<typeof gate>;

const reason = z.string().trim().min(3, 'must say why').max(2000);
const number = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const alias = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,254}$/, 'must begin with a letter, then letters, digits, hyphens and underscores')
  .default('champion');
const expectedVersion = number
  .nullable()
  .optional()
  .describe('Version the alias points to now, null for none: another one there is a conflict');

/** What a promotion is asked with. */
export const promoteRequest = z
  .strictObject({
    version: number,
    alias,
    expectedVersion,
    reason: reason.optional().describe('For the audit trail; needed where gates are overridden'),
    override: z.boolean().default(false).describe('Promote although gates do not pass'),
  })
  .refine(({ override, reason: given }) => !override || given !== undefined, {
    path: ['reason'],
    message: 'must say why gates are overridden',
  });
export type PromoteRequest = z.infer<typeof promoteRequest>;

/** What a return to the version before is asked with. */
export const rollbackRequest = z.strictObject({ alias, expectedVersion, reason });
export type RollbackRequest = z.infer<typeof rollbackRequest>;

export const returnQuery = z.strictObject({ alias: z.string().max(255).default('champion').describe('What would be given back') });

/** What a return would lead to. */
export const returnAnswer = z.strictObject({
  alias: z.string(),
  currentVersion: z.number().int().nullable().describe('What the alias points to; null for nothing'),
  toVersion: z.number().int().nullable().describe('What it would point to again; null where there is nothing to return to'),
  together: z.array(z.strictObject({ name: z.string(), version: z.number().int() })).describe('Members that would move with it'),
});
export type ReturnAnswer = z.infer<typeof returnAnswer>;

/** What came of a promotion or a return. */
export const promotionResult = z.strictObject({
  version: modelVersion.describe('What the alias points to now'),
  fromVersion: z.number().int().nullable().describe('What it pointed to before; null for nothing'),
  together: z.array(z.strictObject({ name: z.string(), version: z.number().int() })).describe('Members that were moved with it'),
  gates: z.array(gate),
  overridden: z.boolean(),
});
export type PromotionResult = z.infer<typeof promotionResult>;
