import { z } from 'zod';
import type { ErrorItem } from '@/lib/errors';
import { fromText, textFields } from './strings';
import { errorItems, unstorable, validationFailed } from './validation';

/** For routes that take no query. */
export const noQuery = z.strictObject({});

/**
 * Reads a query string by its schema: numbers, booleans and lists from text, an empty value as none.
 * @throws AlmanacError `validation_failed` naming each parameter that is unknown, repeated or wrong.
 */
export function parseQuery<Q extends z.ZodObject>(schema: Q, search: URLSearchParams): z.output<Q> {
  const fields = new Map(textFields(schema).map((field) => [field.name, field]));
  const errors: ErrorItem[] = [];
  const values: Record<string, unknown> = {};
  for (const name of new Set(search.keys())) {
    const texts = search.getAll(name).filter((text) => text !== '');
    const field = fields.get(name);
    if (!field) {
      const names = [...fields.keys()].join(', ');
      errors.push({ path: name, message: `is not a query parameter here; ${names ? `known: ${names}` : 'none is taken'}` });
    } else if (texts.length > 1 && field.kind !== 'array') errors.push({ path: name, message: 'must be given once' });
    else {
      // Cursors are base64url of text that a query compares with; what is in there reaches the database too.
      const broken = unstorable(name === 'cursor' ? texts.map((text) => Buffer.from(text, 'base64url').toString('utf8')) : texts);
      if (broken) errors.push({ path: name, message: name === 'cursor' ? 'must be the nextCursor of the page before' : broken.message });
      else if (texts.length > 0) values[name] = fromText(field, texts);
    }
  }
  const result = schema.safeParse(values);
  if (!result.success) errors.push(...errorItems(result.error));
  if (errors.length > 0 || !result.success) throw validationFailed(errors);
  return result.data;
}
