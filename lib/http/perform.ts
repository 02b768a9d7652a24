import { randomUUID } from 'node:crypto';
import type { AlmanacError } from '@/lib/errors';
import { logger } from '@/lib/logger';
import { metrics } from './metrics';
import { problemResponse, toAlmanacError } from './problem';

export type Timing = <T>(name: string, work: () => Promise<T>) => Promise<T>;

function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id');
  return given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

/** A failure as an answer. */
export type Failed = (error: AlmanacError, request: { path: string; requestId: string }) => Response;

/**
 * Does one request's work, whatever comes of it: failures become problem documents (or what `failed` makes of them), every answer says its request id and where the time
 * went, nothing is cached, and the time is counted under the path's template.
 */
export async function perform(
  request: Request,
  path: string,
  work: (timing: Timing) => Promise<Response>,
  problemHeaders: HeadersInit = {},
  failed: Failed = (error, about) => problemResponse(error, about, problemHeaders),
): Promise<Response> {
  const started = performance.now();
  const requestId = requestIdOf(request);
  const parts: string[] = [];
  const timing: Timing = async (name, part) => {
    const from = performance.now();
    try {
      return await part();
    } finally {
      parts.push(`${name};dur=${(performance.now() - from).toFixed(1)}`);
    }
  };

  let response: Response;
  try {
    response = await work(timing);
  } catch (error) {
    const failure = toAlmanacError(error, requestId);
    if (failure.status >= 500) logger.error({ requestId, method: request.method, path, err: failure.cause ?? failure }, failure.message);
    response = failed(failure, { path: new URL(request.url).pathname, requestId });
  }

  const duration = performance.now() - started;
  metrics().durations.observe({ method: request.method, route: path, status: response.status }, duration / 1000);
  response.headers.set('x-request-id', requestId);
  response.headers.set('server-timing', [...parts, `total;dur=${duration.toFixed(1)}`].join(', '));
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
