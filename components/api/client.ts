import type { ErrorItem } from '@/lib/errors';
import { serverAnswered, serverSilent } from './connection';

/** What went wrong with a request, in the server's own words where it had some. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: ErrorItem[] = [],
  ) {
    super(message);
  }
}

function problemOf(status: number, body: unknown): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = typeof problem.detail === 'string' ? problem.detail : `The server answered with status ${status}.`;
  const code = typeof problem.code === 'string' ? problem.code : 'unknown';
  return new ApiError(status, code, text, Array.isArray(problem.errors) ? (problem.errors as ErrorItem[]) : []);
}

/**
 * One request to our own REST interface.
 * @throws ApiError for every answer that is not 2xx; status 0 where the server was not reached.
 */
export async function request<T>(path: string, options: { method?: string; body?: unknown; signal?: AbortSignal } = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: options.method ?? 'GET',
      headers: options.body === undefined ? {} : { 'content-type': 'application/json' },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    serverSilent();
    throw new ApiError(0, 'unreachable', 'The server cannot be reached. Check that it is running, then try again.');
  }
  serverAnswered();
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  const body: unknown = json && text ? JSON.parse(text) : undefined;
  if (!response.ok) throw problemOf(response.status, body);
  return body as T;
}

/** An error as one sentence for a person. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message : 'Something unexpected happened.';
}
