import { z } from 'zod';
import { AlmanacError } from '@/lib/errors';
import { readText } from '@/lib/http/body';
import { unstorable } from '@/lib/http/validation';
import { invalidParameter } from './error';

/** Most bytes of a message: a batch of the largest tags, or a dataset with the largest profile. */
const mostBytes = 20 * 1024 * 1024;
const seeDocs = ' See the API docs for more information about request parameters.';

/** What a request says: its query where it is a GET, else its JSON body; nulls are as good as missing, unknown fields are ignored. */
export async function readInput<S extends z.ZodObject>(schema: S, request: Request, params: Record<string, string>): Promise<z.output<S>> {
  const sent = request.method === 'GET' ? fromQuery(schema, new URL(request.url).searchParams) : await fromBody(request);
  const given = { ...sent, ...params };
  const broken = unstorable(given);
  if (broken) throw invalidParameter(`Invalid value for parameter '${broken.path}' supplied: it ${broken.message}.`);
  dropNulls(given);
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw refusal(result.error, given);
}

function fromQuery(schema: z.ZodObject, search: URLSearchParams): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of new Set(search.keys())) values[name] = isList(schema.shape[name]) ? search.getAll(name) : search.get(name);
  return values;
}

function isList(field: unknown): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return isList(field.unwrap());
  return field instanceof z.ZodArray;
}

async function fromBody(request: Request): Promise<Record<string, unknown>> {
  const body = await readText(request, mostBytes);
  if (body.trim() === '') return {};
  if (!/^application\/([\w.]+\+)?json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AlmanacError('unsupported_media_type', "Bad Request. Content-Type must be one of ['application/json'].");
  }
  let value: unknown;
  try {
    value = JSON.parse(exactIntegers(body));
    // Clients of old send their JSON as a text within JSON.
    if (typeof value === 'string') value = JSON.parse(exactIntegers(value));
  } catch (error) {
    throw invalidParameter(`The body is not JSON: ${(error as SyntaxError).message}`);
  }
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidParameter('The body must be a JSON object.');
  return value as Record<string, unknown>;
}

/** Integers beyond the doubles as texts, which the fields read to the last digit. */
function exactIntegers(json: string): string {
  if (!/(?<![.\d])\d{16,}(?![\d.eE])/.test(json)) return json;
  // Texts and numbers are matched whole, so that no part of one is taken for an integer.
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (part) => (/^-?\d{16,30}$/.test(part) ? `"${part}"` : part));
}

/** Takes fields that are null out of a message that was just read. */
function dropNulls(message: object): void {
  for (const [key, inner] of Object.entries(message)) {
    if (inner === null && !Array.isArray(message)) delete (message as Record<string, unknown>)[key];
    else if (typeof inner === 'object' && inner !== null) dropNulls(inner);
  }
}

function refusal(error: z.ZodError, given: unknown): Error {
  const issue = error.issues[0] as z.core.$ZodIssue;
  const name = issue.path.reduce<string>(
    (path, part) => (typeof part === 'number' ? `${path}[${part}]` : path ? `${path}.${String(part)}` : String(part)),
    '',
  );
  const value = issue.path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part], given);
  if (value === undefined || value === '') return invalidParameter(`Missing value for required parameter '${name}'.${seeDocs}`);
  const shown = JSON.stringify(value);
  return invalidParameter(
    `Invalid value ${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown} for parameter '${name}' supplied:  Hint: Value was of type '${pythonType(value)}'.${seeDocs}`,
  );
}

function pythonType(value: unknown): string {
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
}
