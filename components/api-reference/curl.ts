import type { ApiOperation, Schema } from '@/lib/http/api-reference';
import { exampleOf } from '@/lib/http/schema-words';

/** An operation as a command that can be run once what is in braces has been filled in. `<this server>` is the page's own address. */
export function curlOf({ method, path, parameters, bodies, open }: ApiOperation, schemas: Record<string, Schema>): string {
  const query = parameters.filter(({ in: place, required }) => place === 'query' && required).map(({ name }) => `${name}={${name}}`);
  const [body] = bodies;
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'<this server>${path}${query.length ? `?${query.join('&')}` : ''}'`];
  if (!open) lines.push(`-H "Authorization: Bearer $ALMANAC_API_KEY"`);
  if (body) lines.push(`-H 'content-type: ${body.type}'`);
  if (body) lines.push(body.type === 'application/json' ? `-d '${shellText(requiredOnly(body.schema, schemas))}'` : '-T file');
  return lines.join(' \\\n  ');
}

function shellText(value: unknown): string {
  return JSON.stringify(value).replaceAll("'", "'\\''");
}

/** The example without what may be left out. */
function requiredOnly(schema: Schema, schemas: Record<string, Schema>): unknown {
  const example = exampleOf(schema, schemas);
  if (!schema.properties || typeof example !== 'object' || example === null) return example;
  const required = new Set(schema.required);
  return Object.fromEntries(Object.entries(example).filter(([name]) => required.has(name)));
}
