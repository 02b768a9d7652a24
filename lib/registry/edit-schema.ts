import { z } from 'zod';
import { gate } from './promotion-schema';

/** Texts as MLflow's clients take them: Markdown of any length that a page shows, keys and values of tags. */
const description = z.string().max(100_000).describe('Markdown');
const tags = z
  .record(z.string().min(1).max(250), z.string().max(5000).nullable())
  .refine((given) => Object.keys(given).length <= 100, 'must name at most 100 tags')
  .describe('By key; null takes a tag away, and what is not named stays');

/** What may be changed of a model or a version; what is left out stays as it is. */
export const editRequest = z.strictObject({ description: description.optional(), tags: tags.optional() });
export type EditRequest = z.infer<typeof editRequest>;

export const removeAliasQuery = z.strictObject({
  reason: z.string().min(1).max(2000).default('taken away by hand').describe('For the audit trail'),
});

export const gatesQuery = z.strictObject({ alias: z.string().max(255).default('champion').describe('What the version would take') });

/** What a promotion would rest on now. */
export const gatesAnswer = z.strictObject({
  alias: z.string(),
  currentVersion: z.number().int().nullable().describe('What the alias points to; null for nothing'),
  passed: z.boolean(),
  gates: z.array(gate),
});
export type GatesAnswer = z.infer<typeof gatesAnswer>;
