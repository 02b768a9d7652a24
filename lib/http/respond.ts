import { logger } from '@/lib/logger';
import { Reply } from './reply';
import type { AnyRoute } from './route';
import { errorItems } from './validation';

/**
 * A handler's answer as a `Response`, checked against the declared schema: a mismatch is a defect of ours, which fails in development and
 * tests, and in production is logged while the client still gets its answer.
 */
export async function respond(declared: AnyRoute, answer: unknown): Promise<Response> {
  if (answer instanceof Response) return answer;
  const { body, init } = answer instanceof Reply ? answer : { body: answer, init: {} };
  const status = init.status ?? declared.status ?? (declared.response ? 200 : 204);
  if (!declared.response) return new Response(null, { status, headers: init.headers });

  const checked = await declared.response.safeParseAsync(body);
  if (!checked.success) {
    const errors = errorItems(checked.error);
    if (process.env.NODE_ENV !== 'production')
      throw new Error(`${declared.operation} answered what it does not declare: ${JSON.stringify(errors)}`);
    logger.warn({ operation: declared.operation, errors }, 'a response does not match its schema');
  }
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status, headers });
}
