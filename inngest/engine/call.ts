/** The SDK's own request handler (`serve` of `inngest/edge`), called in this process. */
export type Handler = (request: Request) => Promise<Response>;

/** A serialized error as the SDK writes it. */
export interface SerializedError {
  name: string;
  message: string;
  stack?: string;
  [key: string]: unknown;
}

/** One operation that the SDK reports: a step that ran, or something that it wants done. */
export interface Operation {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  opts?: Record<string, unknown>;
  data?: unknown;
  error?: unknown;
}

export interface Call {
  functionId: string;
  runId: string;
  event: unknown;
  /** Steps that ended, in the order in which they did. */
  steps: { id: string; output: unknown; error: unknown; failed: boolean }[];
  /** The step to carry out; without it the SDK only says which steps come next. */
  stepId?: string;
  attempt: number;
  maxAttempts: number;
}

export type Answer =
  | { type: 'operations'; operations: Operation[]; retriable: boolean; retryAfter?: string }
  | { type: 'result'; output: unknown }
  | { type: 'error'; error: SerializedError; retriable: boolean; retryAfter?: string };

/**
 * Asks the SDK to go on with a run, in the words in which Inngest asks over HTTP. Steps are never executed while they are being
 * discovered, so that each has a job, an attempt count and a fencing token of its own.
 */
export async function callFunction(handler: Handler, call: Call): Promise<Answer> {
  const url = new URL('http://localhost/api/inngest');
  url.searchParams.set('fnId', call.functionId);
  url.searchParams.set('stepId', call.stepId ?? 'step');
  const order = call.steps.map(({ id }) => id);
  const body = {
    version: 2,
    event: call.event,
    events: [call.event],
    steps: Object.fromEntries(
      call.steps.map(({ id, output, error, failed }) => [id, failed ? { type: 'error', error } : { type: 'data', data: output ?? null }]),
    ),
    ctx: {
      run_id: call.runId,
      attempt: call.attempt,
      max_attempts: call.maxAttempts,
      disable_immediate_execution: true,
      use_api: false,
      stack: { stack: order, current: Math.max(0, order.length - 1) },
    },
  };
  const response = await handler(
    new Request(url, { method: 'POST', headers: { host: 'localhost', 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  );
  const text = await response.text();
  const answer: unknown = text ? JSON.parse(text) : null;
  const retriable = response.headers.get('x-inngest-no-retry') !== 'true';
  const retryAfter = response.headers.get('retry-after') ?? undefined;
  if (response.status === 206) return { type: 'operations', operations: answer as Operation[], retriable, retryAfter };
  if (response.status === 200) return { type: 'result', output: answer };
  return { type: 'error', error: toError(answer, response.status), retriable, retryAfter };
}

/** The error in an answer of whatever form: a serialized error, or `{error: message}`. */
export function toError(value: unknown, status?: number): SerializedError {
  if (typeof value === 'object' && value !== null) {
    const { name, message, error } = value as Record<string, unknown>;
    if (typeof message === 'string') return { ...value, name: typeof name === 'string' ? name : 'Error', message };
    if (typeof error === 'string') return { name: 'Error', message: error };
  }
  return {
    name: 'Error',
    message: typeof value === 'string' ? value : `The function answered with status ${status ?? 'unknown'} and no error.`,
  };
}
