import { z } from 'zod';
import { errorStatus } from '@/lib/errors';
import type { EndpointDeclaration } from './endpoint';
import { problem } from './problem';
import type { AnyRoute } from './route';
import { sessionCookie } from './session';

type Json = Record<string, unknown>;
export type Components = Record<string, z.ZodType>;

const problemType = 'application/problem+json';

/** A request's schema; it stands alone, since what may be left out of a request is there in a response of the same name. */
function inputSchema(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return json;
}

/** Every response schema as a component, the named ones under their names; they refer to each other. */
function responseComponents(
  endpoints: EndpointDeclaration[],
  named: Components,
): { ref(schema: z.ZodType): Json; schemas: Record<string, Json> } {
  const registry = z.registry<{ id: string }>();
  const ids = new Map<z.ZodType, string>();
  const add = (schema: z.ZodType, id: string) => {
    if (ids.has(schema)) return;
    ids.set(schema, id);
    registry.add(schema, { id });
  };
  for (const [id, schema] of Object.entries({ ...named, Problem: problem })) add(schema, id);
  for (const { routes } of endpoints) {
    for (const declared of Object.values(routes)) {
      const name = declared.operation.charAt(0).toUpperCase() + declared.operation.slice(1);
      if (declared.response) add(declared.response, `${name}Response`);
    }
  }
  const { schemas } = z.toJSONSchema(registry, { io: 'output', unrepresentable: 'any', uri: (id) => `#/components/schemas/${id}` });
  const clean = Object.entries(schemas).map(([id, schema]) => {
    const { $schema: _, $id: __, ...json } = schema as Json;
    return [id, json] as const;
  });
  return {
    ref: (schema) => ({ $ref: `#/components/schemas/${ids.get(schema)}` }),
    schemas: Object.fromEntries(clean),
  };
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const json = inputSchema(schema) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (json.required?.includes(name) ?? false),
    ...(property.description ? { description: property.description } : {}),
    schema: property,
    ...(property.type === 'array' ? { style: 'form', explode: false } : {}),
  }));
}

/** Statuses that any operation of this kind may fail with, in order. */
function failures(declared: AnyRoute): number[] {
  const statuses: number[] = [errorStatus.internal, errorStatus.unavailable];
  if (!declared.open) statuses.push(errorStatus.unauthenticated, errorStatus.forbidden);
  if (declared.params) statuses.push(errorStatus.not_found);
  if (declared.params || declared.query || declared.body) statuses.push(errorStatus.validation_failed);
  if (declared.body || declared.consumes)
    statuses.push(errorStatus.bad_request, errorStatus.conflict, errorStatus.payload_too_large, errorStatus.unsupported_media_type);
  for (const code of declared.fails ?? []) statuses.push(errorStatus[code]);
  return [...new Set(statuses)].sort();
}

/** A body that is passed on as bytes. */
function streamedBody({ consumes }: AnyRoute): Json | undefined {
  const types = consumes?.map((type) => [
    type,
    { schema: type === 'application/json' ? { type: 'object' } : { type: 'string', format: 'binary' } },
  ]);
  return types ? { content: Object.fromEntries(types) } : undefined;
}

function operation(declared: AnyRoute, ref: (schema: z.ZodType) => Json): Json {
  const status = declared.status ?? (declared.response || declared.produces ? 200 : 204);
  const headers = Object.entries(declared.headers ?? {}).map(([name, description]) => [name, { description, schema: { type: 'string' } }]);
  const content = declared.response
    ? { content: { [declared.produces ?? 'application/json']: { schema: ref(declared.response) } } }
    : declared.produces
      ? { content: { [declared.produces]: { schema: { type: 'string' } } } }
      : {};
  const responses: Record<string, Json> = {};
  for (const failure of failures(declared)) responses[failure] = { $ref: '#/components/responses/Problem' };
  for (const [also, description] of Object.entries(declared.alsoStatus ?? {})) responses[also] = { description, ...content };
  responses[status] = { description: declared.summary, ...(headers.length ? { headers: Object.fromEntries(headers) } : {}), ...content };
  const body = declared.body ? { content: { 'application/json': { schema: inputSchema(declared.body) } } } : streamedBody(declared);
  return {
    operationId: declared.operation,
    summary: declared.summary,
    ...(declared.description ? { description: declared.description } : {}),
    tags: declared.tags,
    parameters: [...parameters(declared.params, 'path'), ...parameters(declared.query, 'query')],
    ...(body ? { requestBody: { required: !declared.body?.safeParse(undefined).success, ...body } } : {}),
    responses,
    ...(declared.open ? { security: [] } : {}),
  };
}

/** The OpenAPI 3.1 document of these endpoints. `named` are schemas that appear as components of their own. */
export function openApi(endpoints: EndpointDeclaration[], named: Components, version: string): Json {
  const { ref, schemas } = responseComponents(endpoints, named);
  const paths = endpoints.map(({ path, routes }) => {
    const operations = Object.entries(routes).map(([method, declared]) => [method.toLowerCase(), operation(declared, ref)]);
    return [path, Object.fromEntries(operations)];
  });
  return {
    openapi: '3.1.1',
    info: {
      title: 'Almanac',
      version,
      description: 'Weekly sales forecasting: pipelines, series, forecasts, models.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { session: [] }, {}],
    paths: Object.fromEntries(paths),
    components: {
      schemas,
      responses: { Problem: { description: 'What went wrong (RFC 9457)', content: { [problemType]: { schema: ref(problem) } } } },
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'ALMANAC_API_KEY; not needed on a server that only listens on loopback and has none',
        },
        session: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: 'Set by POST /api/v1/session' },
      },
    },
  };
}
