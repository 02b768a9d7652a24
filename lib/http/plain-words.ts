import type { z } from 'zod';

const types: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  date: 'a date',
};

const formats: Record<string, string> = {
  date: 'must be a date such as 2026-01-31',
  datetime: 'must be a time such as 2026-01-31T06:00:00Z',
  uuid: 'must be a UUID',
  url: 'must be an address such as https://example.com',
  email: 'must be an e-mail address',
};

const counted = (count: number | bigint, noun: string) => `${count} ${noun}${Number(count) === 1 ? '' : 's'}`;

/** What a size is counted in; undefined where it is the value itself. */
function unitOf(origin: string): string | undefined {
  if (origin === 'string') return 'character';
  return origin === 'array' || origin === 'set' || origin === 'map' ? 'entry' : undefined;
}

function size(word: 'at least' | 'at most', { origin, limit, inclusive = true, exact = false }: Size): string {
  const unit = unitOf(origin);
  if (unit !== undefined) {
    const entries = unit === 'entry' && Number(limit) !== 1 ? `${limit} entries` : counted(limit, unit);
    return exact ? `must have exactly ${entries}` : `must have ${word} ${entries}`;
  }
  if (inclusive) return `must be ${word} ${limit}`;
  return `must be ${word === 'at least' ? 'more' : 'less'} than ${limit}`;
}

interface Size {
  origin: string;
  limit: number | bigint;
  inclusive?: boolean | undefined;
  exact?: boolean | undefined;
}

/**
 * What zod found wrong, as a predicate for whoever sent it: it follows the name of the field. Zod's own words are for programmers.
 * A schema's own message goes before these; undefined leaves it to zod. To be set as zod's `customError`.
 */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const right = `must be ${types[issue.expected] ?? `of the type ${issue.expected}`}`;
      return issue.input === undefined ? `is missing; it ${right}` : right;
    }
    case 'too_small':
      if (unitOf(issue.origin) !== undefined && Number(issue.minimum) === 1 && !issue.exact) return 'must not be empty';
      return size('at least', { ...issue, limit: issue.minimum });
    case 'too_big':
      return size('at most', { ...issue, limit: issue.maximum });
    case 'invalid_value': {
      const values = issue.values.map(String);
      const right = values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;
      return issue.input === undefined ? `is missing; it ${right}` : right;
    }
    case 'invalid_format':
      return formats[issue.format] ?? (issue.format === 'regex' ? `must match ${issue.pattern}` : undefined);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'has none of the forms that are possible here';
    default:
      return undefined;
  }
}
