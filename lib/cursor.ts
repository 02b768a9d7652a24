import { z } from 'zod';
import { invalid } from './errors';

/** Where a page ended, as text that clients hand back unread. */
export function writeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws AlmanacError `validation_failed` where the text is no cursor of this list. */
export function readCursor<Position>(cursor: string, schema: z.ZodType<Position>): Position {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const result = schema.safeParse(value);
  if (!result.success) throw invalid('cursor', 'must be the nextCursor of the page before');
  return result.data;
}

/** A whole number of up to 64 bits as JSON text. */
export const bigintText = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform(BigInt);

/** Text that the database can be asked about: it holds no NUL. */
export const storableText = z.string().refine((text) => !text.includes('\0'));
