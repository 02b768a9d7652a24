import { z } from 'zod';

/**
 * Fields of MLflow's messages, read as its server reads them from JSON: a number may come as text, a double may be `"NaN"`, an enum
 * may be its number. What is missing or wrong is told by `request.ts`.
 */

/** A text; what is required must not be empty. */
export const text = z.string();
export const requiredText = z.string().min(1);

/** A whole number of 64 bits: a number where that is exact. */
export const int64 = z.union([z.number().int(), z.string().regex(/^[+-]?\d{1,30}$/)]).transform((given, context): number | bigint => {
  if (typeof given === 'number' && Number.isSafeInteger(given)) return given;
  const value = BigInt(given);
  if (value < -(2n ** 63n) || value >= 2n ** 63n) {
    context.addIssue({ code: 'custom', message: 'is no 64-bit integer' });
    return z.NEVER;
  }
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
});

/** A whole number that counts something. */
export const count = int64.transform(Number);

const infinities: Record<string, number> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
};

export const double = z
  .union([z.number(), z.string().regex(/^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|NaN|nan|-?Infinity|-?inf)$/)])
  .transform((given) =>
    typeof given === 'number' ? given : Object.hasOwn(infinities, given) ? (infinities[given] as number) : Number(given),
  );

export const flag = z
  .union([z.boolean(), z.enum(['true', 'false', 'True', 'False'])])
  .transform((given) => given === true || /^true$/i.test(String(given)));

/** One of a closed list, by name or by number. */
export function enumeration<Name extends string>(names: Record<number, Name>): z.ZodType<Name> {
  const values = Object.values(names);
  return z.union([z.string(), z.number()]).transform((given, context) => {
    const name = typeof given === 'number' || /^\d+$/.test(given) ? names[Number(given)] : values.find((one) => one === given);
    if (name !== undefined) return name;
    context.addIssue({ code: 'custom', message: 'is no value of this list' });
    return z.NEVER;
  });
}

export const texts = z.array(z.string());

/** A key with its value, as tags and parameters are sent. */
export const pair = z.object({ key: requiredText, value: text.default('') });
export const pairs = z.array(pair);

/** Pairs as a record; of two with one key, the last counts. */
export function record(given: { key: string; value: string }[] | undefined): Record<string, string> {
  return Object.fromEntries((given ?? []).map(({ key, value }) => [key, value]));
}
