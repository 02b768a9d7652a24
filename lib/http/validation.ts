import { z } from 'zod';
import { AlmanacError, type ErrorItem } from '@/lib/errors';
import { plainWords } from './plain-words';

// For every schema of the process: what is wrong is told in one voice, wherever it was found.
z.config({ customError: plainWords });

type Issue = z.core.$ZodIssue;

function join(prefix: string, path: PropertyKey[]): string {
  return [prefix, ...path.map(String)].filter((part) => part !== '').join('.');
}

/** One item per wrong field; an unknown key is named itself, and of a union's branches the one that fits best is told. */
function items(issue: Issue, prefix: string): ErrorItem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: join(prefix, [...issue.path, key]), message: 'is not known here' }));
  }
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.filter((branch) => branch.length > 0).sort((a, b) => a.length - b.length);
    const closest = branches[0];
    if (closest) return closest.flatMap((inner) => items(inner, join(prefix, issue.path)));
  }
  // What is wrong with the name of a record's entry, such as a tag's key.
  if (issue.code === 'invalid_key') return issue.issues.flatMap((inner) => items(inner, join(prefix, issue.path)));
  return [{ path: join(prefix, issue.path), message: issue.message }];
}

/** Zod's issues as the items of a problem document, one a field. Paths are dotted: `parameters.models.0`. */
export function errorItems(error: z.core.$ZodError, prefix = ''): ErrorItem[] {
  const all = error.issues.flatMap((issue) => items(issue, prefix));
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index);
}

/** `validation_failed` for these items; the detail is readable by itself. */
export function validationFailed(errors: ErrorItem[]): AlmanacError {
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return new AlmanacError('validation_failed', detail, errors);
}

/** @throws AlmanacError `validation_failed` naming every field that is wrong; `body` where that is the whole. */
export async function parse<S extends z.ZodType>(schema: S, value: unknown): Promise<z.output<S>> {
  const result = await schema.safeParseAsync(value);
  if (!result.success) throw validationFailed(errorItems(result.error).map((item) => ({ ...item, path: item.path || 'body' })));
  return result.data;
}

/** Why PostgreSQL cannot take a text: NUL and halves of surrogate pairs have no place in one, and its calendar has no year 0. */
function whyUnstorable(text: string): string | undefined {
  if (/[\0\p{Surrogate}]/u.test(text)) return 'has a character that no text may hold';
  return /^0000-\d\d-\d\d$/.test(text) ? 'must not be in the year 0' : undefined;
}

/** Deepest nesting of a JSON document: far more than any request has, far less than a stack bears. */
const deepest = 64;

/** The first text inside `value` that no database could take, wherever it would be used; or where it is nested beyond reason. */
export function unstorable(value: unknown): ErrorItem | undefined {
  const found = findUnstorable(value, 0);
  return found && { path: shortened(join('', found.at.reverse())), message: found.message };
}

/** `at` is its path backwards: only what is wrong has its path written. */
function findUnstorable(value: unknown, depth: number): { at: string[]; message: string } | undefined {
  if (typeof value === 'string') {
    const message = whyUnstorable(value);
    return message === undefined ? undefined : { at: [], message };
  }
  if (value === null || typeof value !== 'object') return undefined;
  if (depth >= deepest) return { at: [], message: `is nested more than ${deepest} deep` };
  for (const key in value) {
    const found =
      (Array.isArray(value) ? undefined : findUnstorable(key, depth + 1)) ??
      findUnstorable((value as Record<string, unknown>)[key], depth + 1);
    if (found) {
      found.at.push(key);
      return found;
    }
  }
  return undefined;
}

function shortened(path: string): string {
  return path.length > 100 ? `${path.slice(0, 100)}…` : path;
}
