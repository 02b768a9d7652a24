import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { createTestDatabase } from '@/tests/helpers/postgres';
import { arrayLiteral, textArrayLiteral } from './array-literal';

await createTestDatabase();

describe('an array as text', () => {
  it('is what PostgreSQL reads, whatever the texts', async () => {
    const text = fc.oneof(
      fc.constantFrom('', 'NULL', '{}', '"', '\\', '\\"', ',', "'; DROP TABLE runs; --", ' a ', '{a,"b"}', 'ü\n'),
      fc.string({ unit: 'grapheme', maxLength: 12 }).filter((given) => !/[\0\p{Surrogate}]/u.test(given)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (texts) => {
        const [row] = await db().$queryRaw<[{ texts: string[] }]>`SELECT ${textArrayLiteral(texts)}::text[] AS texts`;
        expect(row.texts).toEqual(texts);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps numbers to the last bit', async () => {
    const numbers = [0, -1.5, 1e-7, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 0.1 + 0.2, 1e21];
    const whole = [0n, -(2n ** 63n), 2n ** 63n - 1n];
    const [row] = await db().$queryRaw<[{ numbers: number[]; whole: string[]; flags: boolean[] }]>`
      SELECT ${arrayLiteral(numbers)}::float8[] AS numbers, ${arrayLiteral(whole)}::bigint[]::text[] AS whole,
        ${arrayLiteral([true, false])}::boolean[] AS flags`;
    expect(row).toEqual({ numbers, whole: whole.map(String), flags: [true, false] });
  });
});
