import type { z } from 'zod';
import type { ErrorCode } from '@/lib/errors';
import type { Principal } from './authentication';
import type { Reply } from './reply';

/** What a handler is given: everything parsed, nothing raw but the request itself. */
export interface RouteInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  request: Request;
  /** Undefined only on open routes, asked by a stranger. */
  principal: Principal | undefined;
}

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Answer<R> = R extends z.ZodType ? z.input<R> | Reply<z.input<R>> : undefined;

/** One operation of the API as a declaration; `endpoint()` makes the handlers, the OpenAPI document is made of the same. */
export interface Route<
  P extends z.ZodObject | undefined = z.ZodObject | undefined,
  Q extends z.ZodObject | undefined = z.ZodObject | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  R extends z.ZodType | undefined = z.ZodType | undefined,
> {
  /** Name of the operation in generated clients: `listPipelineRuns`. */
  operation: string;
  summary: string;
  description?: string;
  tags: string[];
  params?: P;
  /** Numbers, booleans and lists are read from text by the schema. */
  query?: Q;
  /** JSON; an empty body is `undefined`, so give the schema a default to allow it. */
  body?: B;
  /** Media types of a body that is not JSON: the handler streams it from the request itself. */
  consumes?: string[];
  /** What is answered; absent where there is no body. Of a stream, what each of its events carries. */
  response?: R;
  /** Media type of an answer that is not JSON; the handler then makes the `Response` itself. */
  produces?: string;
  /** Status of success: 200, or 204 where there is no response. */
  status?: number;
  /** Further statuses that the handler may answer with in the response's shape. */
  alsoStatus?: Record<number, string>;
  /** Failures beyond those that every operation of its kind may answer with. */
  fails?: ErrorCode[];
  /** Response headers, with their meaning. */
  headers?: Record<string, string>;
  /** Answers without authentication. */
  open?: boolean;
  handler(input: RouteInput<Output<P>, Output<Q>, Output<B>>): Answer<R> | Response | Promise<Answer<R> | Response>;
}

/** A route with its types forgotten, as lists of routes hold it. */
// biome-ignore lint/suspicious/noExplicitAny: a handler's input is contravariant, so no narrower type takes every route.
export type AnyRoute = Route<any, any, any, any>;

/** Declares one operation; its handler's types follow from the schemas. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | undefined = undefined,
>(declaration: Route<P, Q, B, R>): Route<P, Q, B, R> {
  return declaration;
}
