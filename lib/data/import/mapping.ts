import { z } from 'zod';

const named = z.strictObject({
  /** As the source heads it. */
  column: z.string(),
  /** As the dataset names it. */
  name: z.string(),
});
export type NamedColumn = z.infer<typeof named>;

/** What each column of a source is; kept with the version, so that appended files are read the same way. */
export const mappingSchema = z.strictObject({
  layout: z.enum(['long', 'wide']),
  date: z.string().nullable().describe('Column of the dates; null where columns are dates'),
  target: z.string().nullable().describe('Column of the target; null where columns are dates'),
  keys: z.array(named),
  attributes: z.array(named.extend({ of: z.string().nullable().describe('Key that it follows from; null: found while reading') })),
  known: z.array(named),
  past: z.array(named),
  price: z.string().nullable(),
  promotion: z.string().nullable(),
  ignored: z.array(z.string()).describe('Columns of the source that were left out'),
});
export type Mapping = z.infer<typeof mappingSchema>;

export const roles = ['date', 'target', 'key', 'attribute', 'known', 'past', 'price', 'promotion', 'period', 'ignored'] as const;
export type Role = (typeof roles)[number];

/** What was made of one column, and why. */
export const columnRole = z.strictObject({
  column: z.string(),
  name: z.string(),
  kind: z.string(),
  role: z.enum(roles),
  why: z.string(),
  examples: z.array(z.string()),
});
export type ColumnRole = z.infer<typeof columnRole>;
