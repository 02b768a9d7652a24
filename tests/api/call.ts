import type { z } from 'zod';
import type { Endpoint, Method } from '@/lib/http/endpoint';
import { type Problem, problem } from '@/lib/http/problem';

export const origin = 'http://localhost:3000';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Asks a route's handler as Next would. */
export function send(file: Pick<Endpoint, Method>, method: Method, path: string, { body, headers = {} }: Sent = {}): Promise<Response> {
  const given = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  return file[method](new Request(origin + path, { method, headers: { ...type, ...headers }, ...given }));
}

/** Asks a route and reads its answer by a schema, which must be one of success. */
export async function call<S extends z.ZodType>(schema: S, ...request: Parameters<typeof send>): Promise<Answer<z.output<S>>> {
  const response = await send(...request);
  const text = await response.text();
  if (response.status >= 400) throw new Error(`${request[1]} ${request[2]} answered ${response.status}: ${text}`);
  return { status: response.status, headers: response.headers, body: schema.parse(JSON.parse(text)) };
}

/** Asks a route that must refuse, with a problem document. */
export async function refused(...request: Parameters<typeof send>): Promise<Answer<Problem> & { paths: string[] }> {
  const response = await send(...request);
  const body = problem.parse(await response.json());
  if (body.status !== response.status) throw new Error(`status ${response.status} is told as ${body.status}`);
  return { status: response.status, headers: response.headers, body, paths: body.errors.map((item) => item.path) };
}
