import { AlmanacError } from '@/lib/errors';
import { authenticate } from './authentication';
import { readJson } from './body';
import { perform } from './perform';
import { noQuery, parseQuery } from './query';
import { respond } from './respond';
import type { AnyRoute } from './route';
import { parse, unstorable, validationFailed } from './validation';

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export type Method = (typeof methods)[number];
export type Routes = Partial<Record<Exclude<Method, 'HEAD' | 'OPTIONS'>, AnyRoute>>;

/** As Next calls it; what it gives besides the request is not needed. */
export type Handler = (request: Request) => Promise<Response>;

/** What the handlers of one path are made of. */
export interface EndpointDeclaration {
  /** Template: `/api/v1/pipeline-runs/{id}`. */
  path: string;
  routes: Routes;
}

/** Handlers by method; OPTIONS, which every endpoint has, carries the declaration, since route files may export handlers only. */
export type Endpoint = Record<Method, Handler> & { OPTIONS: Handler & { declaration: EndpointDeclaration } };

/** Path parameters out of the URL itself, decoded once: Next's own are decoded for some kinds of routes only, and ids may hold `%2F`. */
function pathParams(template: string, request: Request): Record<string, string> {
  const sent = new URL(request.url).pathname.split('/');
  const params: Record<string, string> = {};
  for (const [index, part] of template.split('/').entries()) {
    if (!part.startsWith('{')) continue;
    const name = part.slice(1, -1);
    try {
      params[name] = decodeURIComponent(sent[index] ?? '');
    } catch {
      // The only failure there is: a percent sign that starts no UTF-8.
      throw validationFailed([{ path: name, message: 'is not percent-encoded UTF-8' }]);
    }
  }
  const broken = unstorable(params);
  if (broken) throw validationFailed([broken]);
  return params;
}

function handle(path: string, declared: AnyRoute): Handler {
  return (request) =>
    perform(request, path, async (timing) => {
      const principal = authenticate(request, declared.open);
      const params = declared.params ? await parse(declared.params, pathParams(path, request)) : undefined;
      const search = new URL(request.url).searchParams;
      const query = declared.query || search.size > 0 ? parseQuery(declared.query ?? noQuery, search) : undefined;
      const body = declared.body ? await parse(declared.body, await readJson(request)) : undefined;
      const answer = await timing('handler', async () => declared.handler({ params, query, body, request, principal }));
      return respond(declared, answer);
    });
}

/**
 * The handlers of one path: `export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint('/api/v1/things', {...})`.
 * Methods that are not declared answer 405 with a problem document.
 */
export function endpoint(path: string, routes: Routes): Endpoint {
  const allowed = methods.filter((method) => method === 'OPTIONS' || (method === 'HEAD' ? routes.GET : routes[method]));
  const allow = { allow: allowed.join(', ') };
  const refuse: Handler = (request) =>
    perform(
      request,
      path,
      async () => {
        const detail = `${request.method} is not possible here; ${allow.allow} are.`;
        throw new AlmanacError('method_not_allowed', detail, [{ path: 'method', message: detail }]);
      },
      allow,
    );
  const get = routes.GET ? handle(path, routes.GET) : undefined;
  const of = (method: keyof Routes) => (routes[method] ? handle(path, routes[method]) : refuse);
  return {
    GET: of('GET'),
    HEAD: get ? (request) => get(request).then(withoutBody) : refuse,
    POST: of('POST'),
    PUT: of('PUT'),
    PATCH: of('PATCH'),
    DELETE: of('DELETE'),
    OPTIONS: Object.assign(async () => new Response(null, { status: 204, headers: allow }), { declaration: { path, routes } }),
  };
}

/** Lets go of what the body would have been read from, so that HEAD on a stream leaves nothing open. */
async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
}
