import { authenticate } from '@/lib/http/authentication';
import { perform } from '@/lib/http/perform';
import { errorBody, MlflowError, toMlflowError } from './error';
import { type Operation, WrittenJson } from './operation';
import { readInput } from './request';

const json = { 'content-type': 'application/json' };

/** A handler that answers for every operation of a table, below any of the prefixes, in MLflow's dialect. */
export function dispatcher(operations: Operation[], prefix: RegExp): (request: Request) => Promise<Response> {
  const table = operations.map((declared) => ({ declared, parts: declared.path.split('/').slice(1) }));
  return (request) => {
    const { pathname } = new URL(request.url);
    const parts = pathname.replace(prefix, '').split('/').slice(1);
    const candidates = table.filter((entry) => fits(entry.parts, parts));
    const found = candidates.find(({ declared }) => declared.methods.some((method) => method === request.method));
    const label = found ? found.declared.path : '/{path}';
    return answering(request, `/api/mlflow${label}`, async () => {
      const principal = authenticate(request);
      if (!found) {
        const detail = candidates.length > 0 ? `${request.method} is not possible at ${pathname}` : `There is nothing at ${pathname}`;
        throw new MlflowError('ENDPOINT_NOT_FOUND', `${detail}; docs/mlflow.md lists what there is.`);
      }
      const { declared } = found;
      const input = await readInput(declared.input, request, params(found.parts, parts));
      const body = await declared.handler(input, { request, principal });
      return new Response(body instanceof WrittenJson ? body.text : JSON.stringify(body), { headers: json });
    });
  };
}

/** Does a request's work as `perform` does; failures are told as MLflow tells them. */
export function answering(request: Request, path: string, work: () => Promise<Response>): Promise<Response> {
  const guarded = async (): Promise<Response> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MlflowError) return failureResponse(error);
      throw error;
    }
  };
  return perform(request, path, guarded, {}, (error) => failureResponse(toMlflowError(error)));
}

function failureResponse(error: MlflowError): Response {
  const headers = new Headers(json);
  if (error.code === 'UNAUTHENTICATED') headers.set('www-authenticate', 'Bearer realm="almanac"');
  return new Response(JSON.stringify(errorBody(error)), { status: error.status, headers });
}

function fits(template: string[], parts: string[]): boolean {
  return template.length === parts.length && template.every((part, index) => part.startsWith('{') || part === parts[index]);
}

function params(template: string[], parts: string[]): Record<string, string> {
  const named = template.flatMap((part, index): [string, string][] =>
    part.startsWith('{') ? [[part.slice(1, -1), decode(parts[index] as string)]] : [],
  );
  return Object.fromEntries(named);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign that starts no UTF-8 is one.
    return part;
  }
}
