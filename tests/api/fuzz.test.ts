import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { endpoints } from '@/app/api/v1/openapi.json/endpoints';
import { endpoint, type Method } from '@/lib/http/endpoint';
import { problem } from '@/lib/http/problem';
import { textFields } from '@/lib/http/strings';
import { closeNotifications } from '@/lib/listen';
import { createTestDatabase } from '../helpers/postgres';
import { send } from './call';
import { model, pipelineRunId, seedResults, stores, trackedRunId } from './seed';

await createTestDatabase();
await seedResults();
afterAll(() => closeNotifications());

/** Values that some field somewhere takes, and those that break parsers, databases and dates. */
const known = [
  'sample-retailer',
  'store',
  'total',
  'day',
  model,
  ...stores,
  pipelineRunId,
  trackedRunId,
  'sample-retailer:store:store_001',
  'champion',
  'true',
  '1',
];
const nasty = [
  '',
  '0',
  '-1',
  '1e9',
  '2147483648',
  '9223372036854775808',
  'NaN',
  'null',
  '\0',
  '\ud800',
  "';--",
  '%',
  '../..',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '2026-02-30',
  'é'.repeat(300),
];
const nastyCursors = [
  '1',
  'null',
  '[]',
  '["a\\u0000",1]',
  '["a",1e99]',
  '\0',
  '0001-01-01T00:00:00.000Z 11111111-1111-4111-8111-111111111111',
  '{"a":1}',
].map((text) => Buffer.from(text).toString('base64url'));
const text = fc.oneof(
  fc.constantFrom(...known),
  fc.constantFrom(...nasty),
  fc.constantFrom(...nastyCursors),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer().map(String),
);

/** Names of every field of the API, so that objects have known keys more often than not. */
const names = [
  ...new Set(
    endpoints.flatMap(({ routes }) =>
      Object.values(routes).flatMap(({ query, body }) =>
        [query, body].flatMap((schema) => (schema ? textFields(schema).map(({ name }) => name) : [])),
      ),
    ),
  ),
];
const key = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...names, 'horizon', 'level', 'models', 'dataStartDate', 'seed') },
  { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

/** Halves of surrogate pairs have no form in a URL. */
const encode = (part: string) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'));

/** Every answer is one that the API declares: success, or a problem that blames the request. */
async function holds(file: ReturnType<typeof endpoint>, method: Method, path: string, body?: string): Promise<void> {
  const response = await send(file, method, path, { body });
  if (response.status >= 400) problem.parse(await response.json());
  else await response.body?.cancel();
  expect(response.status, `${method} ${path} ${body ?? ''}`).toBeLessThan(500);
}

const operations = endpoints
  .filter(({ path }) => path !== '/api/ready')
  .flatMap(({ path, routes }) =>
    Object.entries(routes).map(([method, declared]) => ({ path, method: method as Method, declared, file: endpoint(path, routes) })),
  );

describe.each(operations)('$method $path', ({ path, method, declared, file }) => {
  it('never fails by itself, whatever it is asked', async () => {
    const fields = declared.query ? textFields(declared.query).map(({ name }) => name) : [];
    const request = fc.record({
      segments: fc.array(text, { minLength: 2, maxLength: 2 }),
      query: declared.query
        ? fc.array(fc.tuple(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: text }), text), {
            maxLength: 3,
          })
        : fc.constant<[string, string][]>([]),
      body: declared.body
        ? fc.oneof(
            value.map((json) => JSON.stringify(json)),
            fc.dictionary(key, value, { maxKeys: 4 }).map((json) => JSON.stringify(json)),
            text,
          )
        : fc.constant(undefined),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ segments, query, body }) => {
        let next = 0;
        const at = path.replace(/\{\w+\}/g, () => encode(segments[next++] as string) || 'x');
        const search = query.map(([name, given]) => `${encode(name)}=${encode(given)}`).join('&');
        await holds(file, method, search ? `${at}?${search}` : at, body);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 40), seed: 20261124 },
    );
  });
});
