import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { components, endpoints } from '@/app/api/v1/openapi.json/endpoints';
import { GET } from '@/app/api/v1/openapi.json/route';
import type { Endpoint } from '@/lib/http/endpoint';

const root = path.resolve('app/api');
/** Folders that speak another protocol's language, and the one that answers for every path that is not there. */
const foreign = ['2.0', '3.0', 'inngest', '[...path]'];

const routeFiles = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'route.ts' && !foreign.includes(file.split(path.sep)[0] ?? ''))
  .map((file) => path.dirname(file).split(path.sep).join('/'));

const template = (folder: string) => `/api/${folder.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')}`;

it('describes every route file, under the path at which it stands', async () => {
  expect(routeFiles.length).toBeGreaterThan(0);
  for (const folder of routeFiles) {
    const file: Endpoint = await import(path.join(root, folder, 'route.ts'));
    expect(file.OPTIONS?.declaration?.path, folder).toBe(template(folder));
    expect(endpoints, folder).toContain(file.OPTIONS.declaration);
  }
  expect(endpoints.length).toBe(routeFiles.length);
});

it('exports every method from every route file, so that none answers without a problem document', async () => {
  for (const folder of routeFiles) {
    const file = await import(path.join(root, folder, 'route.ts'));
    expect(Object.keys(file).sort(), folder).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
  }
});

it('is a valid OpenAPI 3.1 document', async () => {
  const response = await GET(new Request('http://localhost:3000/api/v1/openapi.json'));
  expect(response.status).toBe(200);
  const document = await response.json();
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe('3.1');
  // Every reference leads somewhere.
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] as string);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    const target = reference
      .split('/')
      .slice(1)
      .reduce((at, key) => at?.[key], document);
    expect(target, reference).toBeDefined();
  }
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining([...Object.keys(components), 'Problem']));
});

it('names each operation once and tells what each parameter of a path is', () => {
  const operations = endpoints.flatMap(({ routes }) => Object.values(routes).map(({ operation }) => operation));
  expect(new Set(operations).size).toBe(operations.length);
  for (const { path: at, routes } of endpoints) {
    const names = [...at.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const declared of Object.values(routes)) expect(Object.keys(declared.params?.shape ?? {}), at).toEqual(names);
  }
});
