import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { double, enumeration, flag, int64, requiredText, text, texts } from './fields';
import { readInput } from './request';

const asked = (body: string | undefined, search = '', method = 'POST') =>
  new Request(`http://localhost/api/2.0/mlflow/x${search}`, {
    method,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
const read = <S extends z.ZodObject>(schema: S, body: unknown) => readInput(schema, asked(JSON.stringify(body)), {});
const refused = (message: string) => ({ code: 'INVALID_PARAMETER_VALUE', message: expect.stringContaining(message) });

describe('numbers', () => {
  test('every double comes through as it was sent', async () => {
    const schema = z.object({ values: z.array(double), note: text });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), fc.string(), async (values, note) => {
        const sent = { values, note: `${note} 12345678901234567890 "quoted" \\` };
        expect(await read(schema, sent)).toEqual(JSON.parse(JSON.stringify(sent)));
      }),
      { numRuns: 300 },
    );
  });

  test('every 64-bit integer comes through to the last digit, as a number or as text', async () => {
    const schema = z.object({ step: int64, other: double });
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.boolean(), async (step, quoted) => {
        const body = `{"other": 0.1234567890123456, "step": ${quoted ? `"${step}"` : step}}`;
        const found = await readInput(schema, asked(body), {});
        expect(BigInt(found.step)).toBe(step);
        expect(found.other).toBe(0.1234567890123456);
      }),
      { numRuns: 300 },
    );
  });

  test.each<[unknown, number]>([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['1.5', 1.5],
    [3, 3],
  ])('the double %j', async (given, expected) => {
    expect(await read(z.object({ value: double }), { value: given })).toEqual({ value: expected });
  });

  test.each(['9223372036854775808', '1.5', 'x', ''])('%j is no integer', async (given) => {
    await expect(read(z.object({ step: int64 }), { step: given })).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
  });
});

describe('messages', () => {
  const schema = z.object({
    name: requiredText,
    tags: z.array(z.object({ key: requiredText })).optional(),
    on: flag.optional(),
    view: enumeration({ 1: 'ONE', 2: 'TWO' }).optional(),
  });

  test.each<[unknown, string]>([
    [{}, "Missing value for required parameter 'name'."],
    [{ name: '' }, "Missing value for required parameter 'name'."],
    [{ name: null }, "Missing value for required parameter 'name'."],
    [{ name: 3 }, "Invalid value 3 for parameter 'name' supplied:  Hint: Value was of type 'int'."],
    [{ name: 'x', tags: {} }, "Invalid value {} for parameter 'tags' supplied:  Hint: Value was of type 'dict'."],
    [{ name: 'x', tags: [{ key: 'a' }, {}] }, "Missing value for required parameter 'tags[1].key'."],
    [{ name: 'x', view: 'THREE' }, 'Invalid value "THREE" for parameter \'view\''],
    [[], 'The body must be a JSON object.'],
    [{ name: 'a\0b' }, 'has a character that no text may hold'],
  ])('%j is refused as MLflow does', async (body, message) => {
    await expect(read(schema, body)).rejects.toMatchObject(refused(message));
  });

  test('what is not asked for is ignored, an enum may be its number, and JSON within JSON is read', async () => {
    expect(await read(schema, { name: 'x', more: 1, view: 2, on: true })).toEqual({ name: 'x', view: 'TWO', on: true });
    expect(await read(schema, '{"name": "x"}')).toEqual({ name: 'x' });
  });

  test('a query says lists by repeating', async () => {
    const query = z.object({ order_by: texts.optional(), name: text });
    expect(await readInput(query, asked(undefined, '?order_by=a&order_by=b&name=x&more=y', 'GET'), {})).toEqual({
      order_by: ['a', 'b'],
      name: 'x',
    });
    expect(await readInput(query, asked(undefined, '?order_by=a&name=x', 'GET'), {})).toEqual({ order_by: ['a'], name: 'x' });
  });
});
