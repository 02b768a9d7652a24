import { z } from 'zod';
import { AlmanacError, type ErrorCode, errorStatus } from '@/lib/errors';

/** The body of every failed answer: RFC 9457, with our `code` and the fields at fault. */
export const problem = z.strictObject({
  type: z.string().describe('urn:almanac:problem:<code>'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().describe('Path that was asked for'),
  code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
  requestId: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).describe('Each field that is wrong, and what would be right'),
});
export type Problem = z.infer<typeof problem>;

/** Prisma's own codes (never its message texts) that mean something to a client. */
const prismaCodes: Record<string, [ErrorCode, string]> = {
  P2002: ['conflict', 'Something with the same name or id is there already.'],
  P2003: ['conflict', 'Something that this refers to, or that refers to this, stands in the way.'],
  P2025: ['not_found', 'There is no such thing (any more).'],
  P2034: ['conflict', 'Somebody else changed the same thing at the same time. Try again.'],
  P1001: ['unavailable', 'The database does not answer. Try again shortly.'],
  P1002: ['unavailable', 'The database does not answer in time. Try again shortly.'],
  P1008: ['unavailable', 'The database does not answer in time. Try again shortly.'],
  P1017: ['unavailable', 'The database closed the connection. Try again shortly.'],
  P2024: ['unavailable', 'Every database connection is busy. Try again shortly.'],
};

const prismaErrors = new Set(['PrismaClientKnownRequestError', 'PrismaClientInitializationError']);

/** Codes that Node gives a connection to a database that is not there (yet). */
const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE']);

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/**
 * What a client may know of a failure: ours as it is, Prisma's by its code, anything else masked as `internal`.
 * @returns an AlmanacError whose `cause` is the original where that one was another.
 */
export function toAlmanacError(error: unknown, requestId: string): AlmanacError {
  if (error instanceof AlmanacError) return error;
  // Next bundles routes one by one: an error thrown through another copy of the class is still ours.
  if (error instanceof Error && error.name === 'AlmanacError') {
    const other = error as AlmanacError;
    return new AlmanacError(other.code, other.message, other.errors, {
      cause: error,
      retryAfter: other.retryAfter,
      headers: other.headers,
    });
  }
  const code = codeOf(error);
  if (code) {
    const mapped = prismaErrors.has((error as Error).name) ? prismaCodes[code] : undefined;
    if (mapped) return new AlmanacError(mapped[0], mapped[1], [], { cause: error });
    if (connectionCodes.has(code))
      return new AlmanacError('unavailable', 'The database does not answer. Try again shortly.', [], { cause: error });
  }
  const message = `Something failed on our side. The server's log has the reason under request ${requestId}.`;
  return new AlmanacError('internal', message, [], { cause: error });
}

/** A failure as an `application/problem+json` answer. */
export function problemResponse(error: AlmanacError, request: { path: string; requestId: string }, headers: HeadersInit = {}): Response {
  const title = error.code.replaceAll('_', ' ');
  const body: Problem = {
    type: `urn:almanac:problem:${error.code}`,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    status: error.status,
    detail: error.message,
    instance: request.path,
    code: error.code,
    requestId: request.requestId,
    errors: error.errors,
  };
  const all = new Headers(headers);
  for (const [name, value] of Object.entries(error.headers)) all.set(name, value);
  all.set('content-type', 'application/problem+json');
  if (error.retryAfter !== undefined) all.set('retry-after', String(error.retryAfter));
  if (error.code === 'unauthenticated') all.set('www-authenticate', 'Bearer realm="almanac"');
  return new Response(JSON.stringify(body), { status: error.status, headers: all });
}
