import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseQuery } from './query';
import { parse } from './validation';

const schema = z.strictObject({
  name: z.string().min(1).max(3),
  count: z.number().int().min(1).max(9),
  share: z.number().gt(0).lt(1),
  kind: z.enum(['day', 'week']),
  only: z.literal('x'),
  list: z.array(z.string()).min(2),
  on: z.boolean(),
  date: z.iso.date(),
  id: z.uuid(),
  own: z.string().regex(/^[a-z]$/, 'must be one small letter'),
});
const right = {
  ...{ name: 'a', count: 1, share: 0.5, kind: 'day', only: 'x', list: ['a', 'b'], on: true, date: '2026-01-31', own: 'a' },
  id: '11111111-1111-4111-8111-111111111111',
};

const wrong: [field: keyof typeof right, value: unknown, message: string][] = [
  ['name', undefined, 'is missing; it must be a text'],
  ['name', 5, 'must be a text'],
  ['name', '', 'must not be empty'],
  ['name', 'abcd', 'must have at most 3 characters'],
  ['count', Number.NaN, 'must be a number'],
  ['count', 1.5, 'must be a whole number'],
  ['count', 0, 'must be at least 1'],
  ['count', 10, 'must be at most 9'],
  ['share', 0, 'must be more than 0'],
  ['share', 1, 'must be less than 1'],
  ['kind', 'year', 'must be one of day, week'],
  ['kind', undefined, 'is missing; it must be one of day, week'],
  ['only', 'y', 'must be x'],
  ['list', ['a'], 'must have at least 2 entries'],
  ['list', 'a', 'must be a list'],
  ['on', 'yes', 'must be true or false'],
  ['date', '31.1.2026', 'must be a date such as 2026-01-31'],
  ['id', 'x', 'must be a UUID'],
  ['own', 'A', 'must be one small letter'],
];

describe('what is wrong with a value', () => {
  it.each(wrong)('%s %j: %s', async (field, value, message) => {
    await expect(parse(schema, { ...right, [field]: value })).rejects.toMatchObject({ errors: [{ path: field, message }] });
  });

  it('names the body where there is none', async () => {
    await expect(parse(schema, undefined)).rejects.toMatchObject({
      message: 'body: is missing; it must be an object',
      errors: [{ path: 'body', message: 'is missing; it must be an object' }],
    });
  });

  it('tells of a query in the same words', () => {
    const query = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) });
    expect(() => parseQuery(query, new URLSearchParams('limit=abc'))).toThrow('limit: must be a number');
    expect(() => parseQuery(query, new URLSearchParams('limit=1000'))).toThrow('limit: must be at most 100');
  });
});
